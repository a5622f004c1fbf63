package dev.laminar.internal.state.join;

import dev.laminar.data.Column;
import dev.laminar.data.Mem;
import dev.laminar.internal.state.join.RowLayout.Slot;

/**
 * Rows as bytes that stand for themselves: length, the row without its place in a chain, then its
 * long texts and lists. Only this process reads them. Stateless; one thread.
 */
final class RowCodec {

  private static final int LENGTH = 4;

  private final RowLayout layout;
  private final TextArena arena;

  RowCodec(RowLayout layout, TextArena arena) {
    this.layout = layout;
    this.arena = arena;
  }

  /** Bytes of the row, its length included. */
  int bytes(long row) {
    int bytes = LENGTH + layout.stride - RowLayout.WEIGHT;
    for (Slot slot : layout.slots) {
      bytes += textBytes(slot, row);
    }
    return bytes;
  }

  private static int textBytes(Slot slot, long row) {
    int bytes = inArena(slot, row) ? Mem.getInt(row + slot.offset()) : 0;
    for (Slot child : slot.children()) {
      bytes += textBytes(child, row);
    }
    return bytes;
  }

  /** Whether the slot's value lies in the arena. */
  static boolean inArena(Slot slot, long row) {
    return switch (slot.layout()) {
      case VIEW -> Mem.getInt(row + slot.offset()) > Column.INLINE;
      case LIST -> Mem.getInt(row + slot.offset()) > 0;
      case BIT, I8, I16, I32, I64, F32, F64, I128, STRUCT -> false;
    };
  }

  /** Writes the row to {@code out} at {@code at}; returns where the next one goes. */
  int encode(long row, byte[] out, int at) {
    int fixed = layout.stride - RowLayout.WEIGHT;
    Mem.copy(row + RowLayout.WEIGHT, out, at + LENGTH, fixed);
    int end = at + LENGTH + fixed;
    for (Slot slot : layout.slots) {
      end = encodeTexts(slot, row, out, end);
    }
    int bytes = end - at;
    for (int i = 0; i < LENGTH; i++) {
      out[at + i] = (byte) (bytes >>> 8 * i);
    }
    return end;
  }

  private int encodeTexts(Slot slot, long row, byte[] out, int at) {
    int end = at;
    if (inArena(slot, row)) {
      int bytes = Mem.getInt(row + slot.offset());
      long place = Mem.getLong(row + slot.offset() + 8);
      Mem.copy(arena.address((int) place) + (int) (place >>> 32), out, end, bytes);
      end += bytes;
    }
    for (Slot child : slot.children()) {
      end = encodeTexts(child, row, out, end);
    }
    return end;
  }

  /**
   * Reads a row that lies encoded at {@code from} into {@code row}, whose flags are kept and which
   * is in no chain; returns where the next one lies.
   */
  long decode(long from, long row) {
    int listed = layout.flags == RowLayout.ABSENT ? 0 : Mem.getInt(row + layout.flags);
    int fixed = layout.stride - RowLayout.WEIGHT;
    Mem.putInt(row + RowLayout.NEXT, RowPages.NONE);
    Mem.copy(from + LENGTH, row + RowLayout.WEIGHT, fixed);
    if (layout.flags != RowLayout.ABSENT) {
      Mem.putInt(row + layout.flags, listed);
    }
    long texts = from + LENGTH + fixed;
    for (Slot slot : layout.slots) {
      texts = decodeTexts(slot, row, texts);
    }
    return from + Mem.getInt(from);
  }

  private long decodeTexts(Slot slot, long row, long from) {
    long next = from;
    if (inArena(slot, row)) {
      int bytes = Mem.getInt(row + slot.offset());
      Mem.putLong(row + slot.offset() + 8, arena.append(next, bytes));
      next += bytes;
    }
    for (Slot child : slot.children()) {
      next = decodeTexts(child, row, next);
    }
    return next;
  }
}
