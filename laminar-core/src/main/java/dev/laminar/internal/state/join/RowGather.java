package dev.laminar.internal.state.join;

import dev.laminar.data.Column;
import dev.laminar.data.ColumnBuilder;
import dev.laminar.data.Mem;
import dev.laminar.internal.state.join.RowLayout.Slot;
import java.util.Arrays;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Builds columns from rows at given addresses. Long texts are not copied: the column shares the
 * arena's pages as its blobs. One thread.
 */
final class RowGather {

  private final BufferAllocator allocator;
  private final RowLayout layout;
  private final TextArena arena;
  private final ListCodec lists = new ListCodec();

  private int[] blobOfPage = new int[0]; // −1 but for pages of the column in hand
  private int[] pagesUsed = new int[4];
  private int pagesUsedCount;

  RowGather(BufferAllocator allocator, RowLayout layout, TextArena arena) {
    this.allocator = allocator;
    this.layout = layout;
    this.arena = arena;
  }

  /** The column of that number, one value for each address. */
  Column column(int column, long[] rows, int count) {
    return column(layout.slots[column], rows, count);
  }

  private Column column(Slot slot, long[] rows, int count) {
    return switch (slot.layout()) {
      case BIT -> bits(slot, rows, count);
      case VIEW -> views(slot, rows, count);
      case LIST -> lists(slot, rows, count);
      case STRUCT -> struct(slot, rows, count);
      case I8, I16, I32, I64, F32, F64, I128 -> fixed(slot, rows, count);
    };
  }

  private @Nullable ArrowBuf validity(Slot slot, long[] rows, int count) {
    int at = layout.validity + (slot.bit() >>> 3);
    int bit = 1 << (slot.bit() & 7);
    int all = bit;
    for (int i = 0; i < count; i++) {
      all &= Mem.getByte(rows[i] + at);
    }
    return all != 0 ? null : packed(rows, count, at, bit);
  }

  /** A bitmap of {@code mask} in the byte {@code offset} of each row. */
  private ArrowBuf packed(long[] rows, int count, int offset, int mask) {
    ArrowBuf bits = allocator.buffer(Math.max(8, (count + 7) / 8));
    long to = bits.memoryAddress();
    for (int i = 0; i < count; i += 8) {
      int byteOfBits = 0;
      int end = Math.min(8, count - i);
      for (int j = 0; j < end; j++) {
        byteOfBits |= (Mem.getByte(rows[i + j] + offset) & mask) != 0 ? 1 << j : 0;
      }
      Mem.putByte(to + (i >>> 3), (byte) byteOfBits);
    }
    return bits;
  }

  private Column bits(Slot slot, long[] rows, int count) {
    ArrowBuf data = packed(rows, count, slot.offset(), 1);
    return Column.of(slot.type(), count, validity(slot, rows, count), data);
  }

  private Column fixed(Slot slot, long[] rows, int count) {
    int width = slot.layout().width();
    ArrowBuf data = allocator.buffer(Math.max(8, (long) width * count));
    copy(rows, count, slot.offset(), width, data.memoryAddress());
    return Column.of(slot.type(), count, validity(slot, rows, count), data);
  }

  private static void copy(long[] rows, int count, int offset, int width, long to) {
    switch (width) {
      case 1 -> {
        for (int i = 0; i < count; i++) {
          Mem.putByte(to + i, Mem.getByte(rows[i] + offset));
        }
      }
      case 2 -> {
        for (int i = 0; i < count; i++) {
          Mem.putShort(to + 2L * i, Mem.getShort(rows[i] + offset));
        }
      }
      case 4 -> {
        for (int i = 0; i < count; i++) {
          Mem.putInt(to + 4L * i, Mem.getInt(rows[i] + offset));
        }
      }
      case 8 -> {
        for (int i = 0; i < count; i++) {
          Mem.putLong(to + 8L * i, Mem.getLong(rows[i] + offset));
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          Mem.putLong(to + 16L * i, Mem.getLong(rows[i] + offset));
          Mem.putLong(to + 16L * i + 8, Mem.getLong(rows[i] + offset + 8));
        }
      }
    }
  }

  private Column views(Slot slot, long[] rows, int count) {
    ArrowBuf data = allocator.buffer(Math.max(8, 16L * count));
    long to = data.memoryAddress();
    int offset = slot.offset();
    growPageMap();
    for (int i = 0; i < count; i++) {
      long first = Mem.getLong(rows[i] + offset);
      long rest = Mem.getLong(rows[i] + offset + 8);
      if ((int) first > Column.INLINE) {
        rest = rest & 0xffffffff00000000L | blob((int) rest);
      }
      Mem.putLong(to + 16L * i, first);
      Mem.putLong(to + 16L * i + 8, rest);
    }
    return Column.of(slot.type(), count, validity(slot, rows, count), data, sharePages());
  }

  private int blob(int page) {
    int blob = blobOfPage[page];
    if (blob < 0) {
      if (pagesUsedCount == pagesUsed.length) {
        pagesUsed = Arrays.copyOf(pagesUsed, pagesUsedCount * 2);
      }
      blob = pagesUsedCount;
      pagesUsed[pagesUsedCount++] = page;
      blobOfPage[page] = blob;
    }
    return blob;
  }

  private void growPageMap() {
    int known = blobOfPage.length;
    if (known < arena.pageEnd()) {
      blobOfPage = Arrays.copyOf(blobOfPage, Math.max(4, arena.pageEnd() * 2));
      Arrays.fill(blobOfPage, known, blobOfPage.length, -1);
    }
  }

  private ArrowBuf[] sharePages() {
    ArrowBuf[] blobs = new ArrowBuf[pagesUsedCount];
    for (int i = 0; i < blobs.length; i++) {
      blobs[i] = arena.share(pagesUsed[i]);
      blobOfPage[pagesUsed[i]] = -1;
    }
    pagesUsedCount = 0;
    return blobs;
  }

  private Column lists(Slot slot, long[] rows, int count) {
    try (ColumnBuilder out = new ColumnBuilder(allocator, slot.type())) {
      out.reserve(count);
      for (int i = 0; i < count; i++) {
        if (!Mem.getBit(rows[i] + layout.validity, slot.bit())) {
          out.appendNull();
        } else {
          long place = Mem.getLong(rows[i] + slot.offset() + 8);
          lists.decode(arena.address((int) place) + (int) (place >>> 32), out);
        }
      }
      return out.build();
    }
  }

  private Column struct(Slot slot, long[] rows, int count) {
    Column[] children = new Column[slot.children().length];
    for (int i = 0; i < children.length; i++) {
      children[i] = column(slot.children()[i], rows, count);
    }
    return Column.nested(slot.type(), count, validity(slot, rows, count), null, children);
  }
}
