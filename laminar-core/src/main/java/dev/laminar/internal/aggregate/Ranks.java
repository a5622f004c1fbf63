package dev.laminar.internal.aggregate;

import dev.laminar.data.Column;
import dev.laminar.data.ColumnBuilder;
import dev.laminar.data.DataType;
import dev.laminar.data.Mem;

/**
 * Values of fixed-width types as signed 64-bit numbers in the same order: what min and max compare.
 * Floats sort with NaN above all, as in Postgres. Stateless.
 */
final class Ranks {

  private Ranks() {}

  static boolean covers(DataType type) {
    return switch (type.layout()) {
      case BIT, I8, I16, I32, I64, F32, F64 -> true;
      case I128, VIEW, LIST, STRUCT -> false;
    };
  }

  private static boolean unsignedLong(DataType type) {
    return type instanceof DataType.Int i && !i.signed() && i.bits() == 64;
  }

  /** Whether the values are their own ranks. */
  static boolean plain(DataType type) {
    return type.layout() == DataType.Layout.I64 && !unsignedLong(type);
  }

  /** Fills in the ranks of the rows that a feed selects, by row of the batch. */
  static void read(Column column, Feed feed, long[] out) {
    DataType.Layout layout = column.layout();
    int count = feed.count();
    if (layout == DataType.Layout.F32 || layout == DataType.Layout.F64) {
      for (int i = 0; i < count; i++) {
        int row = feed.row(i);
        out[row] = ofDouble(column.getDouble(row));
      }
    } else if (layout == DataType.Layout.I64) {
      long flip = unsignedLong(column.type()) ? Long.MIN_VALUE : 0;
      for (int i = 0; i < count; i++) {
        int row = feed.row(i);
        out[row] = Mem.getLong(column.dataAddress() + 8L * row) ^ flip;
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = feed.row(i);
        out[row] = column.getLong(row);
      }
    }
  }

  private static long ofDouble(double value) {
    long bits = Double.doubleToLongBits(value + 0.0);
    return bits ^ ((bits >> 63) & Long.MAX_VALUE);
  }

  /** Writes the value of that rank. */
  static void write(long rank, ColumnBuilder out, int row) {
    switch (out.type().layout()) {
      case BIT -> out.putBoolean(row, rank != 0);
      case F32, F64 ->
          out.putDouble(row, Double.longBitsToDouble(rank ^ ((rank >> 63) & Long.MAX_VALUE)));
      case I64 -> out.putLong(row, unsignedLong(out.type()) ? rank ^ Long.MIN_VALUE : rank);
      case I8, I16, I32 -> out.putLong(row, rank);
      case I128, VIEW, LIST, STRUCT -> throw new IllegalStateException("no rank: " + out.type());
    }
  }
}
