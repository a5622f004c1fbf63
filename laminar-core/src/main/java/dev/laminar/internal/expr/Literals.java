package dev.laminar.internal.expr;

import dev.laminar.data.Column;
import dev.laminar.data.ColumnBuilder;
import dev.laminar.data.DataType;
import dev.laminar.data.Mem;
import org.apache.arrow.memory.BufferAllocator;

/** Columns that hold one value in every row. Stateless. */
final class Literals {

  private Literals() {}

  static Column column(Expr.Literal literal, int rows, BufferAllocator allocator) {
    try (ColumnBuilder builder = new ColumnBuilder(allocator, literal.type())) {
      builder.reserve(Math.max(1, rows));
      if (rows > 0 && literal.value() != null && repeats(literal.type().layout())) {
        builder.append(literal.value());
        repeat(builder.dataAddress(), literal.type().layout(), rows);
        builder.setSize(rows);
      } else {
        for (int i = 0; i < rows; i++) {
          builder.append(literal.value());
        }
      }
      return builder.build();
    }
  }

  private static boolean repeats(DataType.Layout layout) {
    return layout.width() > 0 && layout != DataType.Layout.LIST;
  }

  /** Copies the first row's value, or view, to all others. */
  private static void repeat(long address, DataType.Layout layout, int rows) {
    int width = layout.width();
    for (int i = 1; i < rows; i++) {
      Mem.copy(address, address + (long) i * width, width);
    }
  }
}
