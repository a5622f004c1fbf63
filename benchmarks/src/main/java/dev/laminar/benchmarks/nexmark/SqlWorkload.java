package dev.laminar.benchmarks.nexmark;

import dev.laminar.Job;
import dev.laminar.JobOptions;
import dev.laminar.Laminar;
import dev.laminar.internal.connect.Connectors;
import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.plan.SinkTable;
import dev.laminar.spi.Services;
import dev.laminar.sql.Script;
import dev.laminar.sql.Settings;
import dev.laminar.sql.SqlPlanner;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

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

  private void run(Script script) throws InterruptedException {
    JobOptions options = script.settings().applyTo(JobOptions.DEFAULT.withName(spec.query()));
    try (Laminar laminar = Laminar.builder().workers(spec.parallelism()).build();
        Job job = laminar.start(script.plan(), options)) {
      job.await();
    }
  }
}
