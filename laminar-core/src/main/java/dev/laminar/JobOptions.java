package dev.laminar;

import java.nio.file.Path;
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
 * @param stateMemory bytes of memory that the state of all operators may take; what is over goes to
 *     disk if it can, else the job fails
 * @param spillDirectory where state goes that memory cannot hold; null for the system's place for
 *     temporary files
 */
public record JobOptions(
    String name,
    int parallelism,
    Duration tickInterval,
    int batchRows,
    long queueBytes,
    Duration discoveryInterval,
    @Nullable JobSnapshot from,
    @Nullable CheckpointOptions checkpoints,
    long stateMemory,
    @Nullable Path spillDirectory) {

  public static final JobOptions DEFAULT =
      new JobOptions(
          "job",
          1,
          Duration.ofMillis(100),
          8192,
          4L << 20,
          Duration.ofSeconds(10),
          null,
          null,
          Long.MAX_VALUE,
          null);

  public JobOptions {
    require(parallelism >= 1, "parallelism", "at least 1", parallelism);
    require(tickInterval.toNanos() > 0, "tick_interval", "more than 0", tickInterval);
    require(batchRows >= 1, "batch_rows", "at least 1", batchRows);
    require(queueBytes >= 1, "queue_bytes", "at least 1", queueBytes);
    require(stateMemory >= 1, "state_memory", "at least 1", stateMemory);
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
        checkpoints,
        stateMemory,
        spillDirectory);
  }

  public JobOptions withParallelism(int subtasks) {
    return new JobOptions(
        name,
        subtasks,
        tickInterval,
        batchRows,
        queueBytes,
        discoveryInterval,
        from,
        checkpoints,
        stateMemory,
        spillDirectory);
  }

  public JobOptions withTickInterval(Duration interval) {
    return new JobOptions(
        name,
        parallelism,
        interval,
        batchRows,
        queueBytes,
        discoveryInterval,
        from,
        checkpoints,
        stateMemory,
        spillDirectory);
  }

  public JobOptions withBatchRows(int rows) {
    return new JobOptions(
        name,
        parallelism,
        tickInterval,
        rows,
        queueBytes,
        discoveryInterval,
        from,
        checkpoints,
        stateMemory,
        spillDirectory);
  }

  public JobOptions withQueueBytes(long bytes) {
    return new JobOptions(
        name,
        parallelism,
        tickInterval,
        batchRows,
        bytes,
        discoveryInterval,
        from,
        checkpoints,
        stateMemory,
        spillDirectory);
  }

  public JobOptions withDiscoveryInterval(Duration interval) {
    return new JobOptions(
        name,
        parallelism,
        tickInterval,
        batchRows,
        queueBytes,
        interval,
        from,
        checkpoints,
        stateMemory,
        spillDirectory);
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
        checkpoints,
        stateMemory,
        spillDirectory);
  }

  public JobOptions withCheckpoints(@Nullable CheckpointOptions options) {
    return new JobOptions(
        name,
        parallelism,
        tickInterval,
        batchRows,
        queueBytes,
        discoveryInterval,
        from,
        options,
        stateMemory,
        spillDirectory);
  }

  public JobOptions withStateMemory(long bytes) {
    return new JobOptions(
        name,
        parallelism,
        tickInterval,
        batchRows,
        queueBytes,
        discoveryInterval,
        from,
        checkpoints,
        bytes,
        spillDirectory);
  }

  public JobOptions withSpillDirectory(@Nullable Path directory) {
    return new JobOptions(
        name,
        parallelism,
        tickInterval,
        batchRows,
        queueBytes,
        discoveryInterval,
        from,
        checkpoints,
        stateMemory,
        directory);
  }
}
