package dev.laminar.benchmarks.nexmark;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What was measured, as text. Immutable.
 *
 * @param loadBefore the machine's load average when it began; below 0 if the system does not say
 */
record Report(
    BenchOptions options, List<Measurement> measured, double loadBefore, double loadAfter) {

  private static final String ROW = "%-6s %12s %14s %10s %12s%n";

  Report {
    measured = List.copyOf(measured);
  }

  /** A line per query with the medians of its runs. */
  String table() {
    StringBuilder text = new StringBuilder();
    text.append(String.format(ROW, "query", "events/s", "CPU µs/event", "peak MB", "rows out"));
    options.queries().stream().distinct().forEach(query -> text.append(row(query)));
    RunSpec spec = options.spec("");
    return text.append(
            String.format(
                Locale.ROOT,
                "Medians of %d, %,d events (%,d a second of event time) after %,d to warm up,"
                    + " parallelism %d, heap %s.%n"
                    + "Load average %.1f before, %.1f after. CPU is user + system of the whole"
                    + " process, generator included; peak memory includes the whole heap.%n"
                    + "Queries build only the columns that they read (pruned); gen builds all.%n",
                options.runs(),
                spec.events(),
                spec.rate(),
                spec.warmup(),
                spec.parallelism(),
                options.heap(),
                loadBefore,
                loadAfter))
        .toString();
  }

  private String row(String query) {
    double peak = median(query, Measurement::peakBytes);
    return String.format(
        Locale.ROOT,
        ROW,
        query,
        String.format(Locale.ROOT, "%,.0f", median(query, Measurement::eventsPerSecond)),
        String.format(Locale.ROOT, "%.3f", median(query, Measurement::cpuMicrosPerEvent)),
        peak == 0 ? "–" : String.format(Locale.ROOT, "%.0f", peak / 1e6),
        String.format(Locale.ROOT, "%,.0f", median(query, Measurement::rows)));
  }

  /** With an even number of runs, the higher of the two in the middle. */
  private double median(String query, ToDoubleFunction<Measurement> figure) {
    double[] sorted =
        measured.stream()
            .filter(one -> one.query().equals(query))
            .mapToDouble(figure)
            .sorted()
            .toArray();
    return sorted[sorted.length / 2];
  }

  /** An object with an entry per run, in the order in which they were measured. */
  String json() {
    RunSpec spec = options.spec("");
    String runs = measured.stream().map(Report::json).collect(Collectors.joining(",\n    "));
    return String.format(
        Locale.ROOT,
        """
        {
          "events": %d, "warmup": %d, "rate": %d, "parallelism": %d, "heap": "%s",
          "load_before": %.2f, "load_after": %.2f,
          "runs": [
            %s
          ]
        }
        """,
        spec.events(),
        spec.warmup(),
        spec.rate(),
        spec.parallelism(),
        options.heap(),
        loadBefore,
        loadAfter,
        runs);
  }

  private static String json(Measurement one) {
    return String.format(
        Locale.ROOT,
        "{\"query\": \"%s\", \"events_per_second\": %.0f, \"cpu_micros_per_event\": %.4f,"
            + " \"peak_bytes\": %d, \"rows_out\": %d}",
        one.query(),
        one.eventsPerSecond(),
        one.cpuMicrosPerEvent(),
        one.peakBytes(),
        one.rows());
  }
}
