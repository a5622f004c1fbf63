package dev.laminar.internal.state.join;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.data.Batch;
import dev.laminar.data.Column;
import dev.laminar.data.DataType;
import dev.laminar.data.Mem;
import dev.laminar.internal.state.KeyHash;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * One side of a join: rows kept by key, each with a weight.
 *
 * <p>Rows of one key form a chain, newest first, that the index of key hashes leads to; rows whose
 * hashes agree in the lower half share a chain, so a look-up compares keys. A batch is looked up at
 * once, a step of all its chains at a time, so that cache misses overlap. If the side is updating,
 * a second index finds equal rows, which are kept once with the sum of their weights. Rows with a
 * null key are not to be given. One thread.
 */
public final class JoinSide implements AutoCloseable {

  /** Takes pairs of probing rows and rows found. */
  public interface Pairs {
    /** The arrays are good during the call only. */
    void accept(int[] probingRows, int[] found, int count);
  }

  private static final int RUN = 4096;

  private final int[] keys;
  private final boolean updating;
  private final RowStore store;
  private final HashIndex byKey;
  private final HashIndex byRow;
  private final RowLayout layout;

  private boolean indexed;
  private int[] walkRows = new int[0];
  private int[] walkIds = new int[0];
  private int[] hitRows = new int[0];
  private int[] hitIds = new int[0];
  private int[] added = new int[0];

  /**
   * @param updating whether rows can be retracted
   * @param padding whether matches of its rows are to be counted, see {@link #matches}
   */
  public JoinSide(
      BufferAllocator allocator,
      List<DataType> types,
      int[] keys,
      boolean updating,
      boolean padding) {
    this(allocator, types, keys, updating, padding, true);
  }

  private JoinSide(
      BufferAllocator allocator,
      List<DataType> types,
      int[] keys,
      boolean updating,
      boolean padding,
      boolean indexed) {
    this.indexed = indexed;
    this.keys = keys;
    this.updating = updating;
    this.layout = new RowLayout(types, keys, updating, padding);
    this.store = new RowStore(allocator, layout);
    this.byKey = new HashIndex(allocator);
    this.byRow = new HashIndex(allocator);
  }

  /**
   * A side that only collects rows, with null keys too, until {@link #index} makes them known by
   * key; afterwards they no longer change.
   */
  public static JoinSide unindexed(
      BufferAllocator allocator, List<DataType> types, int[] keys, boolean updating) {
    return new JoinSide(allocator, types, keys, updating, false, false);
  }

  /** Makes rows known by their keys, but those with a null key. */
  public void index() {
    int[] ids = live();
    long[] hashes = new long[Math.min(RUN, ids.length)];
    int[] keyColumns = new int[keys.length];
    Arrays.setAll(keyColumns, i -> i);
    for (int from = 0; from < ids.length; from += RUN) {
      int[] some = Arrays.copyOfRange(ids, from, Math.min(ids.length, from + RUN));
      try (Batch batch = Batch.of(some.length, gather(some, some.length, keys))) {
        KeyHash.hash(batch, keyColumns, hashes);
        for (int i = 0; i < some.length; i++) {
          if (!hasNull(batch, i)) {
            int next = byKey.put(hashes[i], some[i]);
            Mem.putInt(store.address(some[i]) + RowLayout.NEXT, next);
          }
        }
      }
    }
    indexed = true;
  }

  private static boolean hasNull(Batch batch, int row) {
    for (int i = 0; i < batch.columnCount(); i++) {
      if (batch.column(i).isNull(row)) {
        return true;
      }
    }
    return false;
  }

  /** The numbers of all rows. */
  public int[] live() {
    int[] ids = new int[store.size()];
    int count = 0;
    for (int id = 0; id < store.end(); id++) {
      if (!store.isFree(id)) {
        ids[count++] = id;
      }
    }
    return ids;
  }

  /** Rows kept, equal ones of an updating side counted once. */
  public int size() {
    return store.size();
  }

  /** The numbers of rows are below. */
  public int end() {
    return store.end();
  }

  public int weight(int id) {
    return store.weight(id);
  }

  public void setWeight(int id, int weight) {
    store.setWeight(id, weight);
  }

  /** The columns with these numbers, a value for each row; texts are shared, not copied. */
  public Column[] gather(int[] ids, int count, int[] columns) {
    return store.gather(ids, count, columns);
  }

  public Column[] gather(int[] ids, int count) {
    return store.gather(ids, count);
  }

  /**
   * Finds the pairs of rows with equal keys.
   *
   * @param probeKeys the batch's key columns, of the types of this side's
   * @param rows those to look up, without a null key
   * @param hashes of the keys of each row of the batch
   */
  public void probe(
      Batch batch, int[] probeKeys, int[] rows, int count, long[] hashes, Pairs pairs) {
    makeRoom(count);
    int active = byKey.find(hashes, rows, count, walkRows, walkIds);
    while (active > 0) {
      long[] at = store.addresses(walkIds, active);
      int left = 0;
      System.arraycopy(walkRows, 0, hitRows, 0, active);
      System.arraycopy(walkIds, 0, hitIds, 0, active);
      for (int i = 0; i < active; i++) {
        int next = Mem.getInt(at[i] + RowLayout.NEXT);
        walkRows[left] = walkRows[i];
        walkIds[left] = next;
        left += next == RowPages.NONE ? 0 : 1;
      }
      int hits = active;
      for (int k = 0; k < keys.length; k++) {
        Column key = batch.column(probeKeys[k]);
        hits = store.filterEqual(key, keys[k], hitRows, hitIds, at, hits);
      }
      if (hits > 0) {
        pairs.accept(hitRows, hitIds, hits);
      }
      active = left;
    }
  }

  private void makeRoom(int count) {
    if (walkRows.length < count) {
      int length = Math.max(count, 1024);
      walkRows = new int[length];
      walkIds = new int[length];
      hitRows = new int[length];
      hitIds = new int[length];
    }
  }

  /**
   * Adds rows with weight 1; to an updating side only such as it does not have. The batch may have
   * more columns behind this side's.
   *
   * @param keyHashes not read while the side is not indexed
   * @param rowHashes of all columns of this side, for an updating side
   * @return the new rows' numbers, good until the next call
   */
  public int[] add(
      Batch batch, int[] rows, int count, long[] keyHashes, long @Nullable [] rowHashes) {
    if (added.length < count) {
      added = new int[Math.max(count, 1024)];
    }
    store.add(batch, rows, count, added);
    if (indexed) {
      makeRoom(count);
      byKey.put(keyHashes, rows, added, count, hitIds);
      for (int i = 0; i < count; i++) {
        link(added[i], hitIds[i]);
      }
    }
    if (rowHashes != null) {
      for (int i = 0; i < count; i++) {
        byRow.add(rowHashes[rows[i]], added[i]);
      }
    }
    return added;
  }

  private void link(int id, int next) {
    if (next != RowPages.NONE) {
      Mem.putInt(store.address(id) + RowLayout.NEXT, next);
      if (updating) {
        Mem.putInt(store.address(next) + layout.previous, id);
      }
    }
    if (updating) {
      Mem.putInt(store.address(id) + layout.previous, RowPages.NONE);
    }
  }

  private void unlink(long keyHash, int id) {
    long row = store.address(id);
    int next = Mem.getInt(row + RowLayout.NEXT);
    int previous = Mem.getInt(row + layout.previous);
    if (next != RowPages.NONE) {
      Mem.putInt(store.address(next) + layout.previous, previous);
    }
    if (previous == RowPages.NONE) {
      byKey.replace(keyHash, id, next);
    } else {
      Mem.putInt(store.address(previous) + RowLayout.NEXT, next);
    }
  }

  /**
   * Changes the weight of a row of an updating side and returns its number. A new row begins at
   * weight 0. One whose weight becomes 0 stays until {@link #remove}.
   *
   * @param rowHash of all columns
   */
  public int change(Batch batch, int row, long keyHash, long rowHash, int weight) {
    int id = find(store.columns(batch), row, rowHash);
    if (id == RowPages.NONE) {
      int[] newId = new int[1];
      store.add(batch, new int[] {row}, 1, newId);
      id = newId[0];
      if (indexed) {
        link(id, byKey.put(keyHash, id));
      }
      byRow.add(rowHash, id);
      store.setWeight(id, weight);
    } else {
      store.setWeight(id, sum(store.weight(id), weight));
    }
    return id;
  }

  private int find(Column[] columns, int row, long rowHash) {
    long place = byRow.next(rowHash, byRow.start(rowHash));
    while (place >= 0) {
      int id = byRow.rowAt(place);
      if (store.equal(columns, row, id)) {
        return id;
      }
      place = byRow.next(rowHash, byRow.after(place));
    }
    return RowPages.NONE;
  }

  private static int sum(int weight, int change) {
    long sum = (long) weight + change;
    if (Math.abs(sum) > Integer.MAX_VALUE) {
      throw new LaminarException(
          ErrorCode.RESOURCE,
          "an input of a join has more than 2,147,483,647 equal rows; aggregate them first");
    }
    return (int) sum;
  }

  /** Forgets a row of an updating side. */
  public void remove(int id, long keyHash, long rowHash) {
    if (indexed) {
      unlink(keyHash, id);
    }
    byRow.replace(rowHash, id, RowPages.NONE);
    store.remove(id);
  }

  /** How many rows of the other side match the row, by weight; 0 at first. */
  public long matches(int id) {
    return Mem.getLong(store.address(id) + layout.matches);
  }

  public void setMatches(int id, long matches) {
    Mem.putLong(store.address(id) + layout.matches, matches);
  }

  /** How often the row stands null-padded in the output. */
  public int padded(int id) {
    return Mem.getInt(store.address(id) + layout.padded);
  }

  public void setPadded(int id, int times) {
    Mem.putInt(store.address(id) + layout.padded, times);
  }

  /** Marks the row as touched or not; returns whether it was not so before. */
  public boolean touch(int id, boolean touched) {
    long at = store.address(id) + layout.touched;
    boolean changed = Mem.getInt(at) != 0 != touched;
    Mem.putInt(at, touched ? 1 : 0);
    return changed;
  }

  public long bytes() {
    return store.bytes() + byKey.bytes() + byRow.bytes();
  }

  /** Forgets all rows and frees their memory; rows may be added afterwards. */
  @Override
  public void close() {
    store.close();
    byKey.close();
    byRow.close();
  }
}
