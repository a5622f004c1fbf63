package dev.laminar.internal.operator;

import dev.laminar.internal.state.GroupTable;
import java.util.function.LongUnaryOperator;

/** Sorts a chunk of rows by key group, for a snapshot. One thread. */
final class KeyGroupSort {

  /** Takes the rows of one key group. */
  interface Run {
    void take(int keyGroup, long[] rows, int count);
  }

  private final int keyGroups;
  private final long[] rows;
  private final int[] groups;

  KeyGroupSort(int chunk, int keyGroups) {
    this.keyGroups = keyGroups;
    this.rows = new long[chunk];
    this.groups = new int[chunk];
  }

  /** Where the caller puts the chunk. */
  long[] rows() {
    return rows;
  }

  /**
   * Hands over the rows, one key group after the other.
   *
   * @param keyed gives for a row the one whose key decides
   */
  void each(int count, LongUnaryOperator keyed, Run run) {
    int[] starts = new int[keyGroups + 1];
    for (int i = 0; i < count; i++) {
      groups[i] = GroupTable.keyGroup(keyed.applyAsLong(rows[i]), keyGroups);
      starts[groups[i] + 1]++;
    }
    for (int g = 0; g < keyGroups; g++) {
      starts[g + 1] += starts[g];
    }
    long[] sorted = new long[count];
    int[] next = starts.clone();
    for (int i = 0; i < count; i++) {
      sorted[next[groups[i]]++] = rows[i];
    }
    for (int g = 0; g < keyGroups; g++) {
      int length = starts[g + 1] - starts[g];
      if (length > 0) {
        long[] some = new long[length];
        System.arraycopy(sorted, starts[g], some, 0, length);
        run.take(g, some, length);
      }
    }
  }
}
