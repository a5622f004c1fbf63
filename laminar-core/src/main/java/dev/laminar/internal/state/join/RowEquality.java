package dev.laminar.internal.state.join;

import dev.laminar.data.Column;
import dev.laminar.data.DataType;
import dev.laminar.data.Mem;
import dev.laminar.data.Slice;
import dev.laminar.internal.state.join.RowLayout.Slot;

/**
 * Whether values of a batch's row are those of a kept row; nulls are equal here, and floats as
 * {@link dev.laminar.internal.state.KeyHash} sees them. One thread.
 */
final class RowEquality {

  private final RowLayout layout;
  private final TextArena arena;
  private final ByteScratch scratch;
  private final ListCodec lists = new ListCodec();
  private final Slice slice = new Slice();

  RowEquality(RowLayout layout, TextArena arena, ByteScratch scratch) {
    this.layout = layout;
    this.arena = arena;
    this.scratch = scratch;
  }

  boolean rows(Column[] columns, int row, long kept) {
    for (int i = 0; i < columns.length; i++) {
      if (!values(columns[i], row, layout.slots[i], kept)) {
        return false;
      }
    }
    return true;
  }

  /** Keeps the pairs whose values are equal, in place; returns how many. */
  int filter(Column column, int slot, int[] rows, int[] ids, long[] kept, int count) {
    Slot place = layout.slots[slot];
    if (place.layout() == DataType.Layout.I64) {
      return filterLongs(column.dataAddress(), place.offset(), rows, ids, kept, count);
    }
    int left = 0;
    for (int i = 0; i < count; i++) {
      if (values(column, rows[i], place, kept[i])) {
        rows[left] = rows[i];
        ids[left] = ids[i];
        kept[left++] = kept[i];
      }
    }
    return left;
  }

  private static int filterLongs(
      long data, int offset, int[] rows, int[] ids, long[] kept, int count) {
    int left = 0;
    for (int i = 0; i < count; i++) {
      boolean equal = Mem.getLong(data + 8L * rows[i]) == Mem.getLong(kept[i] + offset);
      rows[left] = rows[i];
      ids[left] = ids[i];
      kept[left] = kept[i];
      left += equal ? 1 : 0;
    }
    return left;
  }

  private boolean values(Column column, int row, Slot slot, long kept) {
    boolean isNull = column.isNull(row);
    if (isNull == Mem.getBit(kept + layout.validity, slot.bit())) {
      return false;
    }
    if (isNull) {
      return true;
    }
    long at = kept + slot.offset();
    return switch (slot.layout()) {
      case BIT -> column.getBoolean(row) == (Mem.getByte(at) != 0);
      case F32 -> floats(column.getDouble(row), Mem.getFloat(at));
      case F64 -> floats(column.getDouble(row), Mem.getDouble(at));
      case VIEW -> texts(column, row, at);
      case LIST -> lists(column, row, at);
      case STRUCT -> structs(column, row, slot, kept);
      case I8, I16, I32, I64, I128 -> {
        int width = slot.layout().width();
        yield Mem.equal(column.dataAddress() + (long) width * row, at, width);
      }
    };
  }

  private static boolean floats(double a, double b) {
    return Double.doubleToLongBits(a + 0.0) == Double.doubleToLongBits(b + 0.0);
  }

  /** Length and first bytes decide mostly. */
  private boolean texts(Column column, int row, long at) {
    long view = column.dataAddress() + 16L * row;
    if (Mem.getLong(view) != Mem.getLong(at)) {
      return false;
    }
    int length = Mem.getInt(view);
    if (length <= Column.INLINE) {
      return Mem.getLong(view + 8) == Mem.getLong(at + 8);
    }
    column.getSlice(row, slice);
    return Mem.equal(slice.address, address(Mem.getLong(at + 8)), length);
  }

  private long address(long place) {
    return arena.address((int) place) + (int) (place >>> 32);
  }

  private boolean lists(Column column, int row, long at) {
    scratch.reset();
    lists.encode(column, row, scratch);
    int length = Mem.getInt(at);
    return scratch.length() == length
        && Mem.equal(scratch.address(), address(Mem.getLong(at + 8)), length);
  }

  private boolean structs(Column column, int row, Slot slot, long kept) {
    for (int i = 0; i < slot.children().length; i++) {
      if (!values(column.child(i), row, slot.children()[i], kept)) {
        return false;
      }
    }
    return true;
  }
}
