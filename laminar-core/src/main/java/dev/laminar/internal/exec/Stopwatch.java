package dev.laminar.internal.exec;

import dev.laminar.internal.exec.schedule.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Divides a task's time among its operators: at any moment one meter runs. Belongs to its task.
 *
 * <p>Failures leave it running on the wrong meter, which then does not matter any more.
 */
final class Stopwatch {

  private final Scheduler scheduler;
  private @Nullable Meter running;
  private long since;

  Stopwatch(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** Stops whatever runs and starts this one; gives what ran, for {@link #leave}. */
  @Nullable Meter enter(@Nullable Meter meter) {
    long now = scheduler.nanoTime();
    Meter before = running;
    if (before != null) {
      before.busyNanos.add(now - since);
    }
    running = meter;
    since = now;
    return before;
  }

  void leave(@Nullable Meter before) {
    Meter _ = enter(before);
  }
}
