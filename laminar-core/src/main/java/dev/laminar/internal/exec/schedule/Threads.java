package dev.laminar.internal.exec.schedule;

import java.time.Duration;
import java.util.List;

/** Waits for threads. Stateless. */
final class Threads {

  private Threads() {}

  /** So long is waited for all of them together; who is stuck by then is left alone. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /**
   * Waits until all have ended, the caller apart, or {@link #LONGEST} has passed; an interrupt is
   * kept for later.
   */
  static void join(List<Thread> threads) {
    boolean interrupted = false;
    long end = System.nanoTime() + LONGEST.toNanos();
    for (Thread thread : threads) {
      while (thread != Thread.currentThread() && thread.isAlive() && System.nanoTime() < end) {
        try {
          boolean _ = thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
