package dev.laminar.internal.exec;

import static dev.laminar.internal.exec.Pipelines.plan;
import static dev.laminar.internal.exec.Pipelines.scan;
import static dev.laminar.internal.exec.Pipelines.sink;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laminar.CheckpointOptions;
import dev.laminar.Job;
import dev.laminar.JobError;
import dev.laminar.JobOptions;
import dev.laminar.JobStatus;
import dev.laminar.LaminarException;
import dev.laminar.RestartPolicy;
import dev.laminar.StopMode;
import dev.laminar.data.Batch;
import dev.laminar.internal.exec.graph.Operators;
import dev.laminar.internal.exec.schedule.WorkerScheduler;
import dev.laminar.internal.storage.MemoryStorage;
import dev.laminar.spi.Sink;
import dev.laminar.spi.SinkWriter;
import dev.laminar.spi.WriteContext;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs whose sink does not come back from a call, on real threads. */
class StuckTest {

  private final MemoryStorage storage = new MemoryStorage();
  private final LocalRunner runner =
      new LocalRunner(
          new WorkerScheduler(2, Clock.systemUTC()), Long.MAX_VALUE, (place, options) -> storage);
  private final StuckSink sink = new StuckSink();
  private final RowsSource source = new RowsSource(Pipelines.ROWS);

  StuckTest() {
    source.split("a", LocalJobTest.rows("a", 10));
    source.bounded = false;
  }

  /** Its writers wait at their first payload until they are let go. */
  private static final class StuckSink implements Sink {
    final CountDownLatch letGo = new CountDownLatch(1);
    final CountDownLatch stuck = new CountDownLatch(1);
    final AtomicInteger open = new AtomicInteger();
    volatile boolean heedsInterrupts;

    @Override
    public ChangelogSupport changes() {
      return ChangelogSupport.ALL;
    }

    @Override
    public SinkWriter<?> open(WriteContext context) {
      open.incrementAndGet();
      return new Writer();
    }

    private final class Writer implements SinkWriter<Batch> {
      @Override
      public Batch encode(Batch batch, RejectedRows bad) {
        return batch;
      }

      @Override
      public long bytes(Batch payload) {
        return payload.bytes();
      }

      @Override
      public void write(Batch payload) throws InterruptedException {
        try (payload) {
          stuck.countDown();
          if (heedsInterrupts) {
            letGo.await();
          } else {
            waitWhateverComes();
          }
        }
      }

      private void waitWhateverComes() {
        while (letGo.getCount() > 0) {
          try {
            letGo.await();
          } catch (InterruptedException e) {
            Thread.yield(); // such calls are what this is about
          }
        }
      }

      @Override
      public void discard(Batch payload) {
        payload.close();
      }

      @Override
      public void close() {
        open.decrementAndGet();
      }
    }
  }

  @AfterEach
  void close() throws InterruptedException {
    sink.letGo.countDown();
    runner.close();
    until(() -> sink.open.get() == 0 && runner.memoryUsed() == 0);
    assertThat(source.open).hasValue(0);
  }

  private static void until(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time is up").isLessThan(end);
      Thread.sleep(2);
    }
  }

  private static CheckpointOptions checkpoints() {
    return CheckpointOptions.at(URI.create("memory:/place")).withInterval(Duration.ofHours(1));
  }

  private Job start(JobOptions options) throws InterruptedException {
    Job job = runner.start(plan(sink(scan(source), sink)), options, Operators::of);
    assertThat(sink.stuck.await(20, TimeUnit.SECONDS)).isTrue();
    return job;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void force_endsTheJobAtOnce_andFreesItWhenTheCallReturns(boolean withCheckpoints)
      throws InterruptedException {
    Job job =
        start(
            withCheckpoints
                ? JobOptions.DEFAULT.withCheckpoints(checkpoints())
                : JobOptions.DEFAULT);
    job.stop(StopMode.IMMEDIATE);
    assertThat(job.await(Duration.ofMillis(50))).as("it waits for its sink").isFalse();

    job.stop(StopMode.FORCE);
    assertThat(job.await(Duration.ZERO)).isTrue();
    assertThat(job.status()).isEqualTo(JobStatus.STOPPED);
    assertThat(runner.jobs()).isEmpty();
    job.close();
    assertThat(sink.open).as("the writer that is stuck").hasValue(1);
    assertThat(runner.memoryUsed()).isPositive();

    sink.letGo.countDown();
    until(() -> sink.open.get() == 0 && runner.memoryUsed() == 0);
    assertThat(job.status()).isEqualTo(JobStatus.STOPPED);
  }

  @Test
  void closingTheEngine_doesNotWaitForEver() throws InterruptedException {
    Job job = start(JobOptions.DEFAULT);
    long start = System.nanoTime();
    runner.close();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(25));
    assertThat(job.status()).isEqualTo(JobStatus.STOPPED);
    assertThat(sink.open).hasValue(1);
  }

  @Test
  void checkpointThatTakesTooLong_isGivenUp_andSaysWhoHadNotReported() throws InterruptedException {
    Job job =
        start(
            JobOptions.DEFAULT.withCheckpoints(
                checkpoints().withTimeout(Duration.ofMillis(50)).withToleratedFailures(1000)));
    assertThatThrownBy(() -> job.checkpoint().get(20, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasMessageMatching(
            ".*checkpoint 1 failed: it was not complete after \\d+ ms;"
                + " table 'out' \\(laminar-writer-out\\.\\d\\).* had not reported");
    assertThat(job.status()).isEqualTo(JobStatus.RUNNING);

    sink.letGo.countDown();
    until(() -> job.checkpoint().handle((info, failure) -> failure == null).join());
    assertThat(job.metrics().checkpoints().failed()).isPositive();
    job.close();
  }

  @Test
  void sinkThatNeverComesBack_failsTheRun_onceMoreTimeoutsHavePassedThanAreTolerated()
      throws InterruptedException {
    sink.heedsInterrupts = true;
    Job job =
        start(
            JobOptions.DEFAULT.withCheckpoints(
                checkpoints()
                    .withInterval(Duration.ofMillis(10))
                    .withTimeout(Duration.ofMillis(50))
                    .withToleratedFailures(2)
                    .withRestarts(RestartPolicy.NEVER)));
    assertThatThrownBy(() -> job.await(Duration.ofSeconds(20)))
        .isInstanceOf(LaminarException.class)
        .hasMessageContaining("table 'out' (laminar-writer-out.");
    assertThat(job.errors())
        .extracting(JobError::message)
        .filteredOn(text -> text.contains("checkpoint 1 failed"))
        .hasSize(3);
  }
}
