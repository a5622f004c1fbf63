package dev.laminar;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a pipeline is run. Immutable; the {@code with} methods give changed copies.
 *
 * @param parallelism subtasks per stage, where the plan and the sinks allow it
 * @param tickInterval how often unwindowed results are emitted while rows come
 * @param batchRows the most rows that sources and operators put into a batch
 * @param queueBytes how much waits between two tasks before the first of them has to
 * @param discoveryInterval how often unbounded sources look for new splits
 * @param from the snapshot to begin from; null to begin afresh. It stays the caller's, who may
 *     close it once the job is started.
 * @param checkpoints where state is kept; null if the job is not to survive a failure. Decides what
 *     to begin from, so {@code from} must be null then.
 */
public record JobOptions(
    String name,
    int parallelism,
    Duration tickInterval,
    int batchRows,
    long queueBytes,
    Duration discoveryInterval,
    @Nullable JobSnapshot from,
    @Nullable CheckpointOptions checkpoints) {

  public static final JobOptions DEFAULT =
      new JobOptions(
          "job", 1, Duration.ofMillis(100), 8192, 4L << 20, Duration.ofSeconds(10), null, null);

  public JobOptions {
    require(parallelism >= 1, "parallelism", "at least 1", parallelism);
    require(tickInterval.toNanos() > 0, "tick_interval", "more than 0", tickInterval);
    require(batchRows >= 1, "batch_rows", "at least 1", batchRows);
    require(queueBytes >= 1, "queue_bytes", "at least 1", queueBytes);
    require(
        discoveryInterval.toNanos() > 0, "discovery_interval", "more than 0", discoveryInterval);
  }

  private static void require(boolean holds, String name, String expected, Object value) {
    if (!holds) {
      throw new LaminarException(
          ErrorCode.INVALID_OPTION, name + ": expected " + expected + ", got " + value);
    }
  }

  public JobOptions withName(String newName) {
    return new JobOptions(
        newName,
        parallelism,
        tickInterval,
        batchRows,
        queueBytes,
        discoveryInterval,
        from,
        checkpoints);
  }

  public JobOptions withParallelism(int subtasks) {
    return new JobOptions(
        name, subtasks, tickInterval, batchRows, queueBytes, discoveryInterval, from, checkpoints);
  }

  public JobOptions withTickInterval(Duration interval) {
    return new JobOptions(
        name, parallelism, interval, batchRows, queueBytes, discoveryInterval, from, checkpoints);
  }

  public JobOptions withBatchRows(int rows) {
    return new JobOptions(
        name, parallelism, tickInterval, rows, queueBytes, discoveryInterval, from, checkpoints);
  }

  public JobOptions withQueueBytes(long bytes) {
    return new JobOptions(
        name, parallelism, tickInterval, batchRows, bytes, discoveryInterval, from, checkpoints);
  }

  public JobOptions withDiscoveryInterval(Duration interval) {
    return new JobOptions(
        name, parallelism, tickInterval, batchRows, queueBytes, interval, from, checkpoints);
  }

  public JobOptions from(@Nullable JobSnapshot snapshot) {
    return new JobOptions(
        name,
        parallelism,
        tickInterval,
        batchRows,
        queueBytes,
        discoveryInterval,
        snapshot,
        checkpoints);
  }

  public JobOptions withCheckpoints(@Nullable CheckpointOptions options) {
    return new JobOptions(
        name, parallelism, tickInterval, batchRows, queueBytes, discoveryInterval, from, options);
  }
}
