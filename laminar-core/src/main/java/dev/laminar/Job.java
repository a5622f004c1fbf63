package dev.laminar;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One run of a pipeline. Any thread may call any method. */
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

  /** Ends the job at once; output may be incomplete. Does not wait. */
  void cancel();

  /** Why it failed; empty if it did not. */
  Optional<LaminarException> failure();

  JobMetrics metrics();

  /** The last errors that did not end the job, oldest first. */
  List<JobError> errors();

  /** The stages and what moves rows between them, as text. */
  String explain();

  /**
   * Takes a snapshot while the job goes on. It fails if another is under way, or if the job ends
   * otherwise than by its input's end before it is complete.
   */
  CompletableFuture<JobSnapshot> snapshot();

  /**
   * Takes a snapshot and stops gracefully right there: what has been written then, and what a job
   * that begins from the snapshot will write, make the whole output.
   */
  CompletableFuture<JobSnapshot> stopWithSnapshot();

  /** Cancels the job if it has not ended, and waits until all of it is freed. */
  @Override
  void close();
}
