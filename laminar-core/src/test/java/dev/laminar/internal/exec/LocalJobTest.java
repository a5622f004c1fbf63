package dev.laminar.internal.exec;

import static dev.laminar.internal.exec.Pipelines.doubled;
import static dev.laminar.internal.exec.Pipelines.plan;
import static dev.laminar.internal.exec.Pipelines.scan;
import static dev.laminar.internal.exec.Pipelines.sink;
import static dev.laminar.internal.exec.Pipelines.sumByKey;
import static dev.laminar.internal.exec.Pipelines.sumByWindow;
import static dev.laminar.internal.exec.Pipelines.watermark;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.laminar.ErrorCode;
import dev.laminar.Job;
import dev.laminar.JobError;
import dev.laminar.JobMetrics;
import dev.laminar.JobMetrics.OperatorMetrics;
import dev.laminar.JobOptions;
import dev.laminar.JobSnapshot;
import dev.laminar.JobStatus;
import dev.laminar.Laminar;
import dev.laminar.LaminarException;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.internal.exec.graph.OperatorFactory;
import dev.laminar.internal.exec.schedule.WorkerScheduler;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.plan.Plan;
import dev.laminar.spi.Sink.ChangelogSupport;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalJobTest {

  private final LocalRunner runner =
      new LocalRunner(new WorkerScheduler(2, Clock.systemUTC()), Long.MAX_VALUE);
  private final Laminar laminar = Laminar.on(runner);

  @AfterEach
  void close() {
    assertThat(laminar.memoryUsed()).isZero();
    laminar.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("laminar-"));
  }

  static List<Object[]> rows(String key, int count) {
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(new Object[] {key, (long) i, i * 1000L});
    }
    return rows;
  }

  @ParameterizedTest
  @CsvSource({"1, true, 8192", "3, true, 8192", "2, false, 8192", "2, true, 1", "3, false, 1"})
  void rows_goFromSplitsThroughOperatorsToSinks(int parallelism, boolean blocking, int batchRows)
      throws InterruptedException {
    RowsSource source = new RowsSource(Pipelines.ROWS);
    source.split("a", rows("a", 100)).split("b", rows("b", 50)).split("c", List.of());
    source.blocking = blocking;
    CapturingSink sink = new CapturingSink(ChangelogSupport.APPEND_ONLY);
    JobOptions options = JobOptions.DEFAULT.withParallelism(parallelism).withBatchRows(batchRows);

    Job job = laminar.start(plan(sink(doubled(scan(source)), sink)), options);

    assertThat(job.await(Duration.ofSeconds(20))).isTrue();
    assertThat(job.status()).isEqualTo(JobStatus.FINISHED);
    assertThat(sink.rows()).isEqualTo(150);
    assertThat(sink.total()).hasSize(150).containsEntry("[b, 98, 49000]", 1);
    assertThat(sink.open).hasValue(0);
    assertThat(source.open).hasValue(0);
    assertThat(sink.finished).hasValue(parallelism);
    assertThat(job.metrics().sources().getFirst().rows()).isEqualTo(150);
  }

  private static RowsSource source(Map<String, List<Object[]>> splits) {
    RowsSource source = new RowsSource(Pipelines.ROWS);
    splits.forEach(source::split);
    return source;
  }

  private Job start(Plan plan, JobOptions options) {
    // The engine's own start would use its own aggregates, which have tests of their own.
    return runner.start(plan, options, Pipelines::operators);
  }

  @Test
  void stateOverItsMemory_thatCannotSpill_failsAndSaysWhatToDo() throws InterruptedException {
    RowsSource source = new RowsSource(Pipelines.ROWS).split("a", rows("a", 10));
    Plan plan = plan(sink(sumByKey(scan(source)), new CapturingSink(ChangelogSupport.UPSERT)));

    Job job = laminar.start(plan, JobOptions.DEFAULT.withStateMemory(100));

    assertThatThrownBy(() -> job.await(Duration.ofSeconds(20)))
        .isInstanceOfSatisfying(
            LaminarException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE))
        .hasMessageContaining("and may keep 100")
        .hasMessageContaining("raise state_memory");
  }

  // ---- bad data

  private static RowsSource withBadRows() {
    List<Object[]> rows = rows("a", 10);
    rows.add(4, new Object[] {"no row"});
    return source(Map.of("s", rows));
  }

  @Test
  void badRecord_failsTheJob_sayingWhereItIsAndWhatToDo() {
    CapturingSink sink = new CapturingSink(ChangelogSupport.APPEND_ONLY);
    RowsSource source = withBadRows();
    Job job = start(plan(sink(scan(source), sink)), JobOptions.DEFAULT);

    assertThatThrownBy(job::await)
        .isInstanceOfSatisfying(
            LaminarException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_DATA))
        .hasMessage(
            "table 't', split 's', row 4: not a row; the record: no row. To go on without such"
                + " rows, set the table's option bad_data to 'drop' or 'dead_letter:<table>'");
    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(job.failure()).isPresent();
    assertThat(source.open).hasValue(0);
    assertThat(sink.open).hasValue(0);
    assertThat(sink.finished).hasValue(0);
  }

  @Test
  void badRecord_isLeftOutCountedAndShown_ifSoWanted() throws InterruptedException {
    CapturingSink sink = new CapturingSink(ChangelogSupport.APPEND_ONLY);
    Job job = start(plan(sink(scan(withBadRows(), BadData.DROP), sink)), JobOptions.DEFAULT);
    job.await();

    assertThat(sink.rows()).isEqualTo(10);
    assertThat(job.metrics().total("dropped-rows")).isEqualTo(1);
    assertThat(job.errors()).hasSize(1);
    JobError error = job.errors().getFirst();
    assertThat(error.operator()).isEqualTo("1 scan t");
    assertThat(error.table()).isEqualTo("t");
    assertThat(error.split()).isEqualTo("s");
    assertThat(error.position()).isEqualTo("row 4");
    assertThat(error.message()).isEqualTo("not a row");
    assertThat(new String(error.raw(), UTF_8)).isEqualTo("no row");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void badRecord_becomesADeadLetter_ifSoWanted(int parallelism) throws InterruptedException {
    CapturingSink sink = new CapturingSink(ChangelogSupport.APPEND_ONLY);
    CapturingSink letters = new CapturingSink(ChangelogSupport.APPEND_ONLY);
    Node.Scan scan = scan(withBadRows(), new BadData.DeadLetter("letters"));
    Plan plan =
        new Plan(
            List.of(sink(doubled(scan), sink)),
            Map.of("letters", Pipelines.table("letters", letters)));
    Job job = start(plan, JobOptions.DEFAULT.withParallelism(parallelism));
    job.await();

    assertThat(sink.rows()).isEqualTo(10);
    assertThat(letters.written).hasSize(1);
    assertThat(letters.written.getFirst().row().subList(0, 6))
        .containsExactly(
            "x'" + HexFormat.of().formatHex("no row".getBytes(UTF_8)) + "'",
            "t",
            "s",
            "row 4",
            "1 scan t",
            "not a row");
    assertThat(job.metrics().total("diverted-rows")).isEqualTo(1);
    long read = job.metrics().sources().getFirst().rows() + job.metrics().total("bad-rows");
    assertThat(read).isEqualTo(11);
  }

  // ---- failures

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void failingReader_failsTheJobOnce_andFreesEverything(boolean blocking) {
    RowsSource source = source(Map.of("s1", rows("a", 50), "s2", rows("b", 5)));
    source.failAt = 20;
    source.blocking = blocking;
    CapturingSink sink = new CapturingSink(ChangelogSupport.ALL);
    Job job =
        start(plan(sink(sumByKey(scan(source)), sink)), JobOptions.DEFAULT.withParallelism(2));

    assertThatThrownBy(job::await)
        .isInstanceOfSatisfying(
            LaminarException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EXTERNAL))
        .hasMessage("split 's1' of table 't': the disk is on fire");
    assertThat(source.open).hasValue(0);
  }

  @Test
  void failingOperator_isNamed() {
    Node failing =
        new Node.Transform(
            scan(source(Map.of("s", rows("a", 5)))),
            "explode",
            Pipelines.ROWS,
            (allocator, batchRows) ->
                (batch, output) -> {
                  batch.close();
                  throw new IllegalStateException("no");
                },
            OptionalInt.empty());
    CapturingSink sink = new CapturingSink(ChangelogSupport.ALL);

    assertThatThrownBy(() -> start(plan(sink(failing, sink)), JobOptions.DEFAULT).await())
        .isInstanceOfSatisfying(
            LaminarException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BUG))
        .hasMessageContaining("2 explode")
        .hasMessageContaining("IllegalStateException: no");
  }

  @Test
  void operatorThatRefusesItsNode_keepsTheJobFromStarting() {
    Plan plan =
        plan(sink(sumByKey(scan(source(Map.of()))), new CapturingSink(ChangelogSupport.ALL)));
    OperatorFactory refusing =
        () -> {
          throw new LaminarException(ErrorCode.UNSUPPORTED, "not that");
        };
    assertThatThrownBy(() -> runner.start(plan, JobOptions.DEFAULT, node -> refusing))
        .hasMessage("not that");
    assertThat(laminar.jobs()).isEmpty();
  }

  @Test
  void memoryLimit_failsTheJob_withAClearError() {
    try (Laminar small = Laminar.builder().workers(1).memoryLimit(1 << 12).build()) {
      CapturingSink sink = new CapturingSink(ChangelogSupport.ALL);
      RowsSource source = source(Map.of("s", rows("a", 5000)));
      source.chunkRows = 5000;
      Job job = small.start(plan(sink(scan(source), sink)), JobOptions.DEFAULT);

      assertThatThrownBy(job::await)
          .isInstanceOfSatisfying(
              LaminarException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE))
          .hasMessageContaining("memory limit");
      assertThat(small.memoryUsed()).isZero();
    }
  }

  // ---- stopping

  private static RowsSource endless() {
    RowsSource source = source(Map.of("s1", rows("a", 20), "s2", rows("b", 10)));
    source.bounded = false;
    return source;
  }

  private static void until(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time is up").isLessThan(end);
      Thread.sleep(2);
    }
  }

  @Test
  void stop_writesWhatWasRead_butClosesNoWindows() throws InterruptedException {
    RowsSource source = endless();
    CapturingSink windows = new CapturingSink(ChangelogSupport.APPEND_ONLY);
    CapturingSink sums = new CapturingSink(ChangelogSupport.ALL);
    Node timed = watermark(scan(source), Duration.ZERO);
    Job job =
        start(
            plan(sink(sumByWindow(timed, 8000), windows), sink(sumByKey(timed), sums)),
            JobOptions.DEFAULT.withParallelism(2));
    until(() -> sums.total().equals(Map.of("[a, 190]", 1, "[b, 45]", 1)));
    assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
    assertThat(job.metrics().operators())
        .filteredOn(operator -> operator.name().equals("watermark"))
        .extracting(OperatorMetrics::watermark, OperatorMetrics::holdingSplit)
        .containsExactly(tuple(19_000L, "s1"), tuple(9_000L, "s2"));

    job.stop();
    job.await();

    assertThat(job.status()).isEqualTo(JobStatus.STOPPED);
    // The watermark is held at 9000 by the end of the shorter split.
    assertThat(windows.total().keySet())
        .containsExactly("[a, 0, 8000, 28, 7999]", "[b, 0, 8000, 28, 7999]");
    assertThat(windows.finished).hasValueGreaterThan(0);
    assertThat(source.open).hasValue(0);
  }

  @Test
  void cancel_endsWhatWaitsOutside() throws InterruptedException {
    RowsSource source = endless();
    CapturingSink sink = new CapturingSink(ChangelogSupport.APPEND_ONLY);
    Job job = start(plan(sink(scan(source), sink)), JobOptions.DEFAULT);
    until(() -> sink.rows() == 30);
    assertThat(job.await(Duration.ofMillis(1))).isFalse();

    job.cancel();

    assertThat(job.await(Duration.ofSeconds(20))).isTrue();
    assertThat(job.status()).isEqualTo(JobStatus.STOPPED);
    assertThat(sink.finished).hasValue(0);
    assertThat(laminar.jobs()).isEmpty();
  }

  @Test
  void closingTheEngine_endsItsJobs() throws InterruptedException {
    CapturingSink sink = new CapturingSink(ChangelogSupport.APPEND_ONLY);
    Job job;
    try (Laminar other = Laminar.create()) {
      job = other.start(plan(sink(scan(endless()), sink)), JobOptions.DEFAULT);
      until(() -> sink.rows() == 30);
    }
    assertThat(job.status()).isEqualTo(JobStatus.STOPPED);
  }

  // ---- time

  @Test
  void tenIdleJobs_shareTheThreads_andDoNotTick() throws InterruptedException {
    List<CapturingSink> sinks = new ArrayList<>();
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      CapturingSink sink = new CapturingSink(ChangelogSupport.ALL);
      sinks.add(sink);
      JobOptions fast = JobOptions.DEFAULT.withTickInterval(Duration.ofMillis(1));
      jobs.add(start(plan(sink(sumByKey(scan(endless())), sink)), fast));
    }
    for (CapturingSink sink : sinks) {
      until(() -> sink.total().equals(Map.of("[a, 190]", 1, "[b, 45]", 1)));
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .filteredOn(name -> name.startsWith("laminar-"))
        .containsExactlyInAnyOrder("laminar-worker-0", "laminar-worker-1", "laminar-timer");

    Thread.sleep(50); // the last tick
    List<Long> before = jobs.stream().map(LocalJobTest::busy).toList();
    Thread.sleep(100);
    assertThat(jobs.stream().map(LocalJobTest::busy)).isEqualTo(before);
    jobs.forEach(Job::close);
  }

  private static long busy(Job job) {
    return job.metrics().operators().stream()
        .mapToLong(JobMetrics.OperatorMetrics::busyNanos)
        .sum();
  }

  @Test
  void idleSplit_doesNotHoldTheWatermark() throws InterruptedException {
    RowsSource source = source(Map.of("s1", rows("a", 20), "s2", List.of()));
    source.bounded = false;
    CapturingSink sink = new CapturingSink(ChangelogSupport.APPEND_ONLY);
    Node timed = watermark(scan(source), Duration.ofMillis(20));
    Job job =
        start(plan(sink(sumByWindow(timed, 10_000), sink)), JobOptions.DEFAULT.withParallelism(2));

    until(() -> sink.total().equals(Map.of("[a, 0, 10000, 45, 9999]", 1)));
    job.close();
  }

  @Test
  void metrics_showWhatEachOperatorDid() throws InterruptedException {
    RowsSource source = source(Map.of("s1", rows("a", 20), "s2", rows("b", 10)));
    CapturingSink sink = new CapturingSink(ChangelogSupport.ALL);
    Job job =
        start(
            plan(sink(sumByKey(doubled(scan(source))), sink)),
            JobOptions.DEFAULT.withParallelism(2));
    job.await();

    JobMetrics metrics = job.metrics();
    assertThat(metrics.operators())
        .extracting(OperatorMetrics::name)
        .containsExactly(
            "scan t",
            "scan t",
            "double",
            "double",
            "aggregate",
            "aggregate",
            "sink out",
            "sink out");
    assertThat(sum(metrics, "double", OperatorMetrics::rowsIn)).isEqualTo(30);
    assertThat(sum(metrics, "aggregate", OperatorMetrics::rowsIn)).isEqualTo(30);
    assertThat(sum(metrics, "aggregate", OperatorMetrics::bytesIn))
        .isEqualTo(sum(metrics, "double", OperatorMetrics::bytesOut))
        .isPositive();
    assertThat(sum(metrics, "sink out", OperatorMetrics::rowsIn)).isEqualTo(sink.rows());
    assertThat(metrics.sources())
        .containsExactly(new JobMetrics.SourceProgress("t", 30, 30, 30, 2, 2));
    assertThat(job.explain())
        .isEqualTo(
            """
            0: 1 scan t → 2 double ×2
            1: 3 aggregate → 4 sink out ×2
               ← 0 hash(#0)
            """);
  }

  private static long sum(JobMetrics metrics, String name, ToLongFunction<OperatorMetrics> number) {
    return metrics.operators().stream()
        .filter(operator -> operator.name().equals(name))
        .mapToLong(number)
        .sum();
  }

  // ---- snapshots

  @Test
  void snapshot_ofARunningJob_isWhereAnotherGoesOn() throws Exception {
    RowsSource source = endless();
    CapturingSink sink = new CapturingSink(ChangelogSupport.ALL);
    Plan plan = plan(sink(sumByKey(scan(source)), sink));
    Job first = start(plan, JobOptions.DEFAULT.withParallelism(2));
    until(() -> sink.total().equals(Map.of("[a, 190]", 1, "[b, 45]", 1)));

    try (JobSnapshot snapshot = first.stopWithSnapshot().get(20, TimeUnit.SECONDS)) {
      first.await();
      assertThat(first.status()).isEqualTo(JobStatus.STOPPED);
      int written = sink.rows();
      source.splits.get("s1").add(new Object[] {"a", 10L, 0L});
      source.split("s3", rows("c", 2));

      Job second = start(plan, JobOptions.DEFAULT.withParallelism(3).from(snapshot));
      until(() -> sink.total().equals(Map.of("[a, 200]", 1, "[b, 45]", 1, "[c, 1]", 1)));
      assertThat(sink.rows()).isEqualTo(written + 3);
      second.close();
    }
  }

  @Test
  void job_thatIsOver_givesNoSnapshot() throws InterruptedException {
    CapturingSink sink = new CapturingSink(ChangelogSupport.ALL);
    Job job = start(plan(sink(scan(source(Map.of())), sink)), JobOptions.DEFAULT);
    job.await();

    assertThatThrownBy(() -> job.snapshot().get())
        .hasCauseInstanceOf(LaminarException.class)
        .hasMessageContaining("ended before its snapshot");
  }

  @Test
  void values_areRead() throws InterruptedException {
    Schema schema = Schema.of(Field.of("n", DataType.BIGINT));
    List<List<Object>> rows = List.of(List.of(1L), List.of(2L), List.of(3L));
    CapturingSink sink = new CapturingSink(ChangelogSupport.APPEND_ONLY);
    start(
            plan(sink(new Node.Values(schema, rows), sink)),
            JobOptions.DEFAULT.withParallelism(3).withBatchRows(2))
        .await();
    assertThat(sink.total()).containsOnlyKeys("[1]", "[2]", "[3]");
  }

  @Test
  void calc_runsCompiledExpressions() throws InterruptedException {
    Node scan = scan(source(Map.of("s", rows("a", 5))));
    Expr n = new Expr.ColumnRef(1, DataType.BIGINT, true);
    Expr large =
        new Expr.Call(
            ">", List.of(n, new Expr.Literal(2L, DataType.BIGINT)), DataType.BOOLEAN, true);
    Node calc =
        new Node.Calc(
            scan, Optional.of(large), List.of(n), List.of("n"), OptionalInt.empty(), BadData.FAIL);
    CapturingSink sink = new CapturingSink(ChangelogSupport.APPEND_ONLY);
    start(plan(sink(calc, sink)), JobOptions.DEFAULT).await();
    assertThat(sink.total()).containsOnlyKeys("[3]", "[4]");
  }
}
