package dev.laminar.internal.plan;

/** How rows are put into event-time windows {@code [start, end)}, aligned to the epoch in UTC. */
public sealed interface WindowSpec {

  /** A length of time: calendar months and microseconds; one of the two is 0. */
  record Span(int months, long micros) {
    public static Span micros(long micros) {
      return new Span(0, micros);
    }

    public static Span months(int months) {
      return new Span(months, 0);
    }
  }

  /** Windows of one size, side by side; {@code offset} shifts their borders. */
  record Tumble(Span size, long offsetMicros) implements WindowSpec {}

  /** A window of {@code size} begins every {@code slide} (≤ size, not always a divisor). */
  record Hop(Span slide, Span size, long offsetMicros) implements WindowSpec {}

  /** Rows of a key less than {@code gap} apart share a window, which ends a gap after the last. */
  record Session(long gapMicros) implements WindowSpec {}

  /** Windows that begin every {@code max} and are reported after each {@code step}, growing. */
  record Cumulate(Span step, Span max, long offsetMicros) implements WindowSpec {}

  /** The rows carry their window already (the input is windowed): the columns of start and end. */
  record Given(int start, int end) implements WindowSpec {}
}
