package dev.laminar.sql.testing;

import dev.laminar.Job;
import dev.laminar.JobOptions;
import dev.laminar.JobSnapshot;
import dev.laminar.Laminar;
import dev.laminar.LaminarException;
import dev.laminar.internal.connect.Connectors;
import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.plan.Plan;
import dev.laminar.internal.plan.SinkTable;
import dev.laminar.spi.Connector;
import dev.laminar.spi.Format;
import dev.laminar.spi.Services;
import dev.laminar.sql.Script;
import dev.laminar.sql.SqlPlanner;
import dev.laminar.sql.StatementResult;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs SQL cases. Connectors and formats are those on the class path, and {@code feed}.
 *
 * <p>A tick of a case is a snapshot of the job, so that what has come out by then is exactly what
 * went in before it. One thread; each case has an engine of its own, which must end without
 * anything left.
 */
public final class SqlCaseRunner {

  private static final Duration NEVER = Duration.ofHours(12);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Clock clock;

  public SqlCaseRunner(Clock clock) {
    this.clock = clock;
  }

  /** What came out of a case in one way of running it; an expectation can be checked against it. */
  public sealed interface Outcome {

    /** The changes between ticks, each segment sorted. */
    record Changes(List<List<String>> segments) implements Outcome {}

    /** A refusal or failure. */
    record Failed(LaminarException error) implements Outcome {}

    /** What SHOW, DESCRIBE and EXPLAIN printed. */
    record Printed(String text) implements Outcome {}
  }

  /** Runs a case in one way. */
  public Outcome run(SqlCase sqlCase, Way way) throws InterruptedException {
    try {
      return new CaseRun(sqlCase, way).run();
    } catch (LaminarException e) {
      return new Outcome.Failed(e);
    }
  }

  /** One case in one way. */
  private final class CaseRun {
    private final SqlCase sqlCase;
    private final Way way;
    private final Gate gate = new Gate(1);
    private final FeedProgress progress = new FeedProgress();
    private final Recorder recorder = new Recorder();

    CaseRun(SqlCase sqlCase, Way way) {
      this.sqlCase = sqlCase;
      this.way = way;
    }

    Outcome run() throws InterruptedException {
      Script script = planner().plan(sqlCase.sql());
      if (!script.runs()) {
        return new Outcome.Printed(printed(script));
      }
      try (Laminar laminar = Laminar.builder().workers(2).clock(clock).build()) {
        return new Outcome.Changes(changes(laminar, script));
      }
    }

    private SqlPlanner planner() {
      List<Connector> connectors = new ArrayList<>();
      ServiceLoader.load(Connector.class).forEach(connectors::add);
      connectors.add(new FeedConnector(sqlCase.feeds(), gate, progress));
      Services services =
          new Services(clock, OutputStream::nullOutputStream, InputStream::nullInputStream);
      Connectors known = new Connectors(connectors, ServiceLoader.load(Format.class));
      return SqlPlanner.create(known, services)
          .withPreviews(
              (number, schema, updating) ->
                  new SinkTable("select", "case", recorder, List.of(), BadData.FAIL));
    }

    private List<List<String>> changes(Laminar laminar, Script script) throws InterruptedException {
      List<List<String>> segments = new ArrayList<>();
      Map<String, Integer> scans = scans(script.plan());
      int run = 0;
      List<JobSnapshot> snapshots = new ArrayList<>(); // a job may still read the one it began from
      Job job = laminar.start(script.plan(), options(script, run, null));
      try {
        for (int segment = 0; segment < sqlCase.ticks(); segment++) {
          awaitFed(job, segment, scans);
          Optional<JobSnapshot> taken = snapshot(job);
          if (taken.isEmpty()) {
            break; // the rest of the feeds is empty, and the job has ended
          }
          JobSnapshot snapshot = taken.get();
          snapshots.add(snapshot);
          segments.add(sorted(recorder.take()));
          if (way.restores()) {
            job.await();
            job.close();
            progress.restart(lengths(Integer.MAX_VALUE));
            job = laminar.start(script.plan(), options(script, ++run, snapshot));
          }
          gate.open(segment + 2);
        }
        if (!job.await(PATIENCE)) {
          throw new IllegalStateException("the case did not end:\n" + job.metrics());
        }
      } finally {
        job.close();
        snapshots.forEach(JobSnapshot::close);
      }
      segments.add(sorted(recorder.take()));
      return segments;
    }

    /** A snapshot right here; empty if the job has finished, which nothing more keeps it from. */
    private Optional<JobSnapshot> snapshot(Job job) throws InterruptedException {
      try {
        return Optional.of(
            (way.restores() ? job.stopWithSnapshot() : job.snapshot())
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join());
      } catch (CompletionException e) {
        if (job.await(PATIENCE)) {
          return Optional.empty();
        }
        throw new IllegalStateException("no snapshot came:\n" + job.metrics(), e);
      }
    }

    private JobOptions options(Script script, int run, @Nullable JobSnapshot from) {
      return JobOptions.DEFAULT
          .withParallelism(script.settings().parallelism().orElse(way.parallelism(run)))
          .withBatchRows(way.batchRows())
          .withTickInterval(NEVER)
          .from(from);
    }

    private void awaitFed(Job job, int segment, Map<String, Integer> scans)
        throws InterruptedException {
      Map<String, Integer> lines = lengths(segment + 1);
      lines.keySet().retainAll(scans.keySet());
      Instant end = Clock.systemUTC().instant().plus(PATIENCE);
      while (!progress.await(lines, scans, 20)) {
        if (job.status().ended()) {
          job.await();
        }
        if (Clock.systemUTC().instant().isAfter(end)) {
          throw new IllegalStateException("the feeds were not read:\n" + job.metrics());
        }
      }
    }

    /** Lines of each split in its first {@code segments} segments. */
    private Map<String, Integer> lengths(int segments) {
      Map<String, Integer> lengths = new HashMap<>();
      sqlCase
          .feeds()
          .forEach(
              (table, splits) -> {
                for (int i = 0; i < splits.size(); i++) {
                  int lines = splits.get(i).stream().limit(segments).mapToInt(List::size).sum();
                  lengths.put(FeedConnector.splitId(table, i), lines);
                }
              });
      return lengths;
    }

    /** How often each split of a feed is read by the plan. */
    private Map<String, Integer> scans(Plan plan) {
      Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
      Map<String, Integer> scans = new HashMap<>();
      plan.sinks().forEach(sink -> count(sink, seen, scans));
      return scans;
    }

    private void count(Node node, Set<Node> seen, Map<String, Integer> scans) {
      if (!seen.add(node)) {
        return;
      }
      if (node instanceof Node.Scan scan && sqlCase.feeds().containsKey(scan.table().name())) {
        String table = scan.table().name();
        int splits = sqlCase.feeds().getOrDefault(table, List.of()).size();
        for (int i = 0; i < splits; i++) {
          scans.merge(FeedConnector.splitId(table, i), 1, Integer::sum);
        }
      }
      node.inputs().forEach(input -> count(input, seen, scans));
    }
  }

  private static List<String> sorted(List<String> lines) {
    return lines.stream().sorted().toList();
  }

  /** The net changes of all segments together, sorted. */
  public static List<String> net(List<List<String>> segments) {
    Map<String, Integer> counts = new TreeMap<>();
    for (List<String> segment : segments) {
      for (String change : segment) {
        counts.merge(change.substring(1), change.charAt(0) == '+' ? 1 : -1, Integer::sum);
      }
    }
    List<String> net = new ArrayList<>();
    counts.forEach(
        (row, count) -> {
          for (int i = 0; i < Math.abs(count); i++) {
            net.add((count > 0 ? "+" : "-") + row);
          }
        });
    return net;
  }

  private static String printed(Script script) {
    StringBuilder text = new StringBuilder();
    for (StatementResult result : script.results()) {
      switch (result) {
        case StatementResult.Done done -> text.append(done.message()).append('\n');
        case StatementResult.Writes writes -> text.append(writes.sink()).append('\n');
        case StatementResult.Rows rows -> rows.rows().forEach(row -> text.append(row).append('\n'));
        case StatementResult.Explanation explanation -> text.append(explanation.text());
      }
    }
    return text.toString();
  }
}
