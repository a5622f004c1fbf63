package dev.laminar.state.rocksdb;

import dev.laminar.internal.state.spill.SpillStore;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;

/**
 * One operator's keys in a job's database, behind a prefix of four bytes.
 *
 * <p>Changes are collected and written together, at the latest before something is read. One
 * thread.
 */
final class RocksSpillStore implements SpillStore {

  private static final int PREFIX = Integer.BYTES;
  private static final long BATCH_BYTES = 1 << 20;

  private final RocksSpillDisk disk;
  private final int prefix;
  private final WriteBatch batch = new WriteBatch();
  private final ReadOptions reads = new ReadOptions().setAsyncIo(false);
  private boolean closed;

  RocksSpillStore(RocksSpillDisk disk, int prefix) {
    this.disk = disk;
    this.prefix = prefix;
  }

  private interface Call<T> {
    T run() throws RocksDBException;
  }

  private static <T> T call(String what, Call<T> call) {
    try {
      return call.run();
    } catch (RocksDBException e) {
      throw RocksSpillDisk.failed(what, e);
    }
  }

  private byte[] prefixed(byte[] key) {
    return ByteBuffer.allocate(PREFIX + key.length).putInt(prefix).put(key).array();
  }

  @Override
  public void append(byte[] key, byte[] value) {
    call(
        "cannot spill state",
        () -> {
          batch.merge(prefixed(key), value);
          return flushIfLarge();
        });
  }

  @Override
  public void delete(byte[] key) {
    call(
        "cannot remove spilled state",
        () -> {
          batch.delete(prefixed(key));
          return flushIfLarge();
        });
  }

  @Override
  public void delete(byte[] from, byte[] to) {
    if (Arrays.compareUnsigned(from, to) >= 0) {
      return;
    }
    call(
        "cannot remove spilled state",
        () -> {
          batch.deleteRange(prefixed(from), prefixed(to));
          return flushIfLarge();
        });
  }

  private boolean flushIfLarge() throws RocksDBException {
    return batch.getDataSize() > BATCH_BYTES && flush();
  }

  private boolean flush() throws RocksDBException {
    if (batch.count() == 0) {
      return false;
    }
    disk.db.write(disk.writes, batch);
    batch.clear();
    return true;
  }

  @Override
  public byte[] @Nullable [] get(byte[][] keys) {
    byte[][] all = new byte[keys.length][];
    Arrays.setAll(all, i -> prefixed(keys[i]));
    return call(
        "cannot read spilled state",
        () -> {
          flush();
          return disk.db.multiGetAsList(reads, Arrays.asList(all)).toArray(byte[][]::new);
        });
  }

  @Override
  public Scan scan(byte[] from, byte[] to) {
    call("cannot read spilled state", this::flush);
    return new RocksScan(prefixed(from), prefixed(to));
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      batch.clear();
      byte[] first = ByteBuffer.allocate(PREFIX).putInt(prefix).array();
      byte[] next = ByteBuffer.allocate(PREFIX).putInt(prefix + 1).array();
      call(
          "cannot remove spilled state",
          () -> {
            disk.db.deleteRange(disk.writes, first, next);
            return true;
          });
      batch.close();
      reads.close();
    }
  }

  /** An iterator sees the database as it was when it was made. */
  private final class RocksScan implements Scan {
    private final Slice end;
    private final ReadOptions options;
    private final RocksIterator iterator;
    private boolean begun;
    private boolean ended;

    RocksScan(byte[] from, byte[] to) {
      end = new Slice(to);
      options = new ReadOptions().setIterateUpperBound(end).setFillCache(false);
      iterator = disk.db.newIterator(options);
      iterator.seek(from);
    }

    @Override
    public boolean next() {
      if (begun) {
        iterator.next();
      }
      begun = true;
      if (iterator.isValid()) {
        return true;
      }
      call(
          "cannot read spilled state",
          () -> {
            iterator.status();
            return true;
          });
      return false;
    }

    @Override
    public byte[] key() {
      byte[] key = iterator.key();
      return Arrays.copyOfRange(key, PREFIX, key.length);
    }

    @Override
    public byte[] value() {
      return iterator.value();
    }

    @Override
    public void close() {
      if (!ended) {
        ended = true;
        iterator.close();
        options.close();
        end.close();
      }
    }
  }
}
