package dev.laminar.internal.exec;

import static dev.laminar.internal.exec.Pipelines.plan;
import static dev.laminar.internal.exec.Pipelines.scan;
import static dev.laminar.internal.exec.Pipelines.sink;
import static dev.laminar.internal.exec.Pipelines.sumByKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laminar.CheckpointInfo;
import dev.laminar.CheckpointOptions;
import dev.laminar.CheckpointOptions.Guarantee;
import dev.laminar.CheckpointOptions.Restore;
import dev.laminar.ErrorCode;
import dev.laminar.Job;
import dev.laminar.JobError;
import dev.laminar.JobOptions;
import dev.laminar.JobStatus;
import dev.laminar.LaminarException;
import dev.laminar.RestartPolicy;
import dev.laminar.StopMode;
import dev.laminar.internal.checkpoint.CheckpointStore;
import dev.laminar.internal.checkpoint.Manifest;
import dev.laminar.internal.exec.graph.Operators;
import dev.laminar.internal.exec.schedule.SimulatedScheduler;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.plan.Plan;
import dev.laminar.internal.storage.MemoryStorage;
import dev.laminar.spi.Storage;
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
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a job with checkpoints when things go wrong, in simulated time. */
class RecoveryTest {

  private static final URI PLACE = URI.create("memory:/own");
  private static final URI OTHER = URI.create("memory:/other");
  private static final int KEYS = 5;

  private final SimulatedScheduler scheduler = new SimulatedScheduler(11);
  private final StorageFaults storageFaults = StorageFaults.of(new Random(3));
  private final Map<URI, Storage> places = new TreeMap<>();
  private final LedgerSink.Ledger ledger = new LedgerSink.Ledger();
  private final RowsSource source = new RowsSource(Pipelines.ROWS);
  private final LocalRunner runner =
      new LocalRunner(scheduler, Long.MAX_VALUE, (place, options) -> open(place));
  private final List<LedgerSink> sinks = new ArrayList<>();

  /** Called at every call of the sink. */
  private LedgerSink.Trouble trouble = () -> {};

  private Storage open(URI place) {
    return FaultyStorage.of(place(place), storageFaults);
  }

  private Storage place(URI place) {
    return places.computeIfAbsent(place, _ -> new MemoryStorage());
  }

  @BeforeEach
  void unbounded() {
    source.bounded = false;
    source.blocking = false; // the simulation must not wait outside
    source.endless = true;
    add("a", 0, 30);
    add("b", 0, 30);
  }

  /** Gives a split further rows. */
  private void add(String split, int from, int to) {
    List<Object[]> rows = source.splits.computeIfAbsent(split, _ -> new ArrayList<>());
    for (int i = from; i < to; i++) {
      rows.add(new Object[] {"k" + i % KEYS, (long) i, i * 10L});
    }
  }

  @AfterEach
  void nothingIsLeft() {
    storageFaults.calm();
    trouble = () -> {};
    runner.close();
    assertThat(sinks).allSatisfy(sink -> assertThat(sink.open).isZero());
    assertThat(source.open).hasValue(0);
    assertThat(runner.memoryUsed()).isZero();
  }

  // ---- running

  private static CheckpointOptions options() {
    return CheckpointOptions.at(PLACE)
        .withInterval(Duration.ofHours(1))
        .withRestarts(new RestartPolicy(3, 1, Duration.ofMillis(100), Duration.ofMillis(400)));
  }

  private Job start(CheckpointOptions checkpoints) {
    return start(checkpoints, 2);
  }

  private Job start(CheckpointOptions checkpoints, int parallelism) {
    return start(sumByKey(scan(source)), checkpoints, parallelism);
  }

  private Job start(Node rows, CheckpointOptions checkpoints, int parallelism) {
    LedgerSink sink = new LedgerSink(ledger, 2, () -> trouble.maybe());
    sinks.add(sink);
    Plan plan = plan(sink(rows, sink));
    JobOptions options =
        JobOptions.DEFAULT
            .withParallelism(parallelism)
            .withTickInterval(Duration.ofMillis(1))
            .withCheckpoints(checkpoints);
    return runner.start(plan, options, Operators::of);
  }

  /** What the input comes to. */
  private Map<String, Integer> sums() {
    Map<Object, Long> sums = new TreeMap<>();
    source.splits.values().stream()
        .flatMap(List::stream)
        .forEach(row -> sums.merge(row[0], (Long) row[1], Long::sum));
    Map<String, Integer> rows = new TreeMap<>();
    sums.forEach((key, sum) -> rows.put(List.of(key, sum).toString(), 1));
    return rows;
  }

  private void until(BooleanSupplier condition) {
    for (int steps = 0; !condition.getAsBoolean(); steps++) {
      assertThat(steps).as("steps").isLessThan(500_000);
      assertThat(scheduler.step()).as("something happens").isTrue();
    }
  }

  private <T> T get(CompletableFuture<T> future) {
    until(future::isDone);
    return future.join();
  }

  private CheckpointInfo checkpoint(Job job) {
    return get(job.checkpoint());
  }

  /** Lets the job read all that there is now, and commit it. */
  private void catchUp(Job job) {
    until(() -> job.status() == JobStatus.RUNNING);
    for (int i = 0; i < 50 && !ledger.total().equals(sums()); i++) {
      CheckpointInfo _ = checkpoint(job);
    }
    assertThat(ledger.total()).isEqualTo(sums());
  }

  private static List<String> said(Job job) {
    return job.errors().stream().map(JobError::message).toList();
  }

  private static LedgerSink.Trouble failing(int times, String message) {
    int[] left = {times};
    return () -> {
      if (left[0]-- > 0) {
        throw new IOException(message);
      }
    };
  }

  private LaminarException failureOf(Job job) {
    until(() -> job.status().ended());
    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    return job.failure().orElseThrow();
  }

  private CheckpointStore store(URI place) throws IOException {
    return CheckpointStore.find(place(place), scheduler.clock()).orElseThrow();
  }

  // ---- failures of runs

  @Test
  void userError_isNotRetried() {
    source.splits.get("b").add(20, new Object[] {"no row"});
    Job job = start(options());

    assertThat(failureOf(job).code()).isEqualTo(ErrorCode.BAD_DATA);
    assertThat(said(job)).noneMatch(text -> text.contains("goes on"));
    source.splits.get("b").remove(20);
  }

  @Test
  void failingSink_isRetriedWithGrowingWaits_fromTheLastCheckpoint() {
    Job job = start(options());
    catchUp(job);
    long epoch = job.checkpoints().getLast().epoch();
    assertThat(job.restoredFrom()).isEmpty();
    add("a", 30, 60);
    trouble = failing(3, "the disk is away");

    List<JobStatus> seen = new ArrayList<>();
    until(
        () -> {
          if (seen.isEmpty() || seen.getLast() != job.status()) {
            seen.add(job.status());
          }
          return said(job).stream().filter(text -> text.contains("goes on")).count() == 3
              && job.status() == JobStatus.RUNNING;
        });

    assertThat(seen).contains(JobStatus.RECOVERING);
    assertThat(said(job))
        .filteredOn(text -> text.contains("goes on"))
        .extracting(text -> text.replaceAll(".*goes on", "goes on"))
        .containsExactly("goes on in 100 ms", "goes on in 200 ms", "goes on in 400 ms");
    assertThat(said(job)).anyMatch(text -> text.contains("table 'out': the disk is away"));
    assertThat(job.restoredFrom().orElseThrow().epoch()).isEqualTo(epoch);
    catchUp(job);
  }

  @Test
  void failingSource_isRetried_andNamed() {
    source.failAt = 20;
    Job job = start(options());
    until(() -> job.status() == JobStatus.RECOVERING);
    source.failAt = -1;
    until(() -> said(job).stream().anyMatch(text -> text.contains("goes on in")));
    assertThat(said(job).getFirst())
        .startsWith("run failed: split '")
        .contains("of table 't': the disk is on fire; goes on in 100 ms");
    catchUp(job);
    assertThat(job.restoredFrom()).isEmpty();
  }

  @Test
  void moreFailuresThanThePolicyAllows_failTheJob_withTheirCause() {
    source.failAt = 20;
    Job job = start(options());
    LaminarException reason = failureOf(job);
    assertThat(reason.code()).isEqualTo(ErrorCode.EXTERNAL);
    assertThat(reason).hasMessageMatching("split '[ab]' of table 't': the disk is on fire");
    assertThat(said(job).stream().filter(text -> text.contains("goes on in"))).hasSize(3);
  }

  @Test
  void bug_isRetriedOnlyAsOftenAsBugsMay() {
    trouble =
        () -> {
          throw new IllegalStateException("off by one");
        };
    Job job = start(options());
    LaminarException reason = failureOf(job);
    assertThat(reason.code()).isEqualTo(ErrorCode.BUG);
    assertThat(reason).hasMessageContaining("table 'out'").hasMessageContaining("off by one");
    assertThat(said(job).stream().filter(text -> text.contains("goes on in"))).hasSize(1);
  }

  @Test
  void completeCheckpoint_beginsTheCountAnew() {
    Job job = start(options());
    for (int i = 0; i < 6; i++) { // twice as many as may fail in a row
      catchUp(job);
      trouble = failing(1, "hiccup " + i);
      add("a", 0, 10);
      String message = "hiccup " + i;
      until(() -> said(job).stream().anyMatch(text -> text.contains(message)));
    }
    catchUp(job);
    assertThat(said(job)).filteredOn(text -> text.contains("goes on in 100 ms")).hasSize(6);
  }

  @Test
  void epochWhoseCommitFailed_isCommittedByTheNextRun_whateverTheJobBeganFrom() {
    for (Restore restore : List.of(Restore.NONE, Restore.LATEST)) {
      places.clear();
      ledger.visible.clear();
      ledger.committed.clear();
      LedgerSink.Trouble commitFails =
          new LedgerSink.Trouble() {
            private int manifests;

            @Override
            public void maybe() throws IOException {
              boolean exists =
                  !((MemoryStorage) place(PLACE)).list("epochs/").isEmpty() && manifests++ == 0;
              if (exists) {
                throw new IOException("no answer to the commit");
              }
            }
          };
      trouble = commitFails;
      Job job = start(options().withRestore(restore));
      until(() -> job.status() == JobStatus.RUNNING);
      CompletableFuture<CheckpointInfo> _ = job.checkpoint();
      until(() -> said(job).stream().anyMatch(text -> text.contains("no answer")));
      catchUp(job);
      assertThat(job.restoredFrom()).isPresent();
      job.close();
    }
  }

  // ---- failures of checkpoints

  @Test
  void failedCheckpoints_areTolerated_andWhatWasPreparedIsCommittedWithTheNext() {
    Job job = start(options().withToleratedFailures(2));
    catchUp(job);
    add("a", 30, 60);
    add("b", 30, 60);
    storageFaults.failBefore(1);
    for (int i = 1; i <= 2; i++) {
      assertThatThrownBy(() -> checkpoint(job)).hasMessageContaining("injected fault");
    }
    assertThat(ledger.total()).isNotEqualTo(sums());
    storageFaults.calm();

    catchUp(job);
    assertThat(job.metrics().checkpoints().failed()).isEqualTo(2);
    assertThat(said(job))
        .noneMatch(text -> text.contains("goes on in"))
        .anyMatch(text -> text.matches("checkpoint \\d+ failed: injected fault.*"));
  }

  @Test
  void oneFailedCheckpointMore_failsTheRun() {
    Job job = start(options().withToleratedFailures(1));
    catchUp(job);
    storageFaults.failBefore(1);
    for (int i = 1; i <= 2; i++) {
      assertThatThrownBy(() -> checkpoint(job)).hasMessageContaining("injected fault");
    }
    until(() -> said(job).stream().anyMatch(text -> text.contains("goes on in")));
    assertThat(said(job))
        .anyMatch(text -> text.matches("run failed: checkpoint \\d+ failed: injected.*goes on.*"));
    storageFaults.calm();
    catchUp(job);
  }

  @Test
  void damagedNewestEpoch_isPassedOverWithAWarning() throws IOException {
    Job first = start(options());
    catchUp(first);
    add("a", 30, 60);
    CheckpointInfo last = checkpoint(first);
    int committed = ledger.visible.size();
    add("a", 0, 5);
    CheckpointInfo newest = checkpoint(first);
    first.close();
    damage(newest.epoch());
    // as a sink does that can take back what came after a checkpoint
    ledger.visible.subList(committed, ledger.visible.size()).clear();

    Job second = start(options());
    catchUp(second);
    assertThat(second.restoredFrom().orElseThrow().epoch()).isEqualTo(last.epoch());
    assertThat(String.join("\n", said(second)))
        .contains("state/%020d-".formatted(newest.epoch()))
        .contains("damaged");
  }

  private void damage(long epoch) throws IOException {
    List<String> names =
        store(PLACE).read(epoch).files().stream()
            .filter(file -> file.epoch() == epoch)
            .map(Manifest.StateFile::name)
            .toList();
    assertThat(names).isNotEmpty();
    for (String name : names) {
      StorageFaults.damage(place(PLACE), name, new Random(1));
    }
  }

  @Test
  void ifAllEpochsAreDamaged_theJobFails_andDoesNotBeginAfresh() throws IOException {
    Job first = start(options().withRetained(1));
    catchUp(first);
    first.close();
    for (long epoch : store(PLACE).epochs()) {
      damage(epoch);
    }
    Map<String, Integer> before = ledger.total();
    Job second = start(options());
    assertThat(failureOf(second))
        .hasMessageContaining("none of the")
        .hasMessageContaining("can be used");
    assertThat(ledger.total()).isEqualTo(before);
  }

  // ---- beginnings

  @Test
  void afresh_onAPlaceWithCheckpoints_isRefused_andHarmsNobody() {
    Job running = start(options());
    catchUp(running);
    Job refused = start(options().withRestore(Restore.NONE));

    LaminarException reason = failureOf(refused);
    assertThat(reason.code()).isEqualTo(ErrorCode.INVALID_OPTION);
    assertThat(reason).hasMessageContaining("there are checkpoints at memory:/own already");
    assertThat(said(refused)).isEmpty();
    add("a", 30, 60);
    catchUp(running); // it has not been fenced
    assertThat(running.errors()).isEmpty();
  }

  @Test
  void queryThatDoesNotFit_isRefused_andHarmsNobody() {
    Job running = start(options());
    catchUp(running);
    Job refused = start(sumByKey(Pipelines.doubled(scan(source))), options(), 1);
    assertThat(failureOf(refused).code()).isEqualTo(ErrorCode.INVALID_QUERY);
    add("a", 30, 60);
    catchUp(running);
  }

  @Test
  void chosenEpoch_isWhereTheJobGoesOn() throws IOException {
    Job first = start(options().withRetained(100));
    until(() -> first.status() == JobStatus.RUNNING);
    long early = checkpoint(first).epoch();
    catchUp(first);
    long late = checkpoint(first).epoch();
    first.close();
    assertThat(late).isGreaterThan(early);

    Job second = start(options().withRestore(new Restore.Epoch(early)));
    until(() -> second.status() == JobStatus.RUNNING);
    assertThat(second.restoredFrom().orElseThrow().epoch()).isEqualTo(early);
    assertThat(checkpoint(second).epoch()).isGreaterThan(late);
    second.close();
    Job missing = start(options().withRestore(new Restore.Epoch(999)));
    assertThat(failureOf(missing).code()).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(failureOf(missing)).hasMessageContaining("there is no checkpoint 999");
  }

  @Test
  void savepoint_isWhereAnotherPipelineBegins_andStaysWhenOldCheckpointsGo() throws IOException {
    Job first = start(options().withRetained(1), 3);
    catchUp(first);
    CheckpointInfo savepoint = get(first.savepoint(OTHER, "before the change"));
    assertThat(savepoint.savepoint()).contains("before the change");
    Map<String, Integer> atSavepoint = ledger.total();
    for (int i = 0; i < 5; i++) {
      add("a", 30, 40);
      CheckpointInfo _ = checkpoint(first);
    }
    first.close();
    assertThat(store(OTHER).verify())
        .allSatisfy(info -> assertThat(info.defect()).isEmpty())
        .extracting(info -> info.epoch())
        .containsExactly(savepoint.epoch());

    ledger.visible.clear(); // another sink, in effect: what follows is added to the old output
    Job second =
        start(
            CheckpointOptions.at(URI.create("memory:/third"))
                .withInterval(Duration.ofHours(1))
                .withRestore(new Restore.From(OTHER)),
            2);
    until(() -> second.status() == JobStatus.RUNNING);
    assertThat(second.restoredFrom().orElseThrow().savepoint()).contains("before the change");
    Map<String, Integer> whole = new TreeMap<>();
    for (int i = 0; i < 50 && !whole.equals(sums()); i++) {
      CheckpointInfo _ = checkpoint(second);
      whole.clear();
      whole.putAll(atSavepoint);
      ledger.total().forEach((row, count) -> whole.merge(row, count, Integer::sum));
      whole.values().removeIf(count -> count == 0);
    }
    assertThat(whole).isEqualTo(sums());
  }

  @Test
  void savepoint_inTheJobsOwnPlace_isRefused() {
    Job job = start(options());
    until(() -> job.status() == JobStatus.RUNNING);
    assertThatThrownBy(() -> get(job.savepoint(URI.create("memory:/own/"), "here")))
        .hasMessageContaining("a savepoint needs a place of its own");
    catchUp(job);
  }

  @Test
  void beginningFromAPlaceThatHasNothing_isRefused_andMakesNothing() {
    Job job = start(options().withRestore(new Restore.From(OTHER)));
    assertThat(failureOf(job).code()).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(failureOf(job)).hasMessageContaining("no savepoint or checkpoint at memory:/other");
    assertThat(((MemoryStorage) place(OTHER)).list("")).isEmpty();
  }

  // ---- ends

  @ParameterizedTest
  @EnumSource(StopMode.class)
  void stoppedJob_canBeResumed(StopMode mode) {
    Job first = start(options());
    until(() -> first.status() == JobStatus.RUNNING);
    CheckpointInfo _ = checkpoint(first);
    first.stop(mode);
    until(() -> first.status().ended());
    assertThat(first.status()).isEqualTo(JobStatus.STOPPED);
    boolean takesALast = mode == StopMode.GRACEFUL || mode == StopMode.CHECKPOINT;
    assertThat(first.checkpoints().size() > 1).isEqualTo(takesALast);
    add("a", 30, 60);
    catchUp(start(options(), 3));
  }

  @Test
  void stopWhileRecovering_endsTheJob() {
    source.failAt = 20;
    Job job = start(options());
    until(() -> said(job).stream().anyMatch(text -> text.contains("goes on in")));
    job.stop();
    until(() -> job.status().ended());
    assertThat(job.status()).isEqualTo(JobStatus.STOPPED);
    source.failAt = -1;
    catchUp(start(options()));
  }

  @Test
  void rescaledJob_goesOnWithTheSameResult() {
    int rows = 30;
    for (int parallelism : new int[] {1, 3, 2}) {
      Job job = start(options(), parallelism);
      catchUp(job);
      job.stop(StopMode.CHECKPOINT);
      until(() -> job.status().ended());
      add("a", rows, rows + 30);
      rows += 30;
    }
    catchUp(start(options(), 3));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 30})
  void finishedJob_hasACompleteCheckpoint_andFinishesAtOnceWhenRestarted(int rows)
      throws IOException {
    source.endless = false;
    source.bounded = true;
    source.splits.values().forEach(split -> split.subList(rows, split.size()).clear());
    Job first = start(options());
    until(() -> first.status().ended());
    assertThat(first.status()).isEqualTo(JobStatus.FINISHED);
    assertThat(ledger.total()).isEqualTo(sums());
    CheckpointStore store = store(PLACE);
    assertThat(store.read(store.epochs().getLast()).complete()).isTrue();
    int written = ledger.visible.size();

    Job second = start(options(), 3);
    until(() -> second.status().ended());
    assertThat(second.status()).isEqualTo(JobStatus.FINISHED);
    assertThat(ledger.visible).hasSize(written);
  }

  @Test
  void olderOfTwoJobs_stopsWithoutCommitting_andIsNotRetried() {
    Job older = start(options());
    catchUp(older);
    Job newer = start(options());
    until(() -> newer.status() == JobStatus.RUNNING);
    add("a", 30, 60);
    int visible = ledger.visible.size();
    assertThatThrownBy(() -> checkpoint(older)).hasMessageContaining("ended before");
    LaminarException reason = failureOf(older);
    assertThat(reason.code().kind()).isEqualTo(ErrorCode.Kind.USER);
    assertThat(reason).hasMessageContaining("another process has begun run");
    assertThat(said(older)).noneMatch(text -> text.contains("goes on in"));
    assertThat(ledger.visible).hasSize(visible);
    catchUp(newer);
  }

  @Test
  void atLeastOnce_losesNoRow() {
    source.endless = false;
    source.bounded = true;
    Job job =
        start(
            Pipelines.doubled(scan(source)),
            options().withGuarantee(Guarantee.AT_LEAST_ONCE).withInterval(Duration.ofMillis(1)),
            2);
    until(() -> !job.checkpoints().isEmpty() || job.status().ended());
    trouble = failing(1, "hiccup");
    until(() -> job.status().ended());
    assertThat(job.status()).isEqualTo(JobStatus.FINISHED);
    source
        .splits
        .values()
        .forEach(
            rows ->
                rows.forEach(
                    row ->
                        assertThat(ledger.total())
                            .containsKey(List.of(row[0], (Long) row[1] * 2, row[2]).toString())));
  }
}
