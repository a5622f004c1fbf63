package dev.laminar.internal.state;

import dev.laminar.data.Column;
import dev.laminar.data.ColumnBuilder;
import dev.laminar.data.DataType;
import dev.laminar.data.Mem;
import dev.laminar.data.Slice;

/**
 * Values of any type as bytes: equal values of one type, and only they, have equal bytes.
 *
 * <p>A presence byte, then a fixed-width value, or a length and bytes, or a count and elements, or
 * a struct's fields. Floats are normalised: one NaN, no negative zero. One thread; {@link #bytes}
 * are valid until the next {@link #write}.
 */
final class ValueBytes {
  private byte[] bytes = new byte[64];
  private int length;
  private final Slice slice = new Slice();

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** Encodes one value; see {@link #bytes} and {@link #length}. */
  void write(Column column, int row) {
    length = 0;
    add(column, row);
  }

  private void add(Column column, int row) {
    if (column.isNull(row)) {
      addByte(0);
      return;
    }
    addByte(1);
    switch (column.layout()) {
      case BIT, I8 -> addByte((int) column.getLong(row));
      case I16, I32, I64 -> addLong(column.getLong(row));
      case F32, F64 -> addLong(Double.doubleToLongBits(column.getDouble(row) + 0.0));
      case I128 -> {
        addLong(Mem.getLong(column.dataAddress() + 16L * row));
        addLong(Mem.getLong(column.dataAddress() + 16L * row + 8));
      }
      case VIEW -> {
        column.getSlice(row, slice);
        addLong(slice.length);
        room(slice.length);
        Mem.copy(slice.address, bytes, length, slice.length);
        length += slice.length;
      }
      case LIST -> {
        addLong((long) column.listEnd(row) - column.listStart(row));
        for (int i = column.listStart(row); i < column.listEnd(row); i++) {
          add(column.child(0), i);
        }
      }
      case STRUCT -> {
        for (int i = 0; i < column.childCount(); i++) {
          add(column.child(i), row);
        }
      }
    }
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      bytes = java.util.Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }

  private void addByte(int value) {
    room(1);
    bytes[length++] = (byte) value;
  }

  private void addLong(long value) {
    room(8);
    for (int i = 0; i < 8; i++) {
      bytes[length++] = (byte) (value >>> (8 * i));
    }
  }

  /** Appends the value at {@code address}; returns the address behind it. */
  static long read(long address, ColumnBuilder out) {
    long at = address + 1;
    if (Mem.getByte(address) == 0) {
      out.appendNull();
      return at;
    }
    DataType.Layout layout = out.type().layout();
    switch (layout) {
      case BIT -> out.appendBoolean(Mem.getByte(at) != 0);
      case I8 -> out.appendLong(Mem.getByte(at));
      case I16, I32, I64 -> out.appendLong(Mem.getLong(at));
      case F32, F64 -> out.appendDouble(Mem.getDouble(at));
      case I128 -> out.appendInt128(Mem.getLong(at + 8), Mem.getLong(at));
      case VIEW -> {
        int length = (int) Mem.getLong(at);
        out.appendBytes(at + 8, length);
        return at + 8 + length;
      }
      case LIST -> {
        return list(at, out);
      }
      case STRUCT -> {
        return struct(at, out);
      }
    }
    return at + width(layout);
  }

  private static int width(DataType.Layout layout) {
    return switch (layout) {
      case BIT, I8 -> 1;
      case I128 -> 16;
      case I16, I32, I64, F32, F64, VIEW, LIST, STRUCT -> 8;
    };
  }

  private static long list(long address, ColumnBuilder out) {
    long count = Mem.getLong(address);
    long at = address + 8;
    for (long i = 0; i < count; i++) {
      at = read(at, out.child(0));
    }
    out.appendListEnd();
    return at;
  }

  private static long struct(long address, ColumnBuilder out) {
    long at = address;
    int fields = ((DataType.Struct) out.type()).fields().size();
    for (int i = 0; i < fields; i++) {
      at = read(at, out.child(i));
    }
    out.appendStruct();
    return at;
  }
}
