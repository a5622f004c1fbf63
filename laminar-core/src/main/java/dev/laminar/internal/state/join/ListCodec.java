package dev.laminar.internal.state.join;

import dev.laminar.data.Column;
import dev.laminar.data.ColumnBuilder;
import dev.laminar.data.DataType;
import dev.laminar.data.Mem;
import dev.laminar.data.Slice;

/**
 * Lists and maps as bytes: a count, then the elements, each a byte that says whether there is a
 * value and then the value. Equal lists have equal bytes. Stateless but for a reused view.
 */
final class ListCodec {

  private final Slice slice = new Slice();

  /** Appends the list or map in that row, which is not null. */
  void encode(Column list, int row, ByteScratch out) {
    int from = list.listStart(row);
    int to = list.listEnd(row);
    out.putInt(to - from);
    for (int i = from; i < to; i++) {
      encodeValue(list.child(0), i, out);
    }
  }

  private void encodeValue(Column column, int row, ByteScratch out) {
    boolean isNull = column.isNull(row);
    out.putByte(isNull ? 0 : 1);
    if (isNull) {
      return;
    }
    switch (column.layout()) {
      case BIT -> out.putByte(column.getBoolean(row) ? 1 : 0);
      case VIEW -> {
        column.getSlice(row, slice);
        out.putInt(slice.length);
        out.putBytes(slice.address, slice.length);
      }
      case LIST -> encode(column, row, out);
      case STRUCT -> {
        for (int i = 0; i < column.childCount(); i++) {
          encodeValue(column.child(i), row, out);
        }
      }
      case I8, I16, I32, I64, F32, F64, I128 -> {
        int width = column.layout().width();
        out.putBytes(column.dataAddress() + (long) width * row, width);
      }
    }
  }

  /** Appends the list that was encoded at that address; returns where the next one begins. */
  long decode(long at, ColumnBuilder out) {
    int count = Mem.getInt(at);
    long next = at + 4;
    for (int i = 0; i < count; i++) {
      next = decodeValue(next, out.child(0));
    }
    out.appendListEnd();
    return next;
  }

  private long decodeValue(long at, ColumnBuilder out) {
    if (Mem.getByte(at) == 0) {
      out.appendNull();
      return at + 1;
    }
    long value = at + 1;
    DataType.Layout layout = out.type().layout();
    switch (layout) {
      case BIT -> {
        out.appendBoolean(Mem.getByte(value) != 0);
        return value + 1;
      }
      case VIEW -> {
        int length = Mem.getInt(value);
        out.appendBytes(value + 4, length);
        return value + 4 + length;
      }
      case LIST -> {
        return decode(value, out);
      }
      case STRUCT -> {
        long next = value;
        for (int i = 0; i < ((DataType.Struct) out.type()).fields().size(); i++) {
          next = decodeValue(next, out.child(i));
        }
        out.appendStruct();
        return next;
      }
      case I8 -> out.appendLong(Mem.getByte(value));
      case I16 -> out.appendLong(Mem.getShort(value));
      case I32 -> out.appendLong(Mem.getInt(value));
      case I64 -> out.appendLong(Mem.getLong(value));
      case F32 -> out.appendDouble(Mem.getFloat(value));
      case F64 -> out.appendDouble(Mem.getDouble(value));
      case I128 -> out.appendInt128(Mem.getLong(value + 8), Mem.getLong(value));
    }
    return value + layout.width();
  }
}
