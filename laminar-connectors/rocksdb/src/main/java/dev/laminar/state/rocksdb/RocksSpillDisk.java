package dev.laminar.state.rocksdb;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.internal.state.spill.SpillDisk;
import dev.laminar.internal.state.spill.SpillStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.rocksdb.AbstractNativeReference;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.IndexType;
import org.rocksdb.LRUCache;
import org.rocksdb.MergeOperator;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.StringAppendOperator;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.WriteOptions;

/**
 * A job's database.
 *
 * <p>Block cache, indexes, filters and write buffers share one memory limit. There is no
 * write-ahead log and nothing is synced: the database is of use to this process only.
 * <b>Threads:</b> any.
 */
final class RocksSpillDisk implements SpillDisk {

  private static final long MEGABYTE = 1 << 20;

  /** Table files that are open at once; each takes some memory outside the cache. */
  private static final int OPEN_FILES = 256;

  static {
    RocksDB.loadLibrary();
  }

  final RocksDB db;
  final WriteOptions writes;
  private final List<AbstractNativeReference> parts = new ArrayList<>();
  private final AtomicInteger stores = new AtomicInteger();

  RocksSpillDisk(Path directory, long memory) {
    long bytes = Math.max(8 * MEGABYTE, memory);
    Cache cache = part(new LRUCache(bytes));
    WriteBufferManager buffers = part(new WriteBufferManager(bytes / 2, cache));
    MergeOperator append = part(new StringAppendOperator(""));
    BlockBasedTableConfig tables =
        new BlockBasedTableConfig()
            .setBlockCache(cache)
            .setBlockSize(4 << 10)
            .setCacheIndexAndFilterBlocks(true)
            .setCacheIndexAndFilterBlocksWithHighPriority(true)
            .setPinL0FilterAndIndexBlocksInCache(true)
            .setIndexType(IndexType.kTwoLevelIndexSearch)
            .setPartitionFilters(true)
            .setFilterPolicy(part(new BloomFilter(10)))
            .setFormatVersion(6);
    Options options =
        part(new Options())
            .setCreateIfMissing(true)
            .setErrorIfExists(true)
            .setTableFormatConfig(tables)
            .setMergeOperator(append)
            .setWriteBufferManager(buffers)
            .setWriteBufferSize(Math.max(MEGABYTE, bytes / 8))
            .setMaxWriteBufferNumber(3)
            .setLevelCompactionDynamicLevelBytes(true)
            .setCompressionType(CompressionType.LZ4_COMPRESSION)
            .setMaxOpenFiles(OPEN_FILES)
            .setMaxBackgroundJobs(2)
            .setAvoidFlushDuringShutdown(true)
            .setKeepLogFileNum(1);
    writes = part(new WriteOptions()).setDisableWAL(true);
    try {
      db = RocksDB.open(options, directory.toString());
    } catch (RocksDBException e) {
      closeParts();
      throw failed("cannot open a place for spilled state in " + directory, e);
    }
  }

  private <T extends AbstractNativeReference> T part(T part) {
    parts.addFirst(part);
    return part;
  }

  static LaminarException failed(String what, RocksDBException e) {
    return new LaminarException(
        ErrorCode.RESOURCE,
        what + ": " + e.getMessage() + "; see that spill_directory is on a disk with room",
        e);
  }

  @Override
  public SpillStore store() {
    return new RocksSpillStore(this, stores.getAndIncrement());
  }

  @Override
  public long bytes() {
    try {
      return db.getLongProperty("rocksdb.total-sst-files-size")
          + db.getLongProperty("rocksdb.cur-size-all-mem-tables");
    } catch (RocksDBException e) {
      throw failed("cannot tell the size of spilled state", e);
    }
  }

  @Override
  public void close() {
    db.close();
    closeParts();
  }

  private void closeParts() {
    parts.forEach(AbstractNativeReference::close);
    parts.clear();
  }
}
