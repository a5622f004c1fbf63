package dev.laminar.internal.state.join;

import dev.laminar.data.Batch;
import dev.laminar.data.Column;
import dev.laminar.data.Mem;
import dev.laminar.data.Slice;

/**
 * Whether rows of two batches with the same column types are equal; nulls are equal here, and
 * floats as {@link dev.laminar.internal.state.KeyHash} sees them. One thread.
 */
final class BatchEquality {

  private final Slice left = new Slice();
  private final Slice right = new Slice();

  boolean rows(Batch a, int aRow, Batch b, int bRow) {
    for (int i = 0; i < a.columnCount(); i++) {
      if (!values(a.column(i), aRow, b.column(i), bRow)) {
        return false;
      }
    }
    return true;
  }

  private boolean values(Column a, int aRow, Column b, int bRow) {
    boolean isNull = a.isNull(aRow);
    if (isNull != b.isNull(bRow)) {
      return false;
    }
    if (isNull) {
      return true;
    }
    return switch (a.layout()) {
      case BIT -> a.getBoolean(aRow) == b.getBoolean(bRow);
      case I8, I16, I32, I64 -> a.getLong(aRow) == b.getLong(bRow);
      case F32, F64 -> bits(a, aRow) == bits(b, bRow);
      case I128 -> Mem.equal(a.dataAddress() + 16L * aRow, b.dataAddress() + 16L * bRow, 16);
      case VIEW -> texts(a, aRow, b, bRow);
      case LIST -> lists(a, aRow, b, bRow);
      case STRUCT -> structs(a, aRow, b, bRow);
    };
  }

  private static long bits(Column column, int row) {
    return Double.doubleToLongBits(column.getDouble(row) + 0.0);
  }

  /** Length and first bytes decide mostly. */
  private boolean texts(Column a, int aRow, Column b, int bRow) {
    if (Mem.getLong(a.dataAddress() + 16L * aRow) != Mem.getLong(b.dataAddress() + 16L * bRow)) {
      return false;
    }
    a.getSlice(aRow, left);
    b.getSlice(bRow, right);
    return Mem.equal(left.address, right.address, left.length);
  }

  private boolean lists(Column a, int aRow, Column b, int bRow) {
    int length = a.listEnd(aRow) - a.listStart(aRow);
    if (length != b.listEnd(bRow) - b.listStart(bRow)) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (!values(a.child(0), a.listStart(aRow) + i, b.child(0), b.listStart(bRow) + i)) {
        return false;
      }
    }
    return true;
  }

  private boolean structs(Column a, int aRow, Column b, int bRow) {
    for (int i = 0; i < a.childCount(); i++) {
      if (!values(a.child(i), aRow, b.child(i), bRow)) {
        return false;
      }
    }
    return true;
  }
}
