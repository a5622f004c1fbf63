package dev.laminar.internal.operator;

import dev.laminar.data.BatchBuilder;

/** How rows of a table stand in a snapshot. One thread. */
interface RowFormat {

  /** Appends these rows' columns. */
  void write(long[] rows, int count, BatchBuilder out);

  /** Appends what a removal says of these rows, which have been removed. */
  void writeKeys(long[] rows, int count, BatchBuilder out);

  /** The row whose key decides on the key group. */
  default long keyed(long row) {
    return row;
  }

  /** A row of that key group has been written. */
  default void wrote(int keyGroup) {}

  /** How many rows of the snapshot stand for this one. */
  default int written(long row) {
    return 1;
  }
}
