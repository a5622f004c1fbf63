package dev.laminar.benchmarks.nexmark;

import dev.laminar.CheckpointOptions;
import dev.laminar.Job;
import dev.laminar.JobMetrics;
import dev.laminar.JobOptions;
import dev.laminar.Laminar;
import dev.laminar.internal.connect.Connectors;
import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.plan.SinkTable;
import dev.laminar.spi.Services;
import dev.laminar.sql.Script;
import dev.laminar.sql.Settings;
import dev.laminar.sql.SqlPlanner;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** A query as the engine runs it, from its text; the rows of its SELECT are counted and dropped. */
final class SqlWorkload implements Workload {

  private final RunSpec spec;

  SqlWorkload(RunSpec spec) {
    this.spec = spec;
  }

  static Services services() {
    return new Services(
        Clock.systemUTC(), OutputStream::nullOutputStream, InputStream::nullInputStream);
  }

  @Override
  public Prepared prepare(long events) {
    LongAdder rows = new LongAdder();
    Script script =
        SqlPlanner.create(Connectors.installed(), services())
            .withSettings(Settings.NONE.with("parallelism", Integer.toString(spec.parallelism())))
            .withPreviews(
                (number, schema, updating) ->
                    new SinkTable(
                        "select " + number,
                        "count",
                        new CountingSink(rows),
                        List.of(),
                        BadData.FAIL))
            .plan(Queries.sql(spec.query(), events, spec.rate()));
    return () -> {
      run(script);
      return rows.sum();
    };
  }

  private void run(Script script) throws Exception {
    JobOptions options = script.settings().applyTo(JobOptions.DEFAULT.withName(spec.query()));
    if (spec.checkpoint().isZero()) {
      run(script, options);
      return;
    }
    Path folder = Files.createTempDirectory("laminar-bench");
    try {
      CheckpointOptions checkpoints =
          CheckpointOptions.at(folder.toUri()).withInterval(spec.checkpoint());
      run(script, options.withCheckpoints(checkpoints));
    } finally {
      delete(folder);
    }
  }

  private void run(Script script, JobOptions options) throws InterruptedException {
    try (Laminar laminar = Laminar.builder().workers(spec.parallelism()).build();
        Job job = laminar.start(script.plan(), options)) {
      job.await();
      if (options.checkpoints() != null) {
        System.err.println("  " + spec.query() + ": " + said(job.metrics().checkpoints()));
      }
    }
  }

  private static String said(JobMetrics.CheckpointMetrics checkpoints) {
    return "%d checkpoints; the last took %.0f ms and %.1f MB; stall p99 %.2f ms, longest %.2f ms"
        .formatted(
            checkpoints.completed(),
            checkpoints.lastNanos() / 1e6,
            checkpoints.lastBytes() / 1e6,
            checkpoints.stallNanosP99() / 1e6,
            checkpoints.longestStallNanos() / 1e6);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
