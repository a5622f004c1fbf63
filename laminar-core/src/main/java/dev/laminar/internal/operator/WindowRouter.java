package dev.laminar.internal.operator;

import dev.laminar.data.Column;
import java.util.Arrays;

/**
 * Sorts a batch's rows by the end of their window. A batch mostly has few windows, in runs. The
 * arrays are reused. One thread.
 */
final class WindowRouter {

  /** Takes the rows of one window. */
  interface Target {
    void rows(long windowEnd, int[] rows, int count);
  }

  private long[] ends = new long[8];
  private int[] counts = new int[8];
  private int windows;
  private int[] windowOf = new int[0];
  private int[] sorted = new int[0];

  /** Calls the target once for each window; rows whose window is null are left out. */
  void route(Column windowEnds, int rows, Target target) {
    prepare(rows);
    int last = -1;
    for (int row = 0; row < rows; row++) {
      if (windowEnds.isNull(row)) {
        windowOf[row] = -1;
        continue;
      }
      long end = windowEnds.getLong(row);
      if (last < 0 || ends[last] != end) {
        last = window(end);
      }
      windowOf[row] = last;
      counts[last]++;
    }
    sort(rows);
    int from = 0;
    for (int window = 0; window < windows; window++) {
      int count = counts[window];
      target.rows(ends[window], Arrays.copyOfRange(sorted, from, from + count), count);
      from += count;
    }
  }

  private void prepare(int rows) {
    windows = 0;
    if (windowOf.length < rows) {
      windowOf = new int[rows];
      sorted = new int[rows];
    }
  }

  private int window(long end) {
    for (int window = 0; window < windows; window++) {
      if (ends[window] == end) {
        return window;
      }
    }
    if (windows == ends.length) {
      ends = Arrays.copyOf(ends, windows * 2);
      counts = Arrays.copyOf(counts, windows * 2);
    }
    ends[windows] = end;
    counts[windows] = 0;
    return windows++;
  }

  private void sort(int rows) {
    int[] next = new int[windows];
    for (int window = 1; window < windows; window++) {
      next[window] = next[window - 1] + counts[window - 1];
    }
    for (int row = 0; row < rows; row++) {
      if (windowOf[row] >= 0) {
        sorted[next[windowOf[row]]++] = row;
      }
    }
  }
}
