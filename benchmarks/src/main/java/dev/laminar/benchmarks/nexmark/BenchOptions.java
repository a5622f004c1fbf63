package dev.laminar.benchmarks.nexmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the command line asks for. Immutable.
 *
 * @param values of options that were given, by name
 * @param json whether the report is JSON rather than a table
 */
record BenchOptions(List<String> queries, Map<String, String> values, boolean json) {

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
        --checkpoint SPAN   take a checkpoint so often, such as 1s, in a temporary folder; none by default
        --recordings FOLDER leave a flight recording of each query's last run there
        --json              report as JSON, with every run
      """;

  private static final List<String> NAMES =
      List.of(
          "--events",
          "--warmup",
          "--rate",
          "--parallelism",
          "--runs",
          "--heap",
          "--checkpoint",
          "--recordings");

  BenchOptions {
    queries = List.copyOf(queries);
    values = Map.copyOf(values);
  }

  /** Refuses what it does not know with an {@link IllegalArgumentException}. */
  static BenchOptions parse(List<String> arguments) {
    List<String> queries = new ArrayList<>();
    Map<String, String> values = new HashMap<>();
    boolean json = false;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--json")) {
        json = true;
      } else if (!argument.startsWith("--")) {
        addQueries(argument, queries);
      } else if (!NAMES.contains(argument)) {
        throw new IllegalArgumentException("unknown option " + argument);
      } else if (++i == arguments.size()) {
        throw new IllegalArgumentException(argument + ": expected a value after it");
      } else {
        values.put(argument, arguments.get(i));
      }
    }
    if (queries.isEmpty()) {
      addQueries("all", queries);
    }
    return new BenchOptions(queries, values, json).checked();
  }

  /** Looks at every value, so that a bad one is refused before anything runs. */
  private BenchOptions checked() {
    RunSpec _ = spec(Queries.GENERATOR);
    int _ = runs();
    return this;
  }

  long events() {
    return count("--events", "10M", 1);
  }

  long rate() {
    return count("--rate", "100000", 1);
  }

  int parallelism() {
    return small("--parallelism", "2");
  }

  int runs() {
    return small("--runs", "3");
  }

  String heap() {
    return values.getOrDefault("--heap", "1g");
  }

  Optional<String> recordings() {
    return Optional.ofNullable(values.get("--recordings"));
  }

  /** Between checkpoints; zero for none. */
  private Duration checkpoint() {
    String text = values.get("--checkpoint");
    if (text == null) {
      return Duration.ZERO;
    }
    if (!text.matches("\\d{1,6}(ms|s)")) {
      throw new IllegalArgumentException(
          "--checkpoint: expected a span such as 500ms or 1s, got " + text);
    }
    long number = Long.parseLong(text.replaceAll("\\D", ""));
    return text.endsWith("ms") ? Duration.ofMillis(number) : Duration.ofSeconds(number);
  }

  RunSpec spec(String query) {
    long warmup = values.containsKey("--warmup") ? count("--warmup", "0", 0) : events() / 4;
    return new RunSpec(query, events(), warmup, rate(), parallelism(), checkpoint());
  }

  private static void addQueries(String text, List<String> queries) {
    List<String> known = new ArrayList<>(List.of(Queries.GENERATOR));
    known.addAll(Queries.names());
    for (String query : text.split(",", -1)) {
      if (query.equals("all")) {
        queries.addAll(known);
      } else if (known.contains(query)) {
        queries.add(query);
      } else {
        throw new IllegalArgumentException(
            "unknown query '" + query + "'; there are all, " + String.join(", ", known));
      }
    }
  }

  private int small(String name, String otherwise) {
    long count = count(name, otherwise, 1);
    if (count > 1024) {
      throw new IllegalArgumentException(name + ": expected at most 1024, got " + count);
    }
    return (int) count;
  }

  /** A number that may end in k or M. */
  private long count(String name, String otherwise, long least) {
    String value = values.getOrDefault(name, otherwise);
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
