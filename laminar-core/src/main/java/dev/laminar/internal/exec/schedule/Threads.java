package dev.laminar.internal.exec.schedule;

import java.util.List;

/** Waits for threads. Stateless. */
final class Threads {

  private Threads() {}

  /** Waits until all have ended, the caller apart; an interrupt is kept for later. */
  static void join(List<Thread> threads) {
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread != Thread.currentThread() && thread.isAlive()) {
        try {
          thread.join();
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
