package dev.laminar.internal.state.join;

import dev.laminar.data.Batch;
import dev.laminar.data.Mem;
import dev.laminar.internal.state.IntList;
import dev.laminar.internal.state.KeyHash;
import dev.laminar.internal.state.spill.SpillStore;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a side that are not in memory but in a store, by key hash.
 *
 * <p>A row is in one place only. To be read, rows are fetched into a side of their own and stay in
 * the store ({@link #fetch}); to be changed, all rows of a key move into memory ({@link #load}).
 * {@link #evict} moves the coldest rows out. What the next snapshot has yet to learn of rows that
 * leave is put down in the spool, a part of the store in the order of time: first what is gone,
 * then what is new. <b>State:</b> the store; how many rows are there. One thread.
 */
public final class SpilledRows implements AutoCloseable {

  /** So many rows leave memory at once. */
  private static final int CHUNK = 1 << 14;

  private static final int RUN = 4096;
  private static final int SPOOL_BYTES = 1 << 16;
  private static final int KEY_BYTES = 1 + Long.BYTES;
  private static final byte ROWS = 0;
  private static final byte SPOOL = 1;
  private static final byte END = 2;

  private final JoinSide side;
  private final SpillStore store;
  private final RowCodec codec;
  private long size;
  private long spooled; // pieces, ever
  private int hand;

  public SpilledRows(JoinSide side, SpillStore store) {
    this.side = side;
    this.store = store;
    this.codec = side.store.codec();
  }

  public boolean isEmpty() {
    return size == 0;
  }

  private static byte[] key(byte part, long number) {
    return ByteBuffer.allocate(KEY_BYTES).put(part).putLong(number).array();
  }

  /** The key hash of the rows under that key of the store. */
  public static long hash(byte[] key) {
    return ByteBuffer.wrap(key).getLong(1);
  }

  // ---- out

  /** Moves cold rows out of memory, a chunk of them. The side must not be freezing. */
  public void evict() {
    int[] ids = coldest();
    if (ids.length == 0) {
      return;
    }
    long[] hashes = hashes(ids, side.keys);
    long[] rowHashes = side.kind.updating() ? hashes(ids, all()) : hashes;
    spoolRemoved();
    spoolDirty(ids);
    write(ids, hashes);
    for (int i = 0; i < ids.length; i++) {
      int id = ids[i];
      side.byKey.remove(id, hashes[i]);
      if (side.kind.updating()) {
        side.byRow.replace(rowHashes[i], id, RowPages.NONE);
      } else if (side.isRestoring()) {
        side.byRow.discard(KeyHash.combine(hashes[i], side.sequence(id)), id);
      }
      side.changed.free(id);
    }
    size += ids.length;
    if (side.store.size() == 0) {
      side.byKey.close();
      side.byRow.close();
    }
  }

  private int[] all() {
    int[] all = new int[side.types.size()];
    Arrays.setAll(all, i -> i);
    return all;
  }

  /** Goes round; a row that has been used is spared once. */
  private int[] coldest() {
    IntList found = new IntList();
    for (int round = 0; round < 2 && found.size() == 0; round++) {
      int end = side.store.end();
      for (int looked = 0; looked < end && found.size() < CHUNK; looked++) {
        hand = hand < end ? hand : 0;
        int id = hand++;
        if (!side.store.isGone(id) && !used(id)) {
          found.add(id);
        }
      }
    }
    return found.toArray(0, found.size());
  }

  private boolean used(int id) {
    long flags = side.store.address(id) + side.store.layout().flags;
    int old = Mem.getInt(flags);
    Mem.putInt(flags, old & ~RowLayout.USED);
    return (old & RowLayout.USED) != 0;
  }

  private long[] hashes(int[] ids, int[] columns) {
    long[] hashes = new long[ids.length];
    long[] some = new long[Math.min(RUN, ids.length)];
    int[] gathered = new int[columns.length];
    Arrays.setAll(gathered, i -> i);
    for (int from = 0; from < ids.length; from += RUN) {
      int[] run = Arrays.copyOfRange(ids, from, Math.min(ids.length, from + RUN));
      try (Batch batch = Batch.of(run.length, side.gather(run, run.length, columns))) {
        KeyHash.hash(batch, gathered, some);
      }
      System.arraycopy(some, 0, hashes, from, run.length);
    }
    return hashes;
  }

  private void spoolRemoved() {
    IntList removed = side.changed.takeRemoved();
    int[] ids = removed.toArray(0, removed.size());
    spool(ids, ids.length, true);
    side.changed.forget(ids, ids.length);
  }

  private void spoolDirty(int[] ids) {
    int[] dirty = new int[ids.length];
    int count = 0;
    for (int id : ids) {
      dirty[count] = id;
      count += side.changed.isDirty(id) ? 1 : 0;
    }
    spool(dirty, count, false);
  }

  /** A piece begins with a byte that says what it is. */
  private void spool(int[] ids, int count, boolean removed) {
    int from = 0;
    while (from < count) {
      int to = from;
      int bytes = 1;
      while (to < count && (to == from || bytes < SPOOL_BYTES)) {
        bytes += codec.bytes(side.store.address(ids[to++]));
      }
      byte[] piece = new byte[bytes];
      piece[0] = (byte) (removed ? 1 : 0);
      int at = 1;
      while (from < to) {
        at = codec.encode(side.store.address(ids[from++]), piece, at);
      }
      store.append(key(SPOOL, spooled++), piece);
    }
  }

  /** In the order of hashes, which is that of the store. */
  private void write(int[] ids, long[] hashes) {
    long[] order = new long[ids.length];
    for (int i = 0; i < ids.length; i++) {
      order[i] = (hashes[i] ^ Long.MIN_VALUE) & 0xffffffff00000000L | i;
    }
    Arrays.sort(order);
    int from = 0;
    while (from < order.length) {
      long hash = hashes[(int) order[from]];
      int to = from;
      int bytes = 0;
      while (to < order.length && hashes[(int) order[to]] == hash) {
        bytes += codec.bytes(side.store.address(ids[(int) order[to++]]));
      }
      byte[] rows = new byte[bytes];
      int at = 0;
      while (from < to) {
        at = codec.encode(side.store.address(ids[(int) order[from++]]), rows, at);
      }
      store.append(key(ROWS, hash), rows);
    }
  }

  // ---- in

  /** The rows with the keys of these hashes, in a side of their own, which is the caller's. */
  public JoinSide fetch(long[] hashes, int[] rows, int count) {
    JoinSide fetched = copy();
    long[] wanted = distinct(hashes, rows, count);
    byte[] @Nullable [] found = store.get(keys(wanted));
    for (int i = 0; i < wanted.length; i++) {
      byte[] encoded = found[i];
      if (encoded != null) {
        fetched.decode(encoded, wanted[i], new IntList());
      }
    }
    return fetched;
  }

  /** An empty side that takes encoded rows. */
  public JoinSide copy() {
    return new JoinSide(side.allocator, side.types, side.keys, side.kind.untracked());
  }

  /** Moves the rows with the keys of these hashes into memory. */
  public void load(long[] hashes, int[] rows, int count) {
    if (isEmpty()) {
      return;
    }
    long[] wanted = distinct(hashes, rows, count);
    byte[] @Nullable [] found = store.get(keys(wanted));
    IntList loaded = new IntList();
    for (int i = 0; i < wanted.length; i++) {
      byte[] encoded = found[i];
      if (encoded != null) {
        side.decode(encoded, wanted[i], loaded);
        store.delete(key(ROWS, wanted[i]));
      }
    }
    int[] ids = loaded.toArray(0, loaded.size());
    size -= ids.length;
    long[] identities = identities(ids);
    for (int i = 0; i < ids.length; i++) {
      side.changed.restored(ids[i]);
      if (side.kind.updating() || side.isRestoring()) {
        side.byRow.add(identities[i], ids[i]);
      }
    }
  }

  private long[] identities(int[] ids) {
    if (side.kind.updating()) {
      return hashes(ids, all());
    }
    if (!side.isRestoring()) {
      return new long[ids.length];
    }
    long[] identities = hashes(ids, side.keys);
    for (int i = 0; i < ids.length; i++) {
      identities[i] = KeyHash.combine(identities[i], side.sequence(ids[i]));
    }
    return identities;
  }

  private static long[] distinct(long[] hashes, int[] rows, int count) {
    long[] sorted = new long[count];
    for (int i = 0; i < count; i++) {
      sorted[i] = hashes[rows[i]] ^ Long.MIN_VALUE;
    }
    Arrays.sort(sorted);
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[kept++] = sorted[i];
      }
    }
    long[] distinct = Arrays.copyOf(sorted, kept);
    for (int i = 0; i < kept; i++) {
      distinct[i] ^= Long.MIN_VALUE;
    }
    return distinct;
  }

  private static byte[][] keys(long[] hashes) {
    byte[][] keys = new byte[hashes.length][];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = key(ROWS, hashes[i]);
    }
    return keys;
  }

  // ---- snapshots

  /** All rows that are in the store now. */
  public SpillStore.Scan rows() {
    return store.scan(key(ROWS, 0), key(SPOOL, 0));
  }

  /** What the spool has now; its values begin with a byte, 1 for rows that are gone. */
  public SpillStore.Scan spool() {
    return store.scan(key(SPOOL, 0), key(SPOOL, spooled));
  }

  /** How many pieces have ever been spooled. */
  public long spooled() {
    return spooled;
  }

  /** Forgets the pieces before that number: a snapshot has them. */
  public void forgetSpool(long before) {
    store.delete(key(SPOOL, 0), key(SPOOL, before));
  }

  /** Forgets all rows. */
  public void clear() {
    store.delete(key(ROWS, 0), key(END, 0));
    size = 0;
  }

  @Override
  public void close() {
    store.close();
  }
}
