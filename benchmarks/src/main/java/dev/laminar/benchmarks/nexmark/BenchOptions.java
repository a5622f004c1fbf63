package dev.laminar.benchmarks.nexmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the command line asks for. Immutable.
 *
 * @param warmup events of the warm-up run; a quarter of the events if not said
 * @param json whether the report is JSON rather than a table
 */
record BenchOptions(
    List<String> queries,
    long events,
    Optional<Long> warmup,
    long rate,
    int parallelism,
    int runs,
    String heap,
    Optional<String> recordings,
    boolean json) {

  static final String USAGE =
      """
      Usage: lmnr bench nexmark [QUERY,...] [OPTIONS]
      Measures Nexmark queries, each run in a fresh JVM: a warm-up, then the measured run.
        QUERY               q0, q5 ...; gen is the generator alone; all by default
        --events N          events to read: 500000, 20M ...; 10M by default
        --warmup N          events of the warm-up run; a quarter of --events by default
        --rate N            events in a second of event time; 100000 by default
        --parallelism N     subtasks per stage, and workers; 2 by default
        --runs N            runs of each query, taken in turns; the table shows medians; 3 by default
        --heap SIZE         heap of each JVM; 1g by default
        --recordings FOLDER leave a flight recording of each query's last run there
        --json              report as JSON, with every run
      """;

  private static final BenchOptions DEFAULT =
      new BenchOptions(
          List.of(), 10_000_000, Optional.empty(), 100_000, 2, 3, "1g", Optional.empty(), false);

  /** Refuses what it does not know with an {@link IllegalArgumentException}. */
  static BenchOptions parse(List<String> arguments) {
    BenchOptions options = DEFAULT;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--json")) {
        options = options.withJson();
      } else if (argument.startsWith("--")) {
        if (++i == arguments.size()) {
          throw new IllegalArgumentException(argument + ": expected a value after it");
        }
        options = options.with(argument, arguments.get(i));
      } else {
        options = options.withQueries(argument);
      }
    }
    return options.queries.isEmpty() ? options.withQueries("all") : options;
  }

  RunSpec spec(String query) {
    return new RunSpec(query, events, warmup.orElse(events / 4), rate, parallelism);
  }

  private BenchOptions withJson() {
    return new BenchOptions(
        queries, events, warmup, rate, parallelism, runs, heap, recordings, true);
  }

  private BenchOptions with(String name, String value) {
    return switch (name) {
      case "--events" ->
          new BenchOptions(
              queries,
              count(name, value, 1),
              warmup,
              rate,
              parallelism,
              runs,
              heap,
              recordings,
              json);
      case "--warmup" ->
          new BenchOptions(
              queries,
              events,
              Optional.of(count(name, value, 0)),
              rate,
              parallelism,
              runs,
              heap,
              recordings,
              json);
      case "--rate" ->
          new BenchOptions(
              queries,
              events,
              warmup,
              count(name, value, 1),
              parallelism,
              runs,
              heap,
              recordings,
              json);
      case "--parallelism" ->
          new BenchOptions(
              queries, events, warmup, rate, small(name, value), runs, heap, recordings, json);
      case "--runs" ->
          new BenchOptions(
              queries,
              events,
              warmup,
              rate,
              parallelism,
              small(name, value),
              heap,
              recordings,
              json);
      case "--heap" ->
          new BenchOptions(
              queries, events, warmup, rate, parallelism, runs, value, recordings, json);
      case "--recordings" ->
          new BenchOptions(
              queries, events, warmup, rate, parallelism, runs, heap, Optional.of(value), json);
      default -> throw new IllegalArgumentException("unknown option " + name);
    };
  }

  private BenchOptions withQueries(String text) {
    List<String> known = new ArrayList<>(List.of(Queries.GENERATOR));
    known.addAll(Queries.names());
    List<String> all = new ArrayList<>(queries);
    for (String query : text.split(",", -1)) {
      if (query.equals("all")) {
        all.addAll(known);
      } else if (known.contains(query)) {
        all.add(query);
      } else {
        throw new IllegalArgumentException(
            "unknown query '" + query + "'; there are all, " + String.join(", ", known));
      }
    }
    return new BenchOptions(
        List.copyOf(all), events, warmup, rate, parallelism, runs, heap, recordings, json);
  }

  private static int small(String name, String value) {
    long count = count(name, value, 1);
    if (count > 1024) {
      throw new IllegalArgumentException(name + ": expected at most 1024, got " + value);
    }
    return (int) count;
  }

  /** A number that may end in k or M. */
  private static long count(String name, String value, long least) {
    String text = value.toLowerCase(Locale.ROOT);
    long unit = text.endsWith("k") ? 1_000 : text.endsWith("m") ? 1_000_000 : 1;
    String digits = unit == 1 ? text : text.substring(0, text.length() - 1);
    if (!digits.matches("\\d{1,12}") || Long.parseLong(digits) * unit < least) {
      throw new IllegalArgumentException(
          name + ": expected a number such as 500000 or 20M, at least " + least + ", got " + value);
    }
    return Long.parseLong(digits) * unit;
  }
}
