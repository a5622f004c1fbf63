package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.Column;
import dev.laminar.data.DataType;
import dev.laminar.data.Mem;
import dev.laminar.internal.expr.Expr;
import java.util.List;

/**
 * Finds the largest value of a watermark expression in a batch.
 *
 * <p>A column, or a column less a constant, which nearly all watermarks are, is read without
 * computing a value for each row.
 */
interface LargestTime {

  /**
   * A batch without the rows on which the expression failed.
   *
   * @param largest in microseconds; {@link Long#MIN_VALUE} if there is none
   */
  record Timed(Batch batch, long largest) {}

  default void open(OperatorContext context) {}

  /** Takes over the batch. */
  Timed of(Batch batch);

  static LargestTime of(Expr watermark, List<DataType> types) {
    if (watermark instanceof Expr.ColumnRef column) {
      return batch -> new Timed(batch, largest(batch.column(column.index())));
    }
    if (watermark instanceof Expr.Call call
        && call.function().equals("-")
        && call.args().get(0) instanceof Expr.ColumnRef column
        && call.args().get(1) instanceof Expr.Literal(Long delay, DataType.TimeInterval type)) {
      return batch -> new Timed(batch, minus(largest(batch.column(column.index())), delay));
    }
    return new Computed(new ComputedColumn(watermark, types), types.size());
  }

  /** Computes the expression for each row. */
  record Computed(ComputedColumn expr, int width) implements LargestTime {
    @Override
    public void open(OperatorContext context) {
      expr.open(context);
    }

    @Override
    public Timed of(Batch batch) {
      try (Batch extended = expr.append(batch)) {
        return new Timed(extended.select(Columns.all(width)), largest(extended.column(width)));
      }
    }
  }

  private static long minus(long time, long delay) {
    return time == Long.MIN_VALUE ? time : time - delay;
  }

  private static long largest(Column times) {
    long largest = Long.MIN_VALUE;
    if (times.mayHaveNulls()) {
      for (int row = 0; row < times.size(); row++) {
        largest = times.isNull(row) ? largest : Math.max(largest, times.getLong(row));
      }
    } else {
      long address = times.dataAddress();
      for (int row = 0; row < times.size(); row++) {
        largest = Math.max(largest, Mem.getLong(address + 8L * row));
      }
    }
    boolean nanos = times.type() instanceof DataType.Timestamp t && t.nanos();
    return nanos && largest != Long.MIN_VALUE ? Math.floorDiv(largest, 1000) : largest;
  }
}
