package dev.laminar.internal.aggregate;

import dev.laminar.data.Batch;
import dev.laminar.data.Column;
import dev.laminar.data.Mem;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a batch that an accumulator takes, and where the rows of their groups lie.
 *
 * <p>Reused from batch to batch; whoever is fed must not keep it. One thread.
 */
public final class Feed {
  private Batch batch = Batch.of(0);
  private long[] groups = {};
  private int @Nullable [] selected;
  private int count;

  /**
   * Chooses rows.
   *
   * @param newGroups by row of the batch: the address of the row's group
   * @param newSelected the rows of the batch that count, or null if all do
   * @param newCount how many those are
   */
  public Feed set(Batch newBatch, long[] newGroups, int @Nullable [] newSelected, int newCount) {
    batch = newBatch;
    groups = newGroups;
    selected = newSelected;
    count = newCount;
    return this;
  }

  Batch batch() {
    return batch;
  }

  long[] groups() {
    return groups;
  }

  int @Nullable [] selected() {
    return selected;
  }

  int count() {
    return count;
  }

  /** The number in the batch of the i-th row that counts. */
  int row(int i) {
    int[] chosen = selected;
    return chosen == null ? i : chosen[i];
  }

  boolean insertsOnly() {
    return batch.insertsOnly();
  }

  /** Where weights lie, one byte for each row of the batch; only if not all are inserts. */
  long weights() {
    Column weights = batch.weights();
    return weights == null ? 0 : weights.dataAddress();
  }

  static int weight(long weights, int row) {
    return weights == 0 ? 1 : Mem.getByte(weights + row);
  }
}
