package dev.laminar.internal.exec;

import static dev.laminar.internal.exec.Pipelines.doubled;
import static dev.laminar.internal.exec.Pipelines.scan;
import static dev.laminar.internal.exec.Pipelines.sink;
import static dev.laminar.internal.exec.Pipelines.sumByKey;
import static dev.laminar.internal.exec.Pipelines.sumByWindow;
import static dev.laminar.internal.exec.Pipelines.watermark;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laminar.Job;
import dev.laminar.JobOptions;
import dev.laminar.JobSnapshot;
import dev.laminar.JobStatus;
import dev.laminar.LaminarException;
import dev.laminar.internal.exec.graph.Operators;
import dev.laminar.internal.exec.schedule.Scheduler;
import dev.laminar.internal.exec.schedule.SimulatedScheduler;
import dev.laminar.internal.exec.schedule.WorkerScheduler;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.plan.Plan;
import dev.laminar.spi.Sink.ChangelogSupport;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random pipelines with random options under random interleavings, each compared with what it means
 * computed plainly. A failure names its seed; {@code one} runs a single one.
 */
class SimulationTest {

  private static final int SEEDS = Integer.getInteger("laminar.simulation.seeds", 500);

  @Test
  void pipelines_giveTheSameResult_inEveryOrderOfEvents() throws InterruptedException {
    for (long seed = 0; seed < SEEDS; seed++) {
      one(seed, new SimulatedScheduler(seed));
    }
  }

  @Test
  void pipelines_giveTheSameResult_onRealThreads() throws InterruptedException {
    for (long seed = 0; seed < SEEDS / 5; seed++) {
      one(seed, new WorkerScheduler(3, Clock.systemUTC()));
    }
  }

  private static void one(long seed, Scheduler scheduler) throws InterruptedException {
    try {
      new Case(seed, scheduler).run();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
    }
  }

  /** A pipeline, its input, and how it is to be run. */
  private static final class Case {
    private static final long WINDOW = 50;

    private final Random random;
    private final Scheduler scheduler;
    private final LocalRunner runner;
    private final List<RowsSource> sources = new ArrayList<>();
    private final CapturingSink sink = new CapturingSink(ChangelogSupport.ALL);
    private final CapturingSink other = new CapturingSink(ChangelogSupport.ALL);
    private final Map<String, Integer> expected = new TreeMap<>();
    private final Map<String, Integer> otherExpected = new TreeMap<>();
    private final boolean plain;
    private final Plan plan;

    Case(long seed, Scheduler scheduler) {
      this.random = new Random(seed);
      this.scheduler = scheduler;
      runner = new LocalRunner(scheduler, Long.MAX_VALUE);
      sink.maxParallelism = 1 + random.nextInt(4);
      plain = random.nextBoolean();
      plan = plan(random.nextInt(6));
    }

    private RowsSource source() {
      RowsSource source = new RowsSource(Pipelines.ROWS);
      source.chunkRows = 1 + random.nextInt(5);
      source.blocking = random.nextBoolean();
      int splits = random.nextInt(5);
      for (int split = 0; split < splits; split++) {
        List<Object[]> rows = new ArrayList<>();
        long time = random.nextInt(100);
        int most = random.nextInt(4) == 0 ? 25 : 8;
        for (int row = random.nextInt(most); row > 0; row--) {
          String key = "k" + random.nextInt(6);
          rows.add(new Object[] {key, (long) random.nextInt(10), time});
          time += random.nextInt(20);
        }
        source.split("s" + split, rows);
      }
      sources.add(source);
      return source;
    }

    private Plan plan(int kind) {
      Node.Scan scan = scan(source());
      return switch (kind) {
        case 0 -> {
          rows(sources.get(0), 2, expected);
          yield Pipelines.plan(sink(doubled(scan), sink));
        }
        case 1 -> {
          sums(sources, 1, expected);
          yield Pipelines.plan(sink(sumByKey(scan), sink));
        }
        case 2 -> {
          windows(sources, expected);
          Node timed = watermark(scan, Duration.ZERO);
          yield Pipelines.plan(sink(sumByWindow(timed, WINDOW), sink));
        }
        case 3 -> {
          Node.Scan second = scan(source());
          sums(sources, 1, expected);
          Node union = new Node.Union(List.of(scan, second), OptionalInt.empty());
          yield Pipelines.plan(sink(sumByKey(union), sink));
        }
        case 4 -> { // a diamond, and a second reader of its head
          sums(sources, 3, expected);
          if (sink.maxParallelism == 1) {
            sink.atFlush = Case::checkConsistency;
          }
          rows(sources.get(0), 1, otherExpected);
          Node union = new Node.Union(List.of(scan, doubled(scan)), OptionalInt.empty());
          yield Pipelines.plan(
              sink(sumByKey(union), sink), new Node.Sink(scan, Pipelines.table("other", other)));
        }
        default -> {
          Node.Scan second = scan(source());
          windows(sources, expected);
          Node union =
              new Node.Union(
                  List.of(watermark(scan, Duration.ZERO), watermark(second, Duration.ZERO)),
                  OptionalInt.of(2));
          yield Pipelines.plan(sink(sumByWindow(union, WINDOW), sink));
        }
      };
    }

    /**
     * Each row counts once by one way through the diamond and twice by the other: sums that are not
     * thirds would have seen a row by one of them only.
     */
    private static void checkConsistency(Map<String, Integer> total) {
      total.forEach(
          (row, count) -> {
            assertThat(count).as(row).isEqualTo(1);
            String sum = row.substring(row.indexOf(' ') + 1, row.length() - 1);
            assertThat(Long.parseLong(sum) % 3).as(row).isZero();
          });
    }

    private static void rows(RowsSource source, long factor, Map<String, Integer> into) {
      source.splits.values().stream()
          .flatMap(List::stream)
          .map(row -> List.of(row[0], (Long) row[1] * factor, row[2]).toString())
          .forEach(row -> into.merge(row, 1, Integer::sum));
    }

    private static void sums(List<RowsSource> from, long factor, Map<String, Integer> into) {
      Map<Object, Long> sums = new TreeMap<>();
      from.stream()
          .flatMap(source -> source.splits.values().stream())
          .flatMap(List::stream)
          .forEach(row -> sums.merge(row[0], (Long) row[1] * factor, Long::sum));
      sums.forEach((key, sum) -> into.put(List.of(key, sum).toString(), 1));
    }

    private static void windows(List<RowsSource> from, Map<String, Integer> into) {
      Map<String, Map<Long, Long>> sums = new TreeMap<>();
      from.stream()
          .flatMap(source -> source.splits.values().stream())
          .flatMap(List::stream)
          .forEach(
              row ->
                  sums.computeIfAbsent((String) row[0], _ -> new TreeMap<>())
                      .merge((Long) row[2] / WINDOW * WINDOW, (Long) row[1], Long::sum));
      sums.forEach(
          (key, windows) ->
              windows.forEach(
                  (start, sum) -> {
                    long end = start + WINDOW;
                    into.put(List.of(key, start, end, sum, end - 1).toString(), 1);
                  }));
    }

    private JobOptions options(@Nullable JobSnapshot from) {
      return JobOptions.DEFAULT
          .withParallelism(1 + random.nextInt(4))
          .withBatchRows(random.nextBoolean() ? 1 : 1 + random.nextInt(10))
          .withQueueBytes(1 + random.nextInt(random.nextBoolean() ? 10 : 2000))
          .withTickInterval(Duration.ofNanos(1 + random.nextInt(1_000_000)))
          .from(from);
    }

    void run() throws InterruptedException {
      int way = random.nextInt(10);
      if (way == 0) {
        fail();
      } else if (way == 1) {
        cancel();
      } else {
        runToTheEnd(way < 6 ? random.nextInt(3) + 1 : 0);
        assertThat(sink.total()).as("output of\n%s", plan).isEqualTo(expected);
        assertThat(other.total()).isEqualTo(otherExpected);
      }
      assertThat(runner.memoryUsed()).as("memory left").isZero();
      assertThat(sink.open).hasValue(0);
      assertThat(sources).allSatisfy(source -> assertThat(source.open).hasValue(0));
      runner.close();
    }

    private Job start(@Nullable JobSnapshot from) {
      return runner.start(plan, options(from), plain ? Pipelines::operators : Operators::of);
    }

    /** Lets the job get on, somewhat. */
    private void steps(int count) throws InterruptedException {
      if (scheduler instanceof SimulatedScheduler simulated) {
        for (int i = 0; i < count && simulated.step(); i++) {}
      } else {
        Thread.sleep(count / 50);
      }
    }

    /** With so many interruptions: a snapshot, and on from it or in spite of it. */
    private void runToTheEnd(int interruptions) throws InterruptedException {
      JobSnapshot from = null;
      Job job = start(null);
      for (int i = 0; i < interruptions; i++) {
        steps(random.nextInt(300));
        if (job.status().ended()) {
          break;
        }
        boolean stops = random.nextInt(4) > 0;
        CompletableFuture<JobSnapshot> taken = stops ? job.stopWithSnapshot() : job.snapshot();
        boolean _ = scheduler.await(taken, Long.MAX_VALUE);
        if (taken.isCompletedExceptionally()) {
          break; // the job was ending already
        }
        JobSnapshot snapshot = taken.join();
        if (!stops) {
          snapshot.close();
          continue;
        }
        job.await();
        assertThat(job.status()).isIn(JobStatus.STOPPED, JobStatus.FINISHED);
        if (from != null) {
          from.close();
        }
        from = snapshot;
        job = start(from);
        if (random.nextBoolean()) {
          from.close();
          from = null;
        }
      }
      job.await();
      assertThat(job.status()).isEqualTo(JobStatus.FINISHED);
      assertThat(job.metrics().total("late-rows")).isZero();
      if (from != null) {
        from.close();
      }
    }

    private void cancel() throws InterruptedException {
      Job job = start(null);
      steps(random.nextInt(200));
      CompletableFuture<JobSnapshot> taken = job.snapshot();
      steps(random.nextInt(20));
      job.cancel();
      job.await();
      assertThat(job.status()).isIn(JobStatus.STOPPED, JobStatus.FINISHED);
      assertThat(taken).isDone();
      if (!taken.isCompletedExceptionally()) {
        taken.join().close();
      }
    }

    private void fail() throws InterruptedException {
      sink.failAt = random.nextInt(3);
      Job job = start(null);
      if (expected.isEmpty()) {
        job.await();
      } else {
        try {
          job.await();
          assertThat(sink.rows()).isLessThanOrEqualTo(sink.failAt * 100);
        } catch (LaminarException e) {
          assertThat(e).hasMessageContaining("table 'out': the disk is full");
          assertThat(job.status()).isEqualTo(JobStatus.FAILED);
        }
      }
    }
  }

  @Test
  void equalSeeds_giveEqualRuns() throws InterruptedException {
    assertThat(trace(7)).isEqualTo(trace(7)).isNotEqualTo(trace(8));
  }

  private static List<String> trace(long seed) throws InterruptedException {
    SimulatedScheduler scheduler = new SimulatedScheduler(seed);
    try (LocalRunner runner = new LocalRunner(scheduler, Long.MAX_VALUE)) {
      RowsSource source = new RowsSource(Pipelines.ROWS);
      source.split("a", LocalJobTest.rows("a", 40)).split("b", LocalJobTest.rows("b", 40));
      CapturingSink sink = new CapturingSink(ChangelogSupport.ALL);
      Job job =
          runner.start(
              Pipelines.plan(sink(scan(source), sink)), JobOptions.DEFAULT.withParallelism(2));
      job.await();
      return sink.written.stream().map(Object::toString).toList();
    }
  }

  @Test
  void awaiting_failsRatherThanHangs_ifNothingCanHappen() {
    SimulatedScheduler scheduler = new SimulatedScheduler(1);
    assertThatThrownBy(() -> scheduler.await(new CompletableFuture<>(), Long.MAX_VALUE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("everything rests");
  }
}
