package dev.laminar.benchmarks.nexmark;

import java.time.Duration;
import java.util.List;

/**
 * One run of one query.
 *
 * @param query a query's name, or {@link Queries#GENERATOR}
 * @param events how many events the measured run reads
 * @param warmup how many events are read before, to warm the JVM; 0 for none
 * @param rate events in a second of event time
 * @param checkpoint from one checkpoint to the next; zero for none
 */
record RunSpec(
    String query, long events, long warmup, long rate, int parallelism, Duration checkpoint) {

  /** What {@link #parse} reads back. */
  List<String> arguments() {
    return List.of(
        query,
        Long.toString(events),
        Long.toString(warmup),
        Long.toString(rate),
        Integer.toString(parallelism),
        checkpoint.toString());
  }

  static RunSpec parse(List<String> arguments) {
    return new RunSpec(
        arguments.get(0),
        Long.parseLong(arguments.get(1)),
        Long.parseLong(arguments.get(2)),
        Long.parseLong(arguments.get(3)),
        Integer.parseInt(arguments.get(4)),
        Duration.parse(arguments.get(5)));
  }
}
