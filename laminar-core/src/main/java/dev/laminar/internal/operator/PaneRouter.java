package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.Mem;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sorts the rows of a batch by pane, and finds the late ones.
 *
 * <p>Afterwards the rows of pane {@code i} are {@code rows} from {@code first(i)} on, {@code
 * count(i)} of them; {@link #allInOne} says that all rows are in one pane, in order. One thread.
 */
final class PaneRouter {

  /** Knows the panes by time or by the window that a row carries. */
  interface Panes {
    /** The pane of a time, or null if all windows that it is in have been reported. */
    @Nullable Pane at(PaneGrid located);
  }

  private Pane[] panes = new Pane[4];
  private int[] counts = new int[4];
  private int paneCount;
  private int[] numbers = {};
  private int[] sorted = {};
  private int[] selected = {};
  private int late;
  private int total;

  int paneCount() {
    return paneCount;
  }

  Pane pane(int i) {
    return panes[i];
  }

  int count(int i) {
    return counts[i];
  }

  int late() {
    return late;
  }

  /** Rows that are not late. */
  int total() {
    return total;
  }

  boolean allInOne() {
    return paneCount == 1 && late == 0;
  }

  void begin(Batch batch) {
    for (int i = 0; i < paneCount; i++) {
      panes[i].number = -1;
    }
    paneCount = 0;
    late = 0;
    total = 0;
    if (numbers.length < batch.rows()) {
      numbers = new int[batch.rows()];
      sorted = new int[batch.rows()];
      selected = new int[batch.rows()];
    }
  }

  /** Puts the next row into a pane; null if it is late. */
  private int number(@Nullable Pane pane) {
    if (pane == null) {
      return -1;
    }
    if (pane.number < 0) {
      if (paneCount == panes.length) {
        panes = Arrays.copyOf(panes, paneCount * 2);
        counts = Arrays.copyOf(counts, paneCount * 2);
      }
      panes[paneCount] = pane;
      counts[paneCount] = 0;
      pane.number = paneCount++;
    }
    return pane.number;
  }

  /** Routes by event time. */
  void byTime(Batch batch, int timeColumn, PaneGrid grid, Panes known) {
    begin(batch);
    long times = batch.column(timeColumn).dataAddress();
    int rows = batch.rows();
    long start = 1;
    long end = 0;
    int number = -1;
    int run = 0;
    for (int i = 0; i < rows; i++) {
      long time = Mem.getLong(times + 8L * i);
      if (time < start || time >= end) {
        close(number, i - run);
        run = i;
        grid.locate(time);
        start = grid.start;
        end = grid.end;
        number = number(known.at(grid));
      }
      numbers[i] = number;
    }
    close(number, rows - run);
    late = rows - total;
  }

  /** Counts a run of rows of one pane. */
  private void close(int number, int length) {
    if (number >= 0) {
      counts[number] += length;
      total += length;
    }
  }

  /** Routes row by row, for rows that carry their windows. */
  void put(int row, @Nullable Pane pane) {
    int number = number(pane);
    numbers[row] = number;
    if (number >= 0) {
      counts[number]++;
      total++;
    } else {
      late++;
    }
  }

  /** Sorts the rows by pane; {@link #select} then copies those of one. */
  void sort(int rows) {
    int[] next = new int[paneCount];
    int sum = 0;
    for (int i = 0; i < paneCount; i++) {
      next[i] = sum;
      sum += counts[i];
    }
    for (int row = 0; row < rows; row++) {
      if (numbers[row] >= 0) {
        sorted[next[numbers[row]]++] = row;
      }
    }
  }

  /** The rows of pane {@code i}; valid until the next call. */
  int[] select(int i) {
    int first = 0;
    for (int before = 0; before < i; before++) {
      first += counts[before];
    }
    System.arraycopy(sorted, first, selected, 0, counts[i]);
    return selected;
  }

  /** All rows that are not late, pane by pane. */
  int[] sorted() {
    return sorted;
  }
}
