package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.DataType;
import dev.laminar.internal.state.join.Consolidation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts a join's output of one tick in order: retracts first, then inserts.
 *
 * <p>Joined retracts go out at once; joined inserts wait for the padded rows that they replace.
 * <b>State:</b> what waits, within a tick. One thread.
 */
final class TickOutput implements AutoCloseable {

  private final OperatorContext context;
  private final List<Batch> joined = new ArrayList<>();
  private final List<Batch> inserts = new ArrayList<>();
  private final Consolidation sums;
  private boolean summing;

  TickOutput(OperatorContext context, List<DataType> types) {
    this.context = context;
    this.sums = new Consolidation(context.allocator(), types);
  }

  /**
   * From the changes in hand on to the end of the tick the same row may be retracted and inserted:
   * they are summed up. What went out before is of rows that are gone.
   */
  void sum() {
    summing = true;
  }

  /** Takes pairs that the changes in hand have brought about. */
  void joined(Batch batch) {
    joined.add(batch);
  }

  /** The changes in hand, all of that sign, are done with. */
  void next(int sign, Output output) {
    for (Batch batch : take(joined)) {
      if (summing) {
        sums.add(batch);
      } else if (sign < 0) {
        output.emit(batch);
      } else {
        inserts.add(batch);
      }
    }
  }

  private static List<Batch> take(List<Batch> batches) {
    List<Batch> taken = List.copyOf(batches);
    batches.clear();
    return taken;
  }

  /** Ends the tick, with the rows of both sides that have no match. */
  void finish(List<Optional<PaddedRows>> padding, Output output) {
    int limit = context.batchRows();
    sums.drainRetracts(limit, output::emit);
    padding.forEach(side -> side.ifPresent(rows -> rows.emitRetracts(output::emit)));
    take(inserts).forEach(output::emit);
    sums.drainInserts(limit, output::emit);
    padding.forEach(side -> side.ifPresent(rows -> rows.emitInserts(output::emit)));
    summing = false;
  }

  @Override
  public void close() {
    take(joined).forEach(Batch::close);
    take(inserts).forEach(Batch::close);
    sums.close();
  }
}
