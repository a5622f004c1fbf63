package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.Column;

/**
 * What must be true of a pair of rows with equal keys for them to match.
 *
 * <p>Pairs are collected so that the condition is computed over many at once, and only the columns
 * that it reads are built. <b>State:</b> pairs not yet decided, none after {@link #flush}. One
 * thread.
 */
final class JoinCondition {

  /** Decides on rows of the columns that the condition reads. */
  interface Predicate {
    /** Writes the numbers of the rows for which it is true; returns how many. */
    int select(Batch rows, int[] selected);
  }

  private static final int COLLECTED = 2048;

  private final OperatorContext context;
  private final int[] leftColumns;
  private final int[] rightColumns;
  private final Predicate predicate;
  private final int[] rows = new int[COLLECTED];
  private final int[] ids = new int[COLLECTED];
  private final int[] selected = new int[COLLECTED];
  private int pairs;

  /**
   * @param leftColumns the left columns that the predicate reads, which come first there
   */
  JoinCondition(
      OperatorContext context, int[] leftColumns, int[] rightColumns, Predicate predicate) {
    this.context = context;
    this.leftColumns = leftColumns;
    this.rightColumns = rightColumns;
    this.predicate = predicate;
  }

  void add(
      JoinedRows.Probe probe, int[] probing, int[] found, int count, JoinedRows.Matches matches) {
    int done = 0;
    while (done < count) {
      int some = Math.min(count - done, COLLECTED - pairs);
      System.arraycopy(probing, done, rows, pairs, some);
      System.arraycopy(found, done, ids, pairs, some);
      pairs += some;
      done += some;
      if (pairs == COLLECTED) {
        flush(probe, matches);
      }
    }
  }

  /** Decides on the pairs that are left. */
  void flush(JoinedRows.Probe probe, JoinedRows.Matches matches) {
    if (pairs == 0) {
      return;
    }
    int count = decide(probe);
    for (int i = 0; i < count; i++) { // selected rows ascend
      rows[i] = rows[selected[i]];
      ids[i] = ids[selected[i]];
    }
    pairs = 0;
    if (count > 0) {
      matches.matched(rows, ids, count);
    }
  }

  private int decide(JoinedRows.Probe probe) {
    boolean batchIsLeft = probe.side() == 0;
    Column[] probing = probing(probe.batch(), batchIsLeft ? leftColumns : rightColumns);
    Column[] found = probe.other().gather(ids, pairs, batchIsLeft ? rightColumns : leftColumns);
    Column[] all = batchIsLeft ? Columns.concat(probing, found) : Columns.concat(found, probing);
    try (Batch batch = Batch.of(pairs, all)) {
      return predicate.select(batch, selected);
    }
  }

  private Column[] probing(Batch batch, int[] columns) {
    Column[] gathered = new Column[columns.length];
    for (int i = 0; i < columns.length; i++) {
      gathered[i] = batch.column(columns[i]).gather(context.allocator(), rows, pairs);
    }
    return gathered;
  }
}
