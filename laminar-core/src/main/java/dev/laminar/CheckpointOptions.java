package dev.laminar;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Where and how a job keeps its state. Immutable; the {@code with} methods give changed copies.
 *
 * @param location a storage of the job's own: {@code file:/…}, {@code s3://bucket/prefix}
 * @param storage options of the storage, such as {@code endpoint}
 * @param interval from the beginning of one checkpoint to that of the next
 * @param timeout a checkpoint that takes longer is given up
 * @param toleratedFailures so many checkpoints may fail one after the other; one more fails the job
 * @param retained so many complete checkpoints are kept
 * @param guarantee what a crash may do to results
 * @param restore what to begin from
 * @param restarts when the job goes on by itself after a failure
 * @param allowEmptyState whether a changed query may begin although parts of it that have no state
 *     in the checkpoint miss the rows before it: see {@link UpgradeReport}
 */
public record CheckpointOptions(
    URI location,
    Map<String, String> storage,
    Duration interval,
    Duration timeout,
    int toleratedFailures,
    int retained,
    Guarantee guarantee,
    Restore restore,
    RestartPolicy restarts,
    boolean allowEmptyState) {

  /** What a crash may do to results. */
  public enum Guarantee {
    /** Every row counts once. */
    EXACTLY_ONCE,
    /** Every row counts; some may count twice after a crash. Tasks never wait for a barrier. */
    AT_LEAST_ONCE
  }

  /** What a job begins from. */
  public sealed interface Restore {
    /** Afresh; the location must hold no checkpoint. */
    record None() implements Restore {}

    /** The newest complete checkpoint of the location; afresh if there is none. */
    record Latest() implements Restore {}

    /** One checkpoint of the location. */
    record Epoch(long number) implements Restore {}

    /** A savepoint, or the newest checkpoint, of another location. */
    record From(URI location) implements Restore {}

    Restore NONE = new None();
    Restore LATEST = new Latest();
  }

  public CheckpointOptions {
    storage = Map.copyOf(storage);
    require(interval.toNanos() > 0, "checkpoint_interval", "more than 0", interval);
    require(timeout.toNanos() > 0, "checkpoint_timeout", "more than 0", timeout);
    require(
        toleratedFailures >= 0, "checkpoint_tolerated_failures", "at least 0", toleratedFailures);
    require(retained >= 1, "checkpoint_retained", "at least 1", retained);
  }

  private static void require(boolean holds, String name, String expected, Object value) {
    if (!holds) {
      throw new LaminarException(
          ErrorCode.INVALID_OPTION, name + ": expected " + expected + ", got " + value);
    }
  }

  /** Every ten seconds, exactly once, beginning from the newest checkpoint if there is one. */
  public static CheckpointOptions at(URI location) {
    return new CheckpointOptions(
        location,
        Map.of(),
        Duration.ofSeconds(10),
        Duration.ofMinutes(10),
        3,
        3,
        Guarantee.EXACTLY_ONCE,
        Restore.LATEST,
        RestartPolicy.DEFAULT,
        false);
  }

  public CheckpointOptions withStorage(Map<String, String> options) {
    return new CheckpointOptions(
        location,
        options,
        interval,
        timeout,
        toleratedFailures,
        retained,
        guarantee,
        restore,
        restarts,
        allowEmptyState);
  }

  public CheckpointOptions withInterval(Duration newInterval) {
    return new CheckpointOptions(
        location,
        storage,
        newInterval,
        timeout,
        toleratedFailures,
        retained,
        guarantee,
        restore,
        restarts,
        allowEmptyState);
  }

  public CheckpointOptions withTimeout(Duration newTimeout) {
    return new CheckpointOptions(
        location,
        storage,
        interval,
        newTimeout,
        toleratedFailures,
        retained,
        guarantee,
        restore,
        restarts,
        allowEmptyState);
  }

  public CheckpointOptions withToleratedFailures(int failures) {
    return new CheckpointOptions(
        location,
        storage,
        interval,
        timeout,
        failures,
        retained,
        guarantee,
        restore,
        restarts,
        allowEmptyState);
  }

  public CheckpointOptions withRetained(int checkpoints) {
    return new CheckpointOptions(
        location,
        storage,
        interval,
        timeout,
        toleratedFailures,
        checkpoints,
        guarantee,
        restore,
        restarts,
        allowEmptyState);
  }

  public CheckpointOptions withGuarantee(Guarantee newGuarantee) {
    return new CheckpointOptions(
        location,
        storage,
        interval,
        timeout,
        toleratedFailures,
        retained,
        newGuarantee,
        restore,
        restarts,
        allowEmptyState);
  }

  public CheckpointOptions withRestore(Restore newRestore) {
    return new CheckpointOptions(
        location,
        storage,
        interval,
        timeout,
        toleratedFailures,
        retained,
        guarantee,
        newRestore,
        restarts,
        allowEmptyState);
  }

  public CheckpointOptions withRestarts(RestartPolicy policy) {
    return new CheckpointOptions(
        location,
        storage,
        interval,
        timeout,
        toleratedFailures,
        retained,
        guarantee,
        restore,
        policy,
        allowEmptyState);
  }

  public CheckpointOptions withAllowEmptyState(boolean allow) {
    return new CheckpointOptions(
        location,
        storage,
        interval,
        timeout,
        toleratedFailures,
        retained,
        guarantee,
        restore,
        restarts,
        allow);
  }
}
