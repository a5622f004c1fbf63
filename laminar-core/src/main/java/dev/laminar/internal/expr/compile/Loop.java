package dev.laminar.internal.expr.compile;

import dev.laminar.data.Column;
import dev.laminar.data.ColumnBuilder;
import dev.laminar.internal.expr.RowErrors;
import dev.laminar.internal.expr.function.Scratch;

/** What generated classes extend: a loop over the rows of a batch. One thread. */
public abstract class Loop {

  /** Microseconds since the epoch: what the functions take for the present time. */
  public long now;

  public final Scratch scratch = new Scratch();

  /**
   * Computes.
   *
   * @param in the columns that the expressions read
   * @param validity the null bitmaps of those columns, or 0 where none is null
   * @param selected gets the number of each row that passes, unless {@link #keepsAll}
   * @param out empty builders, one for each computed column
   * @return how many rows passed
   */
  public abstract int run(
      Column[] in,
      long[] validity,
      int rows,
      int[] selected,
      ColumnBuilder[] out,
      RowErrors errors);

  /** Whether every row passes: there is no filter and nothing can fail. */
  public abstract boolean keepsAll();
}
