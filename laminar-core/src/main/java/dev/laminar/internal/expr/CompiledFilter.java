package dev.laminar.internal.expr;

import dev.laminar.data.Batch;
import dev.laminar.data.ColumnBuilder;
import dev.laminar.internal.expr.compile.Program;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** A compiled condition. One thread. */
public final class CompiledFilter {

  private static final ColumnBuilder[] NO_OUTPUT = {};

  private final Program program;

  CompiledFilter(Expr condition, Clock clock) {
    program = new Program(Optional.of(condition), List.of(), clock);
  }

  /**
   * Writes the numbers of the rows for which the condition is true, in order.
   *
   * @param rowsOut has room for all rows of the batch, which stays open
   * @return how many they are
   */
  public int select(Batch batch, int[] rowsOut, RowErrors onError) {
    return program.run(batch, rowsOut, NO_OUTPUT, onError);
  }
}
