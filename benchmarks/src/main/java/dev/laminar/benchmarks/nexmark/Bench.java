package dev.laminar.benchmarks.nexmark;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** {@code lmnr bench}: measures queries in turns and reports the medians. */
public final class Bench {

  private static final int FAILED = 1;
  private static final int USAGE = 2;

  private Bench() {}

  /** Where a run is measured. */
  interface Runner {
    Measurement measure(RunSpec spec) throws Exception;
  }

  /** Picks a runner once the options are known. */
  interface Runners {
    Runner of(BenchOptions options);
  }

  /** Takes {@code nexmark}, then what {@link BenchOptions#USAGE} says. */
  public static void main(String[] args) {
    Runners fresh = options -> new FreshJvm(options.heap(), options.recordings());
    System.exit(run(List.of(args), System.out, System.err, fresh));
  }

  /** The same without the exit. */
  static int run(List<String> args, PrintStream out, PrintStream err, Runners runners) {
    if (args.contains("--help")) {
      out.print(BenchOptions.USAGE);
      return 0;
    }
    BenchOptions options;
    try {
      options = parse(args);
    } catch (IllegalArgumentException e) {
      err.println("error: " + e.getMessage());
      err.print(BenchOptions.USAGE);
      return USAGE;
    }
    try {
      Report report = measure(options, runners.of(options), err);
      out.print(options.json() ? report.json() : report.table());
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILED;
    } catch (Exception e) {
      err.println("error: " + e);
      return FAILED;
    }
  }

  private static BenchOptions parse(List<String> args) {
    if (args.isEmpty() || !args.getFirst().equals("nexmark")) {
      throw new IllegalArgumentException("expected the benchmark's name, nexmark");
    }
    return BenchOptions.parse(args.subList(1, args.size()));
  }

  /** In turns, so that a machine that slows down meanwhile slows all queries down. */
  private static Report measure(BenchOptions options, Runner runner, PrintStream err)
      throws Exception {
    List<Measurement> measured = new ArrayList<>();
    double loadBefore = load();
    for (int run = 1; run <= options.runs(); run++) {
      for (String query : options.queries()) {
        Measurement one = runner.measure(options.spec(query));
        err.printf("run %d: %s %.3f µs/event%n", run, query, one.cpuMicrosPerEvent());
        measured.add(one);
      }
    }
    return new Report(options, measured, loadBefore, load());
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}
