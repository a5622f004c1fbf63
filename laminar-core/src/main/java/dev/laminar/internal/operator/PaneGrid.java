package dev.laminar.internal.operator;

import dev.laminar.internal.plan.WindowSpec.Span;

/**
 * Cuts time into panes: the longest pieces that no window's border divides, so that every window is
 * a run of whole panes and no more than two panes begin in each slide.
 *
 * <p>{@link #locate} finds the pane of a time and leaves its borders in the fields. One thread.
 */
abstract class PaneGrid {
  long start;
  long end;

  /** When the last window that the pane is part of ends. */
  long closes;

  abstract void locate(long time);

  /** Panes of tumbling and hopping windows. */
  static final class Sliding extends PaneGrid {
    private final WindowGrid windows;

    Sliding(WindowGrid windows) {
      this.windows = windows;
    }

    @Override
    void locate(long time) {
      long last = windows.last(time);
      long first = windows.first(time);
      start = Math.max(windows.start(last), windows.end(first - 1));
      end = Math.min(windows.start(last + 1), windows.end(first));
      closes = windows.end(last);
    }
  }

  /** Panes of cumulating windows: the steps of windows that lie side by side. */
  static final class Cumulating extends PaneGrid {
    private final WindowGrid windows;
    private final Span step;

    Cumulating(WindowGrid windows, Span step) {
      this.windows = windows;
      this.step = step;
    }

    @Override
    void locate(long time) {
      long window = windows.last(time);
      closes = windows.end(window);
      long number = stepAt(windows.start(window), time);
      start = step(windows.start(window), number);
      end = Math.min(closes, step(windows.start(window), number + 1));
    }

    /** How many whole steps lie between the start of a window and {@code time}. */
    private long stepAt(long from, long time) {
      if (step.months() == 0) {
        return Math.floorDiv(time - from, step.micros());
      }
      long number = 0;
      while (step(from, number + 1) <= time) {
        number++;
      }
      return number;
    }

    private long step(long from, long number) {
      return step.months() == 0
          ? from + number * step.micros()
          : windows.plus(from, Span.months(Math.toIntExact(number * step.months())));
    }
  }
}
