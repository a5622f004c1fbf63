package dev.laminar.data;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Copies chosen rows of a column into a new one; text shares its blobs with the original. */
final class Gather {

  private Gather() {}

  /** The columns' rows, in memory that is allocated once. */
  static Column[] rows(BufferAllocator allocator, Column[] columns, int[] rows, int count) {
    long bytes = 0;
    for (Column column : columns) {
      bytes += bytes(column, count);
    }
    Column[] gathered = new Column[columns.length];
    try (Space space = new Space(allocator, bytes)) {
      for (int i = 0; i < columns.length; i++) {
        gathered[i] = rows(space, columns[i], rows, count);
      }
    }
    return gathered;
  }

  /** What can be foreseen: all but the elements of lists. */
  private static long bytes(Column column, int count) {
    long bytes = column.mayHaveNulls() ? Space.piece((count + 7L) / 8) : 0;
    bytes +=
        switch (column.layout()) {
          case BIT -> Space.piece((count + 7L) / 8);
          case LIST -> Space.piece(4L * (count + 1));
          case STRUCT -> 0;
          case I8, I16, I32, I64, F32, F64, I128, VIEW ->
              Space.piece((long) column.layout().width() * count);
        };
    if (column.layout() == DataType.Layout.STRUCT) {
      for (int i = 0; i < column.childCount(); i++) {
        bytes += bytes(column.child(i), count);
      }
    }
    return bytes;
  }

  static Column rows(BufferAllocator allocator, Column column, int[] rows, int count) {
    try (Space space = new Space(allocator, bytes(column, count))) {
      return rows(space, column, rows, count);
    }
  }

  private static Column rows(Space space, Column column, int[] rows, int count) {
    return switch (column.layout()) {
      case BIT -> bits(space, column, rows, count);
      case LIST, STRUCT -> nested(space, column, rows, count);
      case I8, I16, I32, I64, F32, F64, I128, VIEW -> fixed(space, column, rows, count);
    };
  }

  /** A negative row number gives a null. */
  static Column rowsOrNull(BufferAllocator allocator, Column column, int[] rows, int count) {
    if (column.size() == 0) {
      return nulls(allocator, column.type(), count);
    }
    int[] clamped = new int[count];
    int missing = 0;
    for (int i = 0; i < count; i++) {
      clamped[i] = Math.max(0, rows[i]);
      missing += rows[i] < 0 ? 1 : 0;
    }
    Column gathered = rows(allocator, column, clamped, count);
    if (missing == 0) {
      return gathered;
    }
    ArrowBuf bits = allocator.buffer((count + 63L) / 64 * 8);
    for (int i = 0; i < count; i++) {
      boolean valid = rows[i] >= 0 && !gathered.isNull(i);
      if (valid) {
        Mem.setBit(bits.memoryAddress(), i);
      } else {
        Mem.clearBit(bits.memoryAddress(), i);
      }
    }
    return gathered.withValidity(bits);
  }

  private static Column nulls(BufferAllocator allocator, DataType type, int count) {
    try (ColumnBuilder nulls = new ColumnBuilder(allocator, type)) {
      for (int i = 0; i < count; i++) {
        nulls.appendNull();
      }
      return nulls.build();
    }
  }

  private static Column fixed(Space space, Column column, int[] rows, int count) {
    int width = column.layout().width();
    ArrowBuf data = space.take((long) width * count);
    copy(column.dataAddress(), data.memoryAddress(), width, rows, count);
    ArrowBuf[] blobs = column.blobs().clone();
    for (ArrowBuf blob : blobs) {
      blob.getReferenceManager().retain();
    }
    ArrowBuf validity = validity(space, column, rows, count);
    return Column.of(column.type(), count, validity, data, blobs);
  }

  private static void copy(long from, long to, int width, int[] rows, int count) {
    switch (width) {
      case 1 -> {
        for (int i = 0; i < count; i++) {
          Mem.putByte(to + i, Mem.getByte(from + rows[i]));
        }
      }
      case 2 -> {
        for (int i = 0; i < count; i++) {
          Mem.putShort(to + 2L * i, Mem.getShort(from + 2L * rows[i]));
        }
      }
      case 4 -> {
        for (int i = 0; i < count; i++) {
          Mem.putInt(to + 4L * i, Mem.getInt(from + 4L * rows[i]));
        }
      }
      case 8 -> {
        for (int i = 0; i < count; i++) {
          Mem.putLong(to + 8L * i, Mem.getLong(from + 8L * rows[i]));
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          long source = from + 16L * rows[i];
          long target = to + 16L * i;
          Mem.putLong(target, Mem.getLong(source));
          Mem.putLong(target + 8, Mem.getLong(source + 8));
        }
      }
    }
  }

  private static @Nullable ArrowBuf validity(Space space, Column column, int[] rows, int count) {
    if (!column.mayHaveNulls()) {
      return null;
    }
    return gatherBits(space, column.validityAddress(), rows, count);
  }

  private static ArrowBuf gatherBits(Space space, long from, int[] rows, int count) {
    ArrowBuf bits = space.take((count + 7L) / 8);
    long to = bits.memoryAddress();
    for (int i = 0; i < count; i += 8) {
      int packed = 0;
      int end = Math.min(8, count - i);
      for (int bit = 0; bit < end; bit++) {
        packed |= (Mem.getBit(from, rows[i + bit]) ? 1 : 0) << bit;
      }
      Mem.putByte(to + (i >>> 3), (byte) packed);
    }
    return bits;
  }

  private static Column bits(Space space, Column column, int[] rows, int count) {
    ArrowBuf data = gatherBits(space, column.dataAddress(), rows, count);
    return Column.of(column.type(), count, validity(space, column, rows, count), data);
  }

  private static Column nested(Space space, Column column, int[] rows, int count) {
    if (column.layout() == DataType.Layout.STRUCT) {
      Column[] children = new Column[column.childCount()];
      for (int i = 0; i < children.length; i++) {
        children[i] = rows(space, column.child(i), rows, count);
      }
      ArrowBuf validity = validity(space, column, rows, count);
      return Column.nested(column.type(), count, validity, null, children);
    }
    return list(space, column, rows, count);
  }

  private static Column list(Space space, Column column, int[] rows, int count) {
    ArrowBuf offsets = space.take(4L * (count + 1));
    int total = 0;
    offsets.setInt(0, 0);
    for (int i = 0; i < count; i++) {
      total += column.isNull(rows[i]) ? 0 : column.listEnd(rows[i]) - column.listStart(rows[i]);
      offsets.setInt(4L * (i + 1), total);
    }
    int[] childRows = new int[total];
    int at = 0;
    for (int i = 0; i < count; i++) {
      if (!column.isNull(rows[i])) {
        for (int child = column.listStart(rows[i]); child < column.listEnd(rows[i]); child++) {
          childRows[at++] = child;
        }
      }
    }
    Column child = rows(space.allocator(), column.child(0), childRows, total);
    ArrowBuf validity = validity(space, column, rows, count);
    return Column.nested(column.type(), count, validity, offsets, child);
  }
}
