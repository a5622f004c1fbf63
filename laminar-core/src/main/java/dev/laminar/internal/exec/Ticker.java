package dev.laminar.internal.exec;

import dev.laminar.internal.exec.schedule.Scheduler;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numbers a job's ticks. A number follows when every source has put the one before into its stream,
 * rows have been read since, and the interval has passed; so nothing ticks while nothing happens,
 * and ticks do not pile up behind a slow source. A barrier takes the next number at once.
 *
 * <p><b>Threads:</b> any.
 */
final class Ticker {

  private final Scheduler scheduler;
  private final long intervalNanos;
  private long base;
  private List<Task> sources = List.of();
  private int live;
  private int missing;
  private boolean due;
  private @Nullable BarrierRequest barrier;
  private Scheduler.@Nullable Timer timer;
  private boolean closed;
  private volatile boolean armed;
  private volatile Element.Marker current;

  private record BarrierRequest(long epoch, boolean last) {}

  Ticker(Scheduler scheduler, long intervalNanos) {
    this.scheduler = scheduler;
    this.intervalNanos = intervalNanos;
    this.current = new Element.Tick(0);
  }

  /** Numbers follow the last one of an earlier run; before {@link #start}. */
  synchronized void goOn(long last) {
    base = last;
    current = new Element.Tick(last);
  }

  synchronized long base() {
    return base;
  }

  /** The first tick comes whether or not there are rows: an empty input has results too. */
  synchronized void start(List<Task> sourceTasks) {
    sources = sourceTasks;
    live = sourceTasks.size();
    touch();
  }

  /** The marker that every source puts into its stream, if it has not. */
  Element.Marker current() {
    return current;
  }

  /** Rows have been read. Called for each chunk, so it is cheap when it says nothing new. */
  void touch() {
    if (!armed) {
      arm();
    }
  }

  private synchronized void arm() {
    if (!armed && !closed) {
      armed = true;
      timer = scheduler.after(intervalNanos, this::interval);
    }
  }

  private synchronized void interval() {
    armed = false;
    due = true;
    issueIfPossible();
  }

  /** A source has put the current marker into its stream. */
  synchronized void injected() {
    missing--;
    issueIfPossible();
  }

  /** A source has ended that put this number into its stream last. */
  synchronized void ended(long lastNumber) {
    live--;
    if (current.number() > lastNumber) {
      missing--;
    }
    issueIfPossible();
  }

  synchronized void barrier(long epoch, boolean last) {
    barrier = new BarrierRequest(epoch, last);
    issueIfPossible();
  }

  private void issueIfPossible() {
    if (missing > 0 || live == 0 || closed || (!due && barrier == null)) {
      return;
    }
    long number = current.number() + 1;
    missing = live;
    due = false;
    if (barrier == null) {
      current = new Element.Tick(number);
    } else {
      current = new Element.Barrier(number, barrier.epoch(), barrier.last());
      barrier = null;
    }
    sources.forEach(Task::signal);
  }

  synchronized void close() {
    closed = true;
    if (timer != null) {
      timer.cancel();
    }
  }
}
