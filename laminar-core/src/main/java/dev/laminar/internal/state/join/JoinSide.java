package dev.laminar.internal.state.join;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.data.Batch;
import dev.laminar.data.Column;
import dev.laminar.data.DataType;
import dev.laminar.data.Mem;
import dev.laminar.internal.state.IntList;
import dev.laminar.internal.state.KeyHash;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * One side of a join: rows kept by key, each with a weight.
 *
 * <p>{@link RowChains} find rows by key. If the side is updating, an index finds equal rows, which
 * are kept once with the sum of their weights. Rows with a null key are not to be given. What a
 * snapshot has to write of the side is known to {@link AppendedRows} if rows never change, else to
 * {@link ChangedRows}. One thread.
 */
public final class JoinSide implements AutoCloseable {

  /**
   * What kind of rows a side keeps.
   *
   * @param tracked whether snapshots will be written in pieces, or as changes
   * @param spillPage 0 if all rows stay in memory, else the bytes of a page of rows, a power of 2
   */
  public record Kind(boolean updating, boolean padding, boolean tracked, int spillPage) {

    /** Of rows that stay in memory. */
    public Kind(boolean updating, boolean padding, boolean tracked) {
      this(updating, padding, tracked, 0);
    }

    /** Whether rows can leave memory. */
    public boolean spills() {
      return spillPage > 0;
    }

    /** The same without memory of what has changed, for a few rows. */
    Kind untracked() {
      return new Kind(updating, padding, false, spillPage);
    }

    /** Whether a row has counts that can change. */
    public boolean counted() {
      return updating || padding;
    }

    /** Whether equal rows are kept apart, so that snapshots know them by a number. */
    public boolean numbered() {
      return padding && !updating;
    }
  }

  /** Takes pairs of probing rows and rows found. */
  public interface Pairs {
    /** The arrays are good during the call only. */
    void accept(int[] probingRows, int[] found, int count);
  }

  private static final int RUN = 4096;

  final BufferAllocator allocator;
  final List<DataType> types;
  final int[] keys;
  final Kind kind;
  final RowStore store;
  final RowChains byKey;
  final HashIndex byRow;
  final ChangedRows changed;
  private final RowLayout layout;
  private final AppendedRows appended;
  private final SideChanges changes;

  private boolean indexed;
  private boolean begun; // anew, since the last snapshot
  private boolean restoring;
  private long nextSequence;
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
    this(allocator, types, keys, new Kind(updating, padding, true));
  }

  public JoinSide(BufferAllocator allocator, List<DataType> types, int[] keys, Kind kind) {
    this(allocator, types, keys, kind, true);
  }

  private JoinSide(
      BufferAllocator allocator, List<DataType> types, int[] keys, Kind kind, boolean indexed) {
    this.indexed = indexed;
    this.keys = keys;
    this.kind = kind;
    boolean removing = kind.updating || kind.spills();
    this.allocator = allocator;
    this.types = types;
    this.layout = new RowLayout(types, keys, kind.updating, kind.padding, removing);
    int pageBytes = kind.spills() ? kind.spillPage : RowPages.PAGE_BYTES;
    this.store = new RowStore(allocator, layout, pageBytes);
    this.byKey = new RowChains(allocator, store, keys, removing);
    this.byRow = new HashIndex(allocator);
    this.appended = new AppendedRows(store);
    this.changed = new ChangedRows(store, kind.tracked);
    this.changes = flagged() ? changed : appended;
  }

  /**
   * A side that only collects rows, with null keys too, until {@link #index} makes them known by
   * key; afterwards they no longer change.
   */
  public static JoinSide unindexed(
      BufferAllocator allocator, List<DataType> types, int[] keys, Kind kind) {
    return new JoinSide(allocator, types, keys, kind, false);
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
            byKey.add(some[i], hashes[i]);
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

  public Kind kind() {
    return kind;
  }

  /** The numbers of all rows. */
  public int[] live() {
    int[] ids = new int[size()];
    int count = 0;
    for (int id = 0; id < store.end(); id++) {
      if (!store.isGone(id)) {
        ids[count++] = id;
      }
    }
    return ids;
  }

  /** Rows kept, equal ones of an updating side counted once. */
  public int size() {
    return store.size() - changed.dead();
  }

  /** The numbers of rows are below. */
  public int end() {
    return store.end();
  }

  public int weight(int id) {
    return store.weight(id);
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
    byKey.probe(batch, probeKeys, rows, count, hashes, pairs);
  }

  // ---- changes

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
    insert(batch, rows, count, keyHashes, rowHashes);
    if (flagged()) {
      changed.added(added, count);
    }
    return added;
  }

  /** Whether rows have flags. */
  private boolean flagged() {
    return kind.counted() || kind.spills();
  }

  private void insert(
      Batch batch, int[] rows, int count, long[] keyHashes, long @Nullable [] rowHashes) {
    if (added.length < count) {
      added = new int[Math.max(count, 1024)];
    }
    store.add(batch, rows, count, added);
    if (indexed) {
      byKey.add(rows, added, count, keyHashes);
    }
    if (rowHashes != null) {
      for (int i = 0; i < count; i++) {
        byRow.add(rowHashes[rows[i]], added[i]);
      }
    }
    if (kind.numbered()) {
      for (int i = 0; i < count; i++) {
        Mem.putLong(store.address(added[i]) + layout.sequence, nextSequence++);
      }
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
        byKey.add(id, keyHash);
      }
      byRow.add(rowHash, id);
      store.setWeight(id, weight);
      changed.added(newId, 1);
    } else {
      changed.changing(id, store.address(id));
      store.setWeight(id, sum(store.weight(id), weight));
      if (kind.spills()) {
        long flags = store.address(id) + layout.flags;
        Mem.putInt(flags, Mem.getInt(flags) | RowLayout.USED);
      }
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
    if (Math.abs(sum) >= Integer.MAX_VALUE) {
      throw new LaminarException(
          ErrorCode.RESOURCE,
          "an input of a join has more than 2,147,483,646 equal rows; aggregate them first");
    }
    return (int) sum;
  }

  /** Forgets a row of an updating side. */
  public void remove(int id, long keyHash, long rowHash) {
    if (indexed) {
      byKey.remove(id, keyHash);
    }
    byRow.replace(rowHash, id, RowPages.NONE);
    changed.remove(id);
  }

  /** How many rows of the other side match the row, by weight; 0 at first. */
  public long matches(int id) {
    return layout.matches(store.address(id));
  }

  public void setMatches(int id, long matches) {
    long row = store.address(id);
    changed.changing(id, row);
    Mem.putLong(row + layout.matches, matches);
  }

  /** How often the row stands null-padded in the output. */
  public int padded(int id) {
    return layout.padded(store.address(id));
  }

  public void setPadded(int id, int times) {
    long row = store.address(id);
    changed.changing(id, row);
    Mem.putInt(row + layout.padded, times);
  }

  /** Marks the row as touched or not; returns whether it was not so before. */
  public boolean touch(int id, boolean touched) {
    long at = store.address(id) + layout.flags;
    int flags = Mem.getInt(at);
    int wanted = touched ? flags | RowLayout.TOUCHED : flags & ~RowLayout.TOUCHED;
    Mem.putInt(at, wanted);
    return flags != wanted;
  }

  // ---- snapshots

  /**
   * Whether {@link #freeze} can give changes only. Not after {@link #close}: then all rows, that is
   * those that came later, are to be written.
   */
  public boolean tellsChanges() {
    return kind.tracked && !begun;
  }

  /**
   * Begins a snapshot: all rows as they are now, or what has changed since the last one. First take
   * all of {@link #nextRemoved}, then of {@link #nextFrozen}; rows may change in between. Without
   * tracking they may not.
   */
  public void freeze(boolean changesOnly) {
    begun = false;
    changes.freeze(changesOnly);
  }

  /** Whether a snapshot has begun and not all rows have been given. */
  public boolean freezing() {
    return changes.freezing();
  }

  /**
   * Numbers of rows that the last snapshot has and that are gone; returns how many, 0 if all have
   * been given. Nothing to write if all rows are written, but to be forgotten none the less.
   */
  public int nextRemoved(int[] out) {
    return changes.nextRemoved(out);
  }

  /** The memory of these rows, given by {@link #nextRemoved}, is no longer needed. */
  public void forget(int[] ids, int count) {
    changes.forget(ids, count);
  }

  /** Adds rows to be written as they were at the barrier; if it adds none, all have been given. */
  public void nextFrozen(RowImages out, int limit) {
    changes.next(out, limit);
  }

  /** A number that no other row of the same key has, of a {@linkplain Kind#numbered} side's row. */
  public long sequence(int id) {
    return Mem.getLong(store.address(id) + layout.sequence);
  }

  /** Adds rows that a snapshot has, to a side whose rows have no counts. */
  public void restore(Batch batch, int[] rows, int count, long[] keyHashes) {
    int first = store.end();
    insert(batch, rows, count, keyHashes, null);
    if (!flagged()) {
      appended.restored(first);
      return;
    }
    for (int i = 0; i < count; i++) {
      changed.restored(added[i]);
    }
  }

  /**
   * Adds rows that a snapshot has, or changes their counts where they are there, to a side whose
   * rows have counts. No row may come twice in a batch.
   *
   * @param identities hashes of all columns, or, if rows are numbered, of key and number
   * @param counts weight, matches, how often padded and, if rows are numbered, the number
   */
  public void restore(
      Batch batch, int[] rows, int count, long[] keyHashes, long[] identities, Column[] counts) {
    restoring = kind.numbered();
    Column[] columns = store.columns(batch);
    int[] newRows = new int[count];
    int newCount = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      int id = find(columns, row, identities[row], counts);
      if (id == RowPages.NONE) {
        newRows[newCount++] = row;
      } else {
        load(id, counts, row);
      }
    }
    insert(batch, newRows, newCount, keyHashes, identities);
    for (int i = 0; i < newCount; i++) {
      changed.restored(added[i]);
      load(added[i], counts, newRows[i]);
    }
  }

  private int find(Column[] columns, int row, long identity, Column[] counts) {
    long place = byRow.next(identity, byRow.start(identity));
    while (place >= 0) {
      int id = byRow.rowAt(place);
      if ((!kind.numbered() || sequence(id) == counts[3].getLong(row))
          && store.equal(columns, row, id)) {
        return id;
      }
      place = byRow.next(identity, byRow.after(place));
    }
    return RowPages.NONE;
  }

  private void load(int id, Column[] counts, int from) {
    long row = store.address(id);
    store.setWeight(id, (int) counts[0].getLong(from));
    if (kind.padding) {
      Mem.putLong(row + layout.matches, counts[1].getLong(from));
      Mem.putInt(row + layout.padded, (int) counts[2].getLong(from));
    }
    if (kind.numbered()) {
      long sequence = counts[3].getLong(from);
      Mem.putLong(row + layout.sequence, sequence);
      nextSequence = Math.max(nextSequence, sequence + 1);
    }
  }

  /** A row of an updating side that was restored is gone according to a later snapshot. */
  public void restoreRemoval(Batch batch, int row, long keyHash, long rowHash) {
    int id = find(store.columns(batch), row, rowHash);
    if (id == RowPages.NONE) {
      throw new LaminarException(
          ErrorCode.BUG, "a snapshot takes back a row of a join that no snapshot before it has");
    }
    if (indexed) {
      byKey.remove(id, keyHash);
    }
    byRow.replace(rowHash, id, RowPages.NONE);
    changed.free(id);
  }

  /** All rows of the key groups in hand have been restored. */
  public void restored() {
    if (restoring) {
      restoring = false;
      byRow.close();
    }
  }

  /** Adds rows with one key's hash that {@link SpilledRows} has encoded. */
  void decode(byte[] encoded, long keyHash, IntList ids) {
    int first = ids.size();
    store.decode(encoded, ids);
    for (int i = first; i < ids.size(); i++) {
      byKey.add(ids.get(i), keyHash);
    }
  }

  /** Adds encoded rows, which are not found by key. */
  public void decode(byte[] encoded, int offset, IntList ids) {
    store.decode(offset == 0 ? encoded : Arrays.copyOfRange(encoded, offset, encoded.length), ids);
  }

  /** Whether rows are known by number for as long as the snapshot is read. */
  boolean isRestoring() {
    return restoring;
  }

  /** Bytes that the rows need, without room for more; the indexes as they are. */
  public long liveBytes() {
    return store.liveBytes() + byKey.bytes() + byRow.bytes();
  }

  /** Bytes held. */
  public long bytes() {
    return store.bytes() + byKey.bytes() + byRow.bytes() + changes.bytes();
  }

  /**
   * Forgets all rows, those of a snapshot that is not complete too, and frees their memory; rows
   * may be added afterwards.
   */
  @Override
  public void close() {
    store.close();
    byKey.close();
    byRow.close();
    changes.clear();
    begun = true;
  }
}
