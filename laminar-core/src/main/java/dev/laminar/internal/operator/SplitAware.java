package dev.laminar.internal.operator;

/**
 * An operator that runs behind a scan in the same task and keeps something per split, such as a
 * watermark.
 *
 * <p>The runner calls these between batches, on the task's thread. Splits are named by {@link
 * dev.laminar.spi.Split#id}. Without any of these calls all rows belong to one split.
 */
public interface SplitAware {

  /**
   * This instance reads the split from now on; after a restore, too. Splits that it will read one
   * after another are all started first, else the later ones would come too late to hold anything.
   */
  void splitStarted(String split);

  /** The rows of the batches that follow are this split's, until the next call. */
  void splitReads(String split);

  /** Microseconds without a row after which a split is idle; 0 if it never is. */
  long idleMicros();

  /** The split that holds the watermark back, or an empty text if none does. Any thread. */
  String holdingSplit();

  /** Nothing more of this split comes to this instance. */
  void splitEnded(String split);
}
