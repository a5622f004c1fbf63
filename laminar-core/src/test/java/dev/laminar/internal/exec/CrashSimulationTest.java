package dev.laminar.internal.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laminar.CheckpointOptions;
import dev.laminar.CheckpointOptions.Guarantee;
import dev.laminar.CheckpointOptions.Restore;
import dev.laminar.Job;
import dev.laminar.JobOptions;
import dev.laminar.JobStatus;
import dev.laminar.RestartPolicy;
import dev.laminar.StopMode;
import dev.laminar.internal.exec.graph.Operators;
import dev.laminar.internal.exec.schedule.SimulatedScheduler;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.plan.Plan;
import dev.laminar.internal.storage.MemoryStorage;
import dev.laminar.testing.FaultyStorage;
import dev.laminar.testing.StorageFaults;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Random pipelines with checkpoints that are killed between any two steps or storage operations, on
 * storages that fail, lose answers and tear, and sinks that fail; again and again, at changing
 * parallelism, until they end. What is visible outside must equal what the pipeline means. A
 * failure names its seed.
 */
class CrashSimulationTest {

  private static final int SEEDS = Integer.getInteger("laminar.crash.seeds", 2000);
  private static final long FIRST = Long.getLong("laminar.crash.seed", 0);

  @Test
  void output_isWhatItWouldBeWithoutCrashes() throws Exception {
    all(Guarantee.EXACTLY_ONCE, SEEDS);
  }

  @Test
  void outputAtLeastOnce_lacksNothing() throws Exception {
    all(Guarantee.AT_LEAST_ONCE, (SEEDS + 3) / 4);
  }

  private static void all(Guarantee guarantee, int seeds) throws Exception {
    int crashes = 0;
    int recoveries = 0;
    for (long seed = FIRST; seed < FIRST + seeds; seed++) {
      Case one = new Case(seed, guarantee);
      try {
        one.run();
      } catch (Exception | AssertionError e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
      crashes += one.crashes;
      recoveries += one.recoveries;
    }
    assertThat(crashes).as("crashes").isGreaterThan(seeds / 2);
    if (seeds >= 100) {
      assertThat(recoveries).as("runs that went on by themselves").isPositive();
    }
  }

  /** A pipeline, the world around it, and how it is tormented. */
  private static final class Case {
    private static final URI PLACE = URI.create("memory:/checkpoints");
    private static final long WINDOW = 50;

    private final Random random;
    private final RowsSource left;
    private final RowsSource right;
    private final int kind;
    private final MemoryStorage storage = new MemoryStorage();
    private final LedgerSink.Ledger ledger = new LedgerSink.Ledger();
    private final int sinkTasks;
    private final boolean faults;
    private final Guarantee guarantee;
    private int crashes;
    private int recoveries;

    Case(long seed, Guarantee guarantee) {
      this.guarantee = guarantee;
      random = new Random(seed);
      // of what counts twice only rows that do not change can be told again
      kind = guarantee == Guarantee.EXACTLY_ONCE ? random.nextInt(5) : 3 * random.nextInt(2);
      left = source();
      right = source();
      sinkTasks = 1 + random.nextInt(3);
      faults = random.nextBoolean();
    }

    private RowsSource source() {
      RowsSource source = new RowsSource(Pipelines.ROWS);
      source.chunkRows = 1 + random.nextInt(4);
      source.blocking = random.nextBoolean();
      int splits = random.nextInt(4);
      for (int split = 0; split < splits; split++) {
        List<Object[]> rows = new ArrayList<>();
        long time = random.nextInt(100);
        for (int row = random.nextInt(30); row > 0; row--) {
          rows.add(new Object[] {"k" + random.nextInt(5), (long) random.nextInt(10), time});
          time += random.nextInt(20);
        }
        source.split("s" + split, rows);
      }
      return source;
    }

    private Plan plan(LedgerSink sink) {
      Node.Scan scan = Pipelines.scan(left);
      Node result =
          switch (kind) {
            case 0 -> Pipelines.doubled(scan);
            case 1 -> Pipelines.sumByKey(scan);
            case 2 -> Pipelines.sumByWindow(Pipelines.watermark(scan, Duration.ZERO), WINDOW);
            case 3 -> Pipelines.join(scan, Pipelines.scan(right, "u"));
            default -> Pipelines.sumByKey(Pipelines.join(scan, Pipelines.scan(right, "u")));
          };
      return Pipelines.plan(Pipelines.sink(result, sink));
    }

    private Map<String, Integer> expected() {
      Map<String, Integer> rows = new TreeMap<>();
      List<List<Object>> input = rows(left);
      switch (kind) {
        case 0 ->
            input.forEach(
                row -> count(rows, List.of(row.get(0), (Long) row.get(1) * 2, row.get(2))));
        case 1 -> sums(input).forEach((key, sum) -> count(rows, List.of(key, sum)));
        case 2 -> {
          Map<List<Object>, Long> sums =
              new TreeMap<>(java.util.Comparator.comparing(List::toString));
          input.forEach(
              row ->
                  sums.merge(
                      List.of(row.get(0), (Long) row.get(2) / WINDOW * WINDOW),
                      (Long) row.get(1),
                      Long::sum));
          sums.forEach(
              (key, sum) -> {
                long end = (Long) key.get(1) + WINDOW;
                count(rows, List.of(key.get(0), key.get(1), end, sum, end - 1));
              });
        }
        case 3 -> joined().forEach(row -> count(rows, row));
        default -> sums(joined()).forEach((key, sum) -> count(rows, List.of(key, sum)));
      }
      return rows;
    }

    private List<List<Object>> joined() {
      List<List<Object>> joined = new ArrayList<>();
      for (List<Object> a : rows(left)) {
        for (List<Object> b : rows(right)) {
          if (a.get(0).equals(b.get(0))) {
            List<Object> row = new ArrayList<>(a);
            row.addAll(b);
            joined.add(row);
          }
        }
      }
      return joined;
    }

    private static Map<Object, Long> sums(List<List<Object>> rows) {
      Map<Object, Long> sums = new TreeMap<>();
      rows.forEach(row -> sums.merge(row.get(0), (Long) row.get(1), Long::sum));
      return sums;
    }

    private static void count(Map<String, Integer> rows, List<?> row) {
      rows.merge(row.toString(), 1, Integer::sum);
    }

    private static List<List<Object>> rows(RowsSource source) {
      return source.splits.values().stream().flatMap(List::stream).map(List::of).toList();
    }

    void run() throws Exception {
      int lives = 1 + random.nextInt(5);
      boolean over = false;
      for (int life = 0; life < lives && !over; life++) {
        over = live(life < lives - 1);
      }
      while (!over) {
        over = live(false);
      }
      if (guarantee == Guarantee.EXACTLY_ONCE) {
        assertThat(ledger.total()).as("what is visible, kind %s", kind).isEqualTo(expected());
      } else {
        Map<String, Integer> total = ledger.total();
        expected()
            .forEach(
                (row, count) ->
                    assertThat(total.getOrDefault(row, 0)).as(row).isGreaterThanOrEqualTo(count));
        assertThat(total.keySet()).isEqualTo(expected().keySet());
      }
      assertThat(ledger.staged).as("what is left staged").isEmpty();
    }

    /** One process, from its start to its end or death; whether the job is over. */
    private boolean live(boolean dies) throws Exception {
      SimulatedScheduler scheduler = new SimulatedScheduler(random.nextLong());
      StorageFaults trouble = StorageFaults.of(new Random(random.nextLong()));
      boolean troubled = faults && dies;
      if (troubled) {
        trouble.failBefore(0.02).failAfter(0.02).tear(0.02);
      }
      if (dies && random.nextInt(3) == 0) {
        trouble.crashAt(random.nextInt(60));
      }
      Random sinkTrouble = new Random(random.nextLong());
      LedgerSink sink =
          new LedgerSink(
              ledger,
              sinkTasks,
              () -> {
                if (troubled && sinkTrouble.nextInt(60) == 0) {
                  throw new IOException("the sink has a cold");
                }
              });
      LocalRunner runner =
          new LocalRunner(
              scheduler, Long.MAX_VALUE, (place, options) -> FaultyStorage.of(storage, trouble));
      try {
        Job job = runner.start(plan(sink), options(dies), Operators::of);
        boolean over = dies ? runAndDie(scheduler, job, sink, trouble) : runToTheEnd(job);
        recoveries +=
            (int) job.errors().stream().filter(e -> e.message().contains("goes on in")).count();
        return over;
      } finally {
        runner.close();
        assertThat(sink.open).as("open writers").isZero();
        assertThat(left.open).as("open readers").hasValue(0);
        assertThat(runner.memoryUsed()).as("memory left").isZero();
      }
    }

    private boolean runToTheEnd(Job job) throws InterruptedException {
      job.await();
      return job.status() == JobStatus.FINISHED;
    }

    private boolean runAndDie(
        SimulatedScheduler scheduler, Job job, LedgerSink sink, StorageFaults trouble)
        throws InterruptedException {
      int steps = random.nextInt(1500);
      int asks = random.nextInt(Math.max(1, 2 * steps));
      for (int i = 0; i < steps && !job.status().ended() && !trouble.crashed(); i++) {
        if (i == asks) {
          ask(job);
        }
        if (!scheduler.step()) {
          break;
        }
      }
      JobStatus status = job.status();
      sink.dead = true;
      trouble.crash();
      if (status == JobStatus.FINISHED) {
        return true;
      }
      crashes++;
      return false;
    }

    private void ask(Job job) {
      switch (random.nextInt(4)) {
        case 0 -> job.stop(StopMode.GRACEFUL);
        case 1 -> job.stop(StopMode.CHECKPOINT);
        case 2 -> job.stop(StopMode.IMMEDIATE);
        default -> {
          var _ = job.checkpoint();
        }
      }
    }

    private JobOptions options(boolean dies) {
      CheckpointOptions checkpoints =
          CheckpointOptions.at(PLACE)
              .withInterval(Duration.ofNanos(1 + random.nextInt(dies ? 5_000_000 : 500_000_000)))
              .withTimeout(dies ? Duration.ofMillis(1 + random.nextInt(100)) : Duration.ofHours(1))
              .withToleratedFailures(dies ? random.nextInt(4) : 1000)
              .withRetained(1 + random.nextInt(3))
              .withRestore(Restore.LATEST)
              .withGuarantee(guarantee)
              .withRestarts(
                  new RestartPolicy(1000, 0, Duration.ofNanos(1000), Duration.ofMillis(1)));
      return JobOptions.DEFAULT
          .withParallelism(1 + random.nextInt(3))
          .withBatchRows(1 + random.nextInt(10))
          .withQueueBytes(1 + random.nextInt(random.nextBoolean() ? 10 : 2000))
          .withTickInterval(Duration.ofNanos(1 + random.nextInt(1_000_000)))
          .withCheckpoints(checkpoints);
    }
  }
}
