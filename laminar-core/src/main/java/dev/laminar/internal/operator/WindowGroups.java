package dev.laminar.internal.operator;

import dev.laminar.data.Batch;

/**
 * The groups of one kind of windows: rows go in, and what is complete comes out when the watermark
 * moves. One thread.
 */
interface WindowGroups extends AutoCloseable {

  /**
   * Adds the rows, except those of which all windows end at or before {@code watermark}; the batch
   * stays open.
   *
   * @return how many rows were late
   */
  int add(Batch batch, long watermark);

  /** Reports the windows that end after {@code from} and at or before {@code to}. */
  void advance(long from, long to, ResultWriter writer, Output output);

  Frozen snapshot(SnapshotWriter writer);

  /** Takes on what was saved when the watermark was {@code watermark}. */
  void restore(SnapshotReader reader, long watermark);

  long bytes();

  @Override
  void close();
}
