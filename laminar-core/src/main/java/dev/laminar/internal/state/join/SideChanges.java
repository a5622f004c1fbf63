package dev.laminar.internal.state.join;

/**
 * What of a side's rows a snapshot is to write: all, or what has changed since the last.
 *
 * <p>{@link #freeze} begins a snapshot; {@link #nextRemoved} and then {@link #next} are called
 * until they have no more, while the side goes on. One thread.
 */
sealed interface SideChanges permits AppendedRows, ChangedRows {

  /** The rows as they are now are to be written, or only what has changed since the last time. */
  void freeze(boolean changesOnly);

  /** Whether a snapshot is being written. */
  boolean freezing();

  /**
   * Adds rows that are still to be written, as they were at the barrier, and counts them as
   * written; adds none if the snapshot is complete.
   */
  void next(RowImages out, int limit);

  /**
   * Writes numbers of rows that are gone since the last snapshot to {@code out}; returns how many,
   * 0 if there are no more. Their values can be read until {@link #forget}.
   */
  int nextRemoved(int[] out);

  /** These removed rows have been written. */
  void forget(int[] ids, int count);

  /** Bytes held. */
  long bytes();

  /** There are no rows any more, and none of those that were frozen are to be written. */
  void clear();
}
