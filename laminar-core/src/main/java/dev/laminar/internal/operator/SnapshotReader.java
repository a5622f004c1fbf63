package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import java.util.List;

/** Gives an operator its state back, of some of its key groups at a time. */
public interface SnapshotReader {

  /** What was written of a keyed table in the key groups at hand, in the order of its writing. */
  void read(String table, Rows rows);

  /**
   * What each former instance wrote under that name, whatever the parallelism was then and is now.
   * Only given with the first key groups, empty later.
   */
  List<byte[]> instance(String name);

  /** Takes a table's rows; it closes the batches. */
  interface Rows {
    void put(Batch rows);

    /** Rows that were put before are gone. Only of tables that were written as changes. */
    default void remove(Batch keys) {
      keys.close();
      throw new IllegalStateException("the table was never written as changes");
    }
  }
}
