package dev.laminar.internal.operator;

import dev.laminar.data.Batch;

/**
 * Takes an operator's state at a barrier, as named tables of rows.
 *
 * <p>A table is written whole, or, if the writer agrees ({@link #changesOnly}), as its changes
 * since the operator's last snapshot. On restore the changes follow in the order of their writing.
 */
public interface SnapshotWriter {

  /**
   * Whether only changes of this table since the last snapshot are to be written. If not, or if an
   * operator does not ask, what is written stands for the whole table. Asked once per snapshot, in
   * the call of {@link Operator#snapshot}, before rows of the table.
   */
  boolean changesOnly(String table);

  /**
   * Rows of a keyed table that all belong to one key group; may be called several times for each.
   * Takes over the batch.
   */
  void put(String table, int keyGroup, Batch rows);

  /** Rows of the table that are gone, by their keys. Takes over the batch. */
  void remove(String table, int keyGroup, Batch keys);

  /** A value of this instance alone, such as a source's positions; given to all on restore. */
  void instance(String name, byte[] value);
}
