package dev.laminar.internal.state.join;

import dev.laminar.data.Batch;
import dev.laminar.data.Column;
import dev.laminar.data.Mem;
import dev.laminar.internal.state.IntList;
import dev.laminar.internal.state.join.RowLayout.Slot;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Rows kept off heap by number: values in {@link RowPages}, long texts and lists in a {@link
 * TextArena}. Memory of removed rows is used again. One thread.
 */
final class RowStore implements AutoCloseable {

  /** Rows that are written column by column together; they stay in the first-level cache. */
  private static final int RUN = 256;

  private final RowLayout layout;
  private final RowPages pages;
  private final TextArena arena;
  private final ByteScratch scratch;
  private final RowWriter writer;
  private final RowGather gather;
  private final RowEquality equality;
  private final RowCodec codec;
  private long[] addresses = new long[64];

  RowStore(BufferAllocator allocator, RowLayout layout, int pageBytes) {
    this.layout = layout;
    this.pages = new RowPages(allocator, layout.stride, pageBytes);
    this.arena = new TextArena(allocator, pageBytes);
    this.scratch = new ByteScratch(allocator);
    this.writer = new RowWriter(layout, arena, scratch);
    this.gather = new RowGather(allocator, layout, arena);
    this.equality = new RowEquality(layout, arena, scratch);
    this.codec = new RowCodec(layout, arena);
  }

  RowLayout layout() {
    return layout;
  }

  int size() {
    return pages.size();
  }

  /** All numbers in use are below. */
  int end() {
    return pages.end();
  }

  long address(int id) {
    return pages.address(id);
  }

  /** Good until rows are added. */
  long[] addresses(int[] ids, int count) {
    if (addresses.length < count) {
      addresses = new long[Math.max(count, addresses.length * 2)];
    }
    pages.addresses(ids, count, addresses);
    return addresses;
  }

  /** Whether there is no such row, or not any more. */
  boolean isGone(int id) {
    return weight(id) <= RowPages.DEAD;
  }

  int weight(int id) {
    return Mem.getInt(pages.address(id) + RowLayout.WEIGHT);
  }

  void setWeight(int id, int weight) {
    Mem.putInt(pages.address(id) + RowLayout.WEIGHT, weight);
  }

  /** Copies the rows with these numbers, with weight 1 and no chain. */
  void add(Batch batch, int[] rows, int count, int[] ids) {
    int used = pages.end();
    pages.take(count, ids);
    long[] at = addresses(ids, count);
    Column[] columns = columns(batch);
    for (int i = 0; i < count; i++) {
      clearHeader(at[i], ids[i] < used);
    }
    for (int from = 0; from < count; from += RUN) {
      writer.write(columns, rows, at, from, Math.min(count, from + RUN));
    }
  }

  RowCodec codec() {
    return codec;
  }

  /** Adds the rows that lie encoded in these bytes, with their counts, in no chain. */
  void decode(byte[] encoded, IntList ids) {
    scratch.reset();
    long from = scratch.put(encoded);
    long end = from + encoded.length;
    int[] id = new int[1];
    while (from < end) {
      int used = pages.end();
      pages.take(1, id);
      long row = pages.address(id[0]);
      clearHeader(row, id[0] < used);
      from = codec.decode(from, row);
      ids.add(id[0]);
    }
  }

  /** Bytes that the rows need, without room for more. */
  long liveBytes() {
    return (long) pages.size() * layout.stride + arena.liveBytes();
  }

  private void clearHeader(long row, boolean usedAgain) {
    int listed =
        usedAgain && layout.flags != RowLayout.ABSENT
            ? Mem.getInt(row + layout.flags) & RowLayout.LISTED
            : 0;
    Mem.putInt(row + RowLayout.NEXT, RowPages.NONE);
    Mem.putInt(row + RowLayout.WEIGHT, 1);
    for (int offset = 8; offset < layout.validity; offset += 8) {
      Mem.putLong(row + offset, 0);
    }
    if (listed != 0) {
      Mem.putInt(row + layout.flags, listed);
    }
  }

  Column[] columns(Batch batch) {
    Column[] columns = new Column[layout.slots.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = batch.column(i);
    }
    return columns;
  }

  boolean equal(Column[] columns, int row, int id) {
    return equality.rows(columns, row, pages.address(id));
  }

  /** See {@link RowEquality#filter}. */
  int filterEqual(Column column, int slot, int[] rows, int[] ids, long[] kept, int count) {
    return equality.filter(column, slot, rows, ids, kept, count);
  }

  /** All columns of these rows. */
  Column[] gather(int[] ids, int count) {
    int[] all = new int[layout.slots.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = i;
    }
    return gather(ids, count, all);
  }

  /** The columns with these numbers, a value for each row. */
  Column[] gather(int[] ids, int count, int[] columns) {
    long[] at = addresses(ids, count);
    Column[] gathered = new Column[columns.length];
    for (int i = 0; i < columns.length; i++) {
      gathered[i] = gather.column(columns[i], at, count);
    }
    return gathered;
  }

  void remove(int id) {
    long row = pages.address(id);
    for (Slot slot : layout.slots) {
      releaseTexts(slot, row);
    }
    pages.free(id);
    if (pages.size() == 0) {
      pages.close();
      arena.close();
    } else if (arena.worthCompacting()) {
      compact();
    }
  }

  private void releaseTexts(Slot slot, long row) {
    if (RowCodec.inArena(slot, row)) {
      arena.release(Mem.getInt(row + slot.offset() + 8), Mem.getInt(row + slot.offset()));
    }
    for (Slot child : slot.children()) {
      releaseTexts(child, row);
    }
  }

  private void compact() {
    arena.startCompaction();
    for (int id = 0; id < pages.end(); id++) {
      long row = pages.address(id);
      if (Mem.getInt(row + RowLayout.WEIGHT) != RowPages.FREE) {
        for (Slot slot : layout.slots) {
          moveTexts(slot, row);
        }
      }
    }
    arena.endCompaction();
  }

  private void moveTexts(Slot slot, long row) {
    if (RowCodec.inArena(slot, row)) {
      long at = row + slot.offset();
      int page = Mem.getInt(at + 8);
      if (arena.isVictim(page)) {
        long text = arena.address(page) + Mem.getInt(at + 12);
        Mem.putLong(at + 8, arena.append(text, Mem.getInt(at)));
      }
    }
    for (Slot child : slot.children()) {
      moveTexts(child, row);
    }
  }

  /** Bytes held. */
  long bytes() {
    return pages.bytes() + arena.bytes();
  }

  /** Forgets all rows and frees their memory; rows may be added afterwards. */
  @Override
  public void close() {
    pages.close();
    arena.close();
    scratch.close();
  }
}
