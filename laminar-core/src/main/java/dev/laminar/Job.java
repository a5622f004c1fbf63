package dev.laminar;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A pipeline that runs, or has run. Any thread may call any method. */
public interface Job extends AutoCloseable {

  String name();

  JobStatus status();

  /**
   * Waits for the job's end.
   *
   * @throws LaminarException why it failed, if it did
   */
  void await() throws InterruptedException;

  /**
   * Waits for the job's end, but no longer than this.
   *
   * @return whether it has ended
   * @throws LaminarException why it failed, if it did
   */
  boolean await(Duration longest) throws InterruptedException;

  /**
   * Asks for a graceful end: sources read no further; what was read is worked on, unwindowed
   * results are emitted, windows that are still open stay so, sinks complete their output. Does not
   * wait.
   */
  void stop();

  /** Ends the job in one of several ways. Does not wait. */
  void stop(StopMode mode);

  /** Ends the job at once; output may be incomplete. Does not wait. */
  void cancel();

  /** Why it failed; empty if it did not. */
  Optional<LaminarException> failure();

  JobMetrics metrics();

  /** The last errors that did not end the job, oldest first. */
  List<JobError> errors();

  /** The stages and what moves rows between them, as text. */
  String explain();

  /** Takes a checkpoint now, in the job's place for them, after any other that is under way. */
  CompletableFuture<CheckpointInfo> checkpoint();

  /**
   * Takes a checkpoint and copies it to a place of its own, where it stays until somebody deletes
   * it: other pipelines can begin from it ({@link CheckpointOptions.Restore.From}).
   */
  CompletableFuture<CheckpointInfo> savepoint(URI location, String name);

  /** The last checkpoints that this job has completed, oldest first. */
  List<CheckpointInfo> checkpoints();

  /**
   * What the job's present run began from: a checkpoint, a savepoint, a snapshot. Empty if it began
   * afresh, or has not looked yet.
   */
  Optional<CheckpointInfo> restoredFrom();

  /**
   * Takes a snapshot in memory while the job goes on. It fails if the job ends otherwise than by
   * its input's end before it is complete.
   */
  CompletableFuture<JobSnapshot> snapshot();

  /**
   * Takes a snapshot and stops gracefully right there: what has been written then, and what a job
   * that begins from the snapshot will write, make the whole output.
   */
  CompletableFuture<JobSnapshot> stopWithSnapshot();

  /**
   * Cancels the job if it has not ended, and waits until all of it is freed; not for what a {@link
   * StopMode#FORCE} has left behind.
   */
  @Override
  void close();
}
