package dev.laminar.internal.exec.schedule;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/**
 * Gives actors their turns, and is the only source of time for what they do. Real ones use workers,
 * virtual threads and the machine's clock; the simulated one is a single thread with a seed.
 */
public interface Scheduler extends AutoCloseable {

  /** The actor has become ready: its step is to be executed once, soon. Called by actors. */
  void ready(Actor actor);

  /** Ends whatever a blocking actor is waiting for, by an interrupt of its thread. */
  void interrupt(Actor actor);

  /** Runs a short action, which must not block or throw, once the time has passed. */
  Timer after(long nanos, Runnable action);

  /** For spans of time. */
  long nanoTime();

  /** Processing time. */
  Clock clock();

  /** For names that nobody else uses. */
  RandomGenerator random();

  /** Whether a step that began at {@code start} should let others have their turn. */
  boolean yields(long start);

  /**
   * Waits until something is complete, in whatever way, but no longer than this.
   *
   * @return whether it is
   */
  boolean await(CompletableFuture<?> future, long nanos) throws InterruptedException;

  /** Ends all threads; everything that ran on them has ended before. */
  @Override
  void close();

  /** A pending action. */
  interface Timer {
    void cancel();
  }
}
