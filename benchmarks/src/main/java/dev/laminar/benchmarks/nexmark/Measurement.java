package dev.laminar.benchmarks.nexmark;

import java.util.List;
import java.util.Optional;

/**
 * What one run took.
 *
 * @param nanos from the job's start to its end; planning is before
 * @param cpuNanos user and system time of the whole process meanwhile, its compilers and collectors
 *     included
 * @param peakBytes the most memory that the process ever held, 0 if the system does not say
 * @param rows rows that the sink was given, retracted ones too
 */
record Measurement(
    String query, long events, long nanos, long cpuNanos, long peakBytes, long rows) {

  private static final String MARK = "measured";

  double eventsPerSecond() {
    return events * 1e9 / nanos;
  }

  double cpuMicrosPerEvent() {
    return cpuNanos / 1e3 / events;
  }

  /** A line that {@link #parse} reads back. */
  String line() {
    return String.join(
        " ",
        MARK,
        query,
        Long.toString(events),
        Long.toString(nanos),
        Long.toString(cpuNanos),
        Long.toString(peakBytes),
        Long.toString(rows));
  }

  /** The measurement in a line; empty if the line is something else. */
  static Optional<Measurement> parse(String line) {
    List<String> words = List.of(line.split(" "));
    if (words.size() != 7 || !words.getFirst().equals(MARK)) {
      return Optional.empty();
    }
    return Optional.of(
        new Measurement(
            words.get(1),
            Long.parseLong(words.get(2)),
            Long.parseLong(words.get(3)),
            Long.parseLong(words.get(4)),
            Long.parseLong(words.get(5)),
            Long.parseLong(words.get(6))));
  }
}
