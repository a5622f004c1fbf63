package dev.laminar.internal.state;

import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.Column;
import dev.laminar.data.Mem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * A hash table of off-heap rows: a batch of keys in, a row's address for each of them out.
 *
 * <p>A row never moves while the table has it, so an address may be kept. The caller owns the bytes
 * behind the keys (see {@link RowLayout}). Memory comes from the allocator and is used again after
 * {@link #clear}; {@link #close} gives it back. One thread.
 */
public final class GroupTable implements AutoCloseable {

  /*
   * Open addressing with linear probing, at most two thirds full. An entry of the index is one word:
   * 48 bits of the row's address and the hash's 16 highest bits, on which its place does
   * not depend, so a probe reads a row only where the keys are most likely equal: a found group costs two cache
   * misses. A batch is probed in chunks; in a table that no cache holds, all index entries of a chunk
   * are loaded first, then all rows, so that the misses overlap. Removal shifts entries back; there
   * are no tombstones.
   */

  private static final long ADDRESS = 0xffff_ffff_ffffL;
  private static final int FIRST_PAGE = 1 << 9;
  private static final int LARGEST_PAGE = 1 << 20;
  private static final int FIRST_INDEX = 16;
  private static final long NULLS = 0xffL << (8 * RowLayout.NULLS);
  private static final long LIVE = (long) RowChanges.LIVE << (8 * RowLayout.FLAGS);
  private static final int CHUNK = 512;

  /** Tables of at most so many bytes are in a cache; probing them twice costs more than it wins. */
  private static final long CACHED = 1 << 20;

  private final BufferAllocator allocator;
  private final RowLayout layout;
  private final Arena arena;
  private final int rowBytes;
  private final int keyOffset;

  private final List<ArrowBuf> pages = new ArrayList<>();
  private int page = -1; // the one that is being filled
  private long next;
  private long pageEnd;
  private long freeRows;

  private ArrowBuf index;
  private long indexAddress;
  private long mask;
  private int size;
  private int growAt;
  private long bytes;

  private int[] added = new int[16];
  private int addedCount;
  private long @Nullable [] entries;

  // Of a found row's header: no null keys, and, if changes are tracked, that it has changed.
  private @Nullable RowChanges changes;
  private long newHeader = LIVE;
  private long foundMask = NULLS;
  private long foundBits;

  /** {@code arena} holds what keys do not fit in their row; tables may share it. */
  public GroupTable(BufferAllocator allocator, RowLayout layout, Arena arena) {
    this.allocator = allocator;
    this.layout = layout;
    this.arena = arena;
    this.rowBytes = layout.rowBytes();
    this.keyOffset = layout.singleLong() ? layout.keys().slot(0).offset() : RowLayout.KEYS;
    this.index = newIndex(FIRST_INDEX);
  }

  private ArrowBuf newIndex(long entryCount) {
    ArrowBuf made = allocator.buffer(entryCount * 8);
    indexAddress = made.memoryAddress();
    Mem.fill(indexAddress, entryCount * 8, (byte) 0);
    mask = entryCount - 1;
    growAt = (int) Math.min(Integer.MAX_VALUE, entryCount * 2 / 3);
    bytes += made.capacity();
    return made;
  }

  public RowLayout layout() {
    return layout;
  }

  /** Rows in the table. */
  public int size() {
    return size;
  }

  /** Bytes that the table holds, without the arena. */
  public long bytes() {
    return changes == null ? bytes : bytes + changes.bytes();
  }

  // ---- changes

  /**
   * From now on the table knows which rows have changed: those that an upsert or {@link #touch} has
   * handed out.
   *
   * @param onlyAdded whether rows never change once they have been added
   */
  public RowChanges track(boolean onlyAdded, RowChanges.Writer writer) {
    RowChanges made = new RowChanges(this, onlyAdded, writer);
    changes = made;
    changesTurned();
    return made;
  }

  /** What has changed; null if that is not tracked. */
  public @Nullable RowChanges changes() {
    return changes;
  }

  void changesTurned() {
    RowChanges tracked = changes;
    newHeader = tracked == null ? LIVE : tracked.newHeader();
    foundBits = tracked == null ? 0 : tracked.foundBit();
    foundMask = NULLS | foundBits;
  }

  /** Says that these rows, known from an earlier upsert, are about to change or to be removed. */
  public void touch(long[] rows, int count) {
    RowChanges tracked = changes;
    if (tracked != null) {
      for (int i = 0; i < count; i++) {
        tracked.touch(rows[i]);
      }
      tracked.writeEarly();
    }
  }

  /** A found row that has null keys or is not known to have changed: whether it is the one. */
  private boolean foundFirst(long row) {
    if (Mem.getByte(row + RowLayout.NULLS) != 0) {
      return false;
    }
    touched(row);
    return true;
  }

  private long touched(long row) {
    if (changes != null && foundBits != 0) {
      changes.touch(row);
    }
    return row;
  }

  // ---- look-up

  /**
   * Finds or adds the row of each key; {@link #added} then tells which keys were new.
   *
   * @param hashes of the keys by {@link KeyHash}, by row of the batch
   * @param selected the rows of the batch that count, or null for all
   * @param out the address for each selected row, at the row's place
   */
  public void upsert(
      Column[] keys, long[] hashes, int @Nullable [] selected, int count, long[] out) {
    addedCount = 0;
    if (keys.length == 0) {
      upsertOnly(hashes, selected, count, out);
    } else if (!layout.singleLong() || keys[0].mayHaveNulls()) {
      upsertAny(keys, hashes, selected, count, out);
    } else if (bytes <= CACHED) {
      upsertLongs(keys, hashes, selected, 0, count, out);
    } else {
      upsertOverlapped(keys, hashes, selected, count, out);
    }
    if (changes != null) {
      changes.writeEarly();
    }
  }

  private static int row(int @Nullable [] selected, int i) {
    return selected == null ? i : selected[i];
  }

  /** Without keys there is one row. */
  private void upsertOnly(long[] hashes, int @Nullable [] selected, int count, long[] out) {
    if (count == 0) {
      return;
    }
    int first = row(selected, 0);
    upsertAny(new Column[0], hashes, selected, 1, out);
    for (int i = 1; i < count; i++) {
      out[row(selected, i)] = out[first];
    }
  }

  private void upsertAny(
      Column[] keys, long[] hashes, int @Nullable [] selected, int count, long[] out) {
    for (int i = 0; i < count; i++) {
      int r = row(selected, i);
      out[r] = upsertRow(keys, hashes[r], r);
    }
  }

  private long upsertRow(Column[] keys, long hash, int r) {
    long at = (hash >>> 16) & mask;
    long tag = tag(hash);
    while (true) {
      long entry = Mem.getLong(indexAddress + 8 * at);
      if (entry == 0) {
        return insert(keys, hash, r);
      }
      if (entry >>> 48 == tag && layout.keys().equal(entry & ADDRESS, keys, r)) {
        return touched(entry & ADDRESS);
      }
      at = (at + 1) & mask;
    }
  }

  private static long tag(long hash) {
    return hash >>> 48;
  }

  private void upsertLongs(
      Column[] keys, long[] hashes, int @Nullable [] selected, int from, int to, long[] out) {
    long data = keys[0].dataAddress();
    for (int i = from; i < to; i++) {
      int r = row(selected, i);
      long hash = hashes[r];
      long found = findLong(Mem.getLong(data + 8L * r), hash);
      out[r] = found != 0 ? found : insert(keys, hash, r);
    }
  }

  private long findLong(long key, long hash) {
    long at = (hash >>> 16) & mask;
    long tag = tag(hash);
    long entry;
    while ((entry = Mem.getLong(indexAddress + 8 * at)) != 0) {
      if (entry >>> 48 == tag) {
        long row = entry & ADDRESS;
        if (Mem.getLong(row + keyOffset) == key && isFound(row)) {
          return row;
        }
      }
      at = (at + 1) & mask;
    }
    return 0;
  }

  /** Whether a row with that bits has that key, which is not null. */
  private boolean isFound(long row) {
    return (Mem.getLong(row) & foundMask) == foundBits || foundFirst(row);
  }

  private void upsertOverlapped(
      Column[] keys, long[] hashes, int @Nullable [] selected, int count, long[] out) {
    if (entries == null) {
      entries = new long[CHUNK];
    }
    long[] loaded = entries;
    long data = keys[0].dataAddress();
    for (int from = 0; from < count; from += CHUNK) {
      int to = Math.min(count, from + CHUNK);
      loadEntries(hashes, selected, from, to, loaded);
      if (loadRows(loaded, to - from) == Long.MIN_VALUE + 1) {
        throw new IllegalStateException("unreachable: keeps the loads from being optimised away");
      }
      for (int i = from; i < to; i++) {
        int r = row(selected, i);
        long hash = hashes[r];
        long key = Mem.getLong(data + 8L * r);
        long entry = loaded[i - from];
        long row = entry & ADDRESS;
        if (entry >>> 48 == tag(hash)
            && row != 0
            && Mem.getLong(row + keyOffset) == key
            && isFound(row)) {
          out[r] = row;
        } else {
          long found = findLong(key, hash);
          out[r] = found != 0 ? found : insert(keys, hash, r);
        }
      }
    }
  }

  private void loadEntries(
      long[] hashes, int @Nullable [] selected, int from, int to, long[] loaded) {
    for (int i = from; i < to; i++) {
      loaded[i - from] = Mem.getLong(indexAddress + 8 * ((hashes[row(selected, i)] >>> 16) & mask));
    }
  }

  /** Touches the rows, so that their cache misses overlap. */
  private long loadRows(long[] loaded, int count) {
    long sum = 0;
    for (int i = 0; i < count; i++) {
      long row = loaded[i] & ADDRESS;
      sum |= Mem.getLong(row == 0 ? indexAddress : row + keyOffset);
    }
    return sum;
  }

  /** The row of that key, or 0. */
  public long find(Column[] keys, long hash, int r) {
    long at = (hash >>> 16) & mask;
    long tag = tag(hash);
    long entry;
    while ((entry = Mem.getLong(indexAddress + 8 * at)) != 0) {
      if (entry >>> 48 == tag && layout.keys().equal(entry & ADDRESS, keys, r)) {
        return entry & ADDRESS;
      }
      at = (at + 1) & mask;
    }
    return 0;
  }

  /** Finds or adds, for each row of a table with equal keys, the row with its key. */
  public void upsertRows(long[] rows, int count, long[] out) {
    addedCount = 0;
    for (int i = 0; i < count; i++) {
      out[i] = upsertRow(rows[i], i);
    }
    if (changes != null) {
      changes.writeEarly();
    }
  }

  private long upsertRow(long from, int number) {
    long hash = Mem.getLong(from) << 16;
    long at = (hash >>> 16) & mask;
    long tag = tag(hash);
    long entry;
    while ((entry = Mem.getLong(indexAddress + 8 * at)) != 0) {
      if (entry >>> 48 == tag && layout.keys().equalRows(entry & ADDRESS, from)) {
        return touched(entry & ADDRESS);
      }
      at = (at + 1) & mask;
    }
    long row = newRow(hash, number);
    layout.keys().copy(row, from, arena);
    return row;
  }

  /** Which keys of the last upsert were new: the rows' numbers there; {@link #addedCount} many. */
  public int[] added() {
    return added;
  }

  public int addedCount() {
    return addedCount;
  }

  // ---- rows

  private long insert(Column[] keys, long hash, int r) {
    long row = newRow(hash, r);
    layout.keys().write(row, keys, r, arena);
    return row;
  }

  private long newRow(long hash, int number) {
    if (size >= growAt) {
      grow();
    }
    long row = allocateRow();
    Mem.putLong(row, hash >>> 16 | newHeader);
    for (int i = RowLayout.KEYS; i < layout.valueOffset(); i += 8) {
      Mem.putLong(row + i, 0);
    }
    long values = row + layout.valueOffset();
    long[] template = layout.template();
    for (int i = 0; i < template.length; i++) {
      Mem.putLong(values + 8L * i, template[i]);
    }
    place(indexAddress, mask, hash, row);
    size++;
    if (addedCount == added.length) {
      added = Arrays.copyOf(added, added.length * 2);
    }
    added[addedCount++] = number;
    if (changes != null) {
      changes.added(row);
    }
    return row;
  }

  private static void place(long indexAddress, long mask, long hash, long row) {
    long at = (hash >>> 16) & mask;
    while (Mem.getLong(indexAddress + 8 * at) != 0) {
      at = (at + 1) & mask;
    }
    Mem.putLong(indexAddress + 8 * at, hash >>> 48 << 48 | row);
  }

  private long allocateRow() {
    if (freeRows != 0) {
      long row = freeRows;
      freeRows = Mem.getLong(row + 8);
      return row;
    }
    if (pageEnd - next < rowBytes) {
      nextPage();
    }
    long row = next;
    next += rowBytes;
    return row;
  }

  private void nextPage() {
    page++;
    if (page == pages.size()) {
      long wanted =
          Math.max(Math.min(LARGEST_PAGE, (long) FIRST_PAGE << Math.min(page, 20)), rowBytes + 8L);
      ArrowBuf made = allocator.buffer(wanted);
      pages.add(made);
      bytes += made.capacity();
    }
    ArrowBuf current = pages.get(page);
    next = current.memoryAddress();
    pageEnd = next + current.capacity();
  }

  private void grow() {
    ArrowBuf old = index;
    ArrowBuf larger = newIndex((mask + 1) * 2);
    long to = indexAddress;
    long newMask = mask;
    scan((row, hash) -> place(to, newMask, hash, row));
    bytes -= old.capacity();
    old.close();
    index = larger;
  }

  private interface RowVisitor {
    void visit(long row, long hash);
  }

  private void scan(RowVisitor visitor) {
    Cursor cursor = new Cursor();
    long[] some = new long[CHUNK];
    int count;
    while ((count = cursor.next(some)) > 0) {
      for (int i = 0; i < count; i++) {
        visitor.visit(some[i], Mem.getLong(some[i]) << 16);
      }
    }
  }

  /**
   * Takes a row out. What its values own is the caller's to free before; if changes are tracked, it
   * has been handed out by an upsert or {@link #touch} since the last barrier.
   */
  public void remove(long row) {
    boolean keptForSnapshot = changes != null && changes.keepsRemoved(row);
    long at = Mem.getLong(row) & ADDRESS & mask;
    while ((Mem.getLong(indexAddress + 8 * at) & ADDRESS) != row) {
      at = (at + 1) & mask;
    }
    shiftBack(at);
    size--;
    if (!keptForSnapshot) {
      freeKey(row);
      freeRow(row);
    }
  }

  void freeKey(long row) {
    layout.keys().clear(row, arena);
  }

  void freeRow(long row) {
    Mem.putLong(row, 0);
    Mem.putLong(row + 8, freeRows);
    freeRows = row;
  }

  private void shiftBack(long hole) {
    long empty = hole;
    long at = (hole + 1) & mask;
    long entry;
    while ((entry = Mem.getLong(indexAddress + 8 * at)) != 0) {
      long home = Mem.getLong(entry & ADDRESS) & mask;
      if (((at - home) & mask) >= ((at - empty) & mask)) {
        Mem.putLong(indexAddress + 8 * empty, entry);
        empty = at;
      }
      at = (at + 1) & mask;
    }
    Mem.putLong(indexAddress + 8 * empty, 0);
  }

  /**
   * Takes all rows out and keeps the memory; changes are tracked no longer. What the rows' values
   * own is the caller's to free.
   */
  public void clear() {
    if (changes != null) {
      changes.clear();
      changes = null;
      changesTurned();
    }
    if (ownsKeyMemory()) {
      scan((row, hash) -> layout.keys().clear(row, arena));
    }
    if (size > 0) {
      Mem.fill(indexAddress, (mask + 1) * 8, (byte) 0);
    }
    size = 0;
    freeRows = 0;
    page = -1;
    next = 0;
    pageEnd = 0;
  }

  private boolean ownsKeyMemory() {
    return layout.keys().slots().stream().anyMatch(Slot::ownsMemory);
  }

  public Cursor rows() {
    return new Cursor();
  }

  /** Walks the rows in the order in which they were added, as long as none is added or removed. */
  public final class Cursor {
    private int at;
    private long address;

    private Cursor() {}

    /** Fills {@code out} with the next rows; returns how many there were, 0 at the end. */
    public int next(long[] out) {
      return next(out, out.length);
    }

    /** The next rows, {@code most} at most. */
    public int next(long[] out, int most) {
      int count = 0;
      while (count < most && at <= page) {
        if (address == 0) {
          address = pages.get(at).memoryAddress();
        }
        count = fill(out, count, most);
      }
      return count;
    }

    /** The next rows, out of {@code most} places for rows, some of which may be free. */
    int scan(long[] out, int most) {
      int left = most;
      int count = 0;
      while (left > 0 && at <= page) {
        if (address == 0) {
          address = pages.get(at).memoryAddress();
        }
        int places = (int) Math.min(left, (end() - address + rowBytes - 1) / rowBytes);
        long until = address + (long) places * rowBytes;
        for (; address < until; address += rowBytes) {
          out[count] = address;
          count += isLive(address) ? 1 : 0;
        }
        left -= places;
        leavePage();
      }
      return count;
    }

    boolean isAtEnd() {
      return at > page;
    }

    /** Where no row begins any more in the page. */
    private long end() {
      ArrowBuf buffer = pages.get(at);
      return at == page ? next : buffer.memoryAddress() + buffer.capacity() - rowBytes + 1;
    }

    private void leavePage() {
      if (address >= end()) {
        at++;
        address = 0;
      }
    }

    private int fill(long[] out, int from, int most) {
      long end = end();
      int count = from;
      while (count < most && address < end) {
        if (isLive(address)) {
          out[count++] = address;
        }
        address += rowBytes;
      }
      leavePage();
      return count;
    }
  }

  /** Whether the row is in the table; of an address that {@link #remove} may have freed. */
  public static boolean isLive(long row) {
    return (Mem.getByte(row + RowLayout.FLAGS) & RowChanges.LIVE) != 0;
  }

  /** The key group of a row, of {@code count} in all. */
  public static int keyGroup(long row, int count) {
    return KeyGroups.groupOf(Mem.getLong(row) << 16, count);
  }

  // ---- columns

  /** Key columns of these rows, built by {@code into}'s first columns. */
  public void readKeys(long[] rows, int count, BatchBuilder into, int column) {
    List<Slot> slots = layout.keys().slots();
    for (int k = 0; k < slots.size(); k++) {
      slots.get(k).read(rows, count, into.column(column + k));
    }
  }

  /** The chosen columns of a batch, as {@link #upsert} takes them. */
  public static Column[] columns(Batch batch, int[] indexes) {
    Column[] columns = new Column[indexes.length];
    for (int i = 0; i < indexes.length; i++) {
      columns[i] = batch.column(indexes[i]);
    }
    return columns;
  }

  @Override
  public void close() {
    clear();
    pages.forEach(ArrowBuf::close);
    pages.clear();
    index.close();
    bytes = 0;
  }
}
