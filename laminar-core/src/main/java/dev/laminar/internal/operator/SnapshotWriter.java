package dev.laminar.internal.operator;

import dev.laminar.data.Batch;

/** Takes an operator's state at a barrier, as named tables of rows. */
public interface SnapshotWriter {

  /**
   * Rows of a keyed table that all belong to one key group; may be called several times for each.
   * Takes over the batch.
   */
  void keyed(String table, int keyGroup, Batch rows);

  /** A value of this instance alone, such as a source's positions; given to all on restore. */
  void instance(String name, byte[] value);
}
