package dev.laminar.internal.state.join;

import dev.laminar.data.Column;
import dev.laminar.data.Mem;
import dev.laminar.internal.state.join.RowLayout.Slot;

/**
 * Copies columns into rows, a column at a time over a run of rows small enough to stay in the
 * cache; long texts go to the arena. One thread.
 */
final class RowWriter {

  private final RowLayout layout;
  private final TextArena arena;
  private final ByteScratch scratch;
  private final ListCodec lists = new ListCodec();

  RowWriter(RowLayout layout, TextArena arena, ByteScratch scratch) {
    this.layout = layout;
    this.arena = arena;
    this.scratch = scratch;
  }

  /** Writes the values of {@code rows[from … to)} to {@code addresses[from … to)}. */
  void write(Column[] columns, int[] rows, long[] addresses, int from, int to) {
    for (int i = from; i < to; i++) {
      allValid(addresses[i]);
    }
    for (int i = 0; i < layout.slots.length; i++) {
      column(columns[i], layout.slots[i], rows, addresses, from, to);
    }
  }

  private void allValid(long row) {
    for (int i = 0; i < layout.validityBytes; i++) {
      Mem.putByte(row + layout.validity + i, (byte) 0xff);
    }
  }

  private void column(Column column, Slot slot, int[] rows, long[] at, int from, int to) {
    if (column.mayHaveNulls()) {
      nulls(column, slot, rows, at, from, to);
    }
    int offset = slot.offset();
    switch (slot.layout()) {
      case BIT -> {
        for (int i = from; i < to; i++) {
          Mem.putByte(at[i] + offset, (byte) (column.getBoolean(rows[i]) ? 1 : 0));
        }
      }
      case VIEW -> views(column, offset, rows, at, from, to);
      case LIST -> lists(column, offset, rows, at, from, to);
      case STRUCT -> {
        for (int i = 0; i < slot.children().length; i++) {
          column(column.child(i), slot.children()[i], rows, at, from, to);
        }
      }
      case I8, I16, I32, I64, F32, F64, I128 -> fixed(column, offset, rows, at, from, to);
    }
  }

  private void nulls(Column column, Slot slot, int[] rows, long[] at, int from, int to) {
    for (int i = from; i < to; i++) {
      if (column.isNull(rows[i])) {
        Mem.clearBit(at[i] + layout.validity, slot.bit());
      }
    }
  }

  private static void fixed(Column column, int offset, int[] rows, long[] at, int from, int to) {
    long data = column.dataAddress();
    switch (column.layout().width()) {
      case 1 -> {
        for (int i = from; i < to; i++) {
          Mem.putByte(at[i] + offset, Mem.getByte(data + rows[i]));
        }
      }
      case 2 -> {
        for (int i = from; i < to; i++) {
          Mem.putShort(at[i] + offset, Mem.getShort(data + 2L * rows[i]));
        }
      }
      case 4 -> {
        for (int i = from; i < to; i++) {
          Mem.putInt(at[i] + offset, Mem.getInt(data + 4L * rows[i]));
        }
      }
      case 8 -> {
        for (int i = from; i < to; i++) {
          Mem.putLong(at[i] + offset, Mem.getLong(data + 8L * rows[i]));
        }
      }
      default -> {
        for (int i = from; i < to; i++) {
          long value = data + 16L * rows[i];
          Mem.putLong(at[i] + offset, Mem.getLong(value));
          Mem.putLong(at[i] + offset + 8, Mem.getLong(value + 8));
        }
      }
    }
  }

  private void views(Column column, int offset, int[] rows, long[] at, int from, int to) {
    long[] blobs = column.blobAddresses();
    boolean nulls = column.mayHaveNulls();
    for (int i = from; i < to; i++) {
      long view = column.dataAddress() + 16L * rows[i];
      long target = at[i] + offset;
      if (nulls && column.isNull(rows[i])) {
        Mem.putLong(target, 0);
        Mem.putLong(target + 8, 0);
        continue;
      }
      int length = Mem.getInt(view);
      Mem.putLong(target, Mem.getLong(view));
      long rest =
          length <= Column.INLINE
              ? Mem.getLong(view + 8)
              : arena.append(blobs[Mem.getInt(view + 8)] + Mem.getInt(view + 12), length);
      Mem.putLong(target + 8, rest);
    }
  }

  private void lists(Column column, int offset, int[] rows, long[] at, int from, int to) {
    for (int i = from; i < to; i++) {
      long place = 0;
      int length = 0;
      if (!column.isNull(rows[i])) {
        scratch.reset();
        lists.encode(column, rows[i], scratch);
        length = scratch.length();
        place = arena.append(scratch.address(), length);
      }
      Mem.putLong(at[i] + offset, length);
      Mem.putLong(at[i] + offset + 8, place);
    }
  }
}
