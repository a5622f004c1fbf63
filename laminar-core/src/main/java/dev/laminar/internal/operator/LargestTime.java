package dev.laminar.internal.operator;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.data.Batch;
import dev.laminar.data.Column;
import dev.laminar.data.DataType;
import dev.laminar.data.Mem;
import dev.laminar.internal.expr.Expr;
import java.util.List;

/**
 * The largest value of a watermark expression in a batch, in microseconds; {@link Long#MIN_VALUE}
 * if there is none.
 *
 * <p>A column, or a column less a constant, which nearly all watermarks are, is read without
 * computing a value per row.
 */
interface LargestTime {

  long of(Batch batch, OperatorContext context);

  static LargestTime of(Expr watermark, List<DataType> inputTypes) {
    if (watermark instanceof Expr.ColumnRef column) {
      return (batch, context) -> largest(batch.column(column.index()));
    }
    if (watermark instanceof Expr.Call(String function, List<Expr> args, var type, var nullable)
        && function.equals("-")
        && args.get(0) instanceof Expr.ColumnRef column
        && args.get(1) instanceof Expr.Literal(Long delay, DataType.TimeInterval interval)) {
      return (batch, context) -> minus(largest(batch.column(column.index())), delay);
    }
    throw new LaminarException(
        ErrorCode.UNSUPPORTED,
        "a watermark is a column or a column minus an interval; found " + watermark);
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
