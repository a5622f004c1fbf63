package dev.laminar.internal.exec.schedule;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/**
 * Runs all actors on the thread that asks, one step at a time, in an order that a seed decides;
 * time moves only between steps. The same seed and the same calls give the same run.
 *
 * <p>How often the same actor goes on, how soon slices end and how fast time passes also follow
 * from the seed, so that some runs are smooth and others starve somebody for long. Steps of
 * blocking actors are run like all others: what they call must not wait for something that only
 * happens outside.
 *
 * <p><b>Threads:</b> one.
 */
public final class SimulatedScheduler implements Scheduler {

  /** While there is something to do, no more time than this passes at once. */
  private static final long LONGEST_PAUSE = 10_000_000_000L;

  private final Random random;
  private final List<Actor> ready = new ArrayList<>();
  private final PriorityQueue<Pending> timers = new PriorityQueue<>();
  private final int stickiness;
  private final int yieldChance;
  private final int timerChance;
  private final int maxStepNanos;
  private long now;
  private long timersMade;

  public SimulatedScheduler(long seed) {
    this.random = new Random(seed);
    this.stickiness = random.nextInt(90);
    this.yieldChance = 1 + random.nextInt(100);
    this.timerChance = 1 + random.nextInt(30);
    this.maxStepNanos = 1 << (5 + random.nextInt(17));
  }

  /** An action and when it is due; those due at once come in the order in which they were made. */
  private record Pending(long at, long order, Runnable action) implements Comparable<Pending> {
    @Override
    public int compareTo(Pending other) {
      return at == other.at ? Long.compare(order, other.order) : Long.compare(at, other.at);
    }
  }

  /** Runs one step or timer; false if there is neither. */
  public boolean step() {
    now += random.nextInt(maxStepNanos);
    Pending timer = timers.peek();
    if (timer != null
        && (ready.isEmpty()
            || timer.at <= now
            || (random.nextInt(100) < timerChance && timer.at - now < LONGEST_PAUSE))) {
      timers.remove(timer);
      now = Math.max(now, timer.at);
      timer.action.run();
      return true;
    }
    if (ready.isEmpty()) {
      return false;
    }
    int last = ready.size() - 1;
    int index = random.nextInt(100) < stickiness ? last : random.nextInt(ready.size());
    boolean _ = ready.remove(index).execute();
    return true;
  }

  @Override
  public void ready(Actor actor) {
    ready.add(actor);
  }

  @Override
  public void interrupt(Actor actor) {
    // Nobody waits: it will have its turn.
  }

  @Override
  public Timer after(long nanos, Runnable action) {
    Pending pending = new Pending(now + nanos, timersMade++, action);
    timers.add(pending);
    return () -> timers.remove(pending);
  }

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return Instant.ofEpochSecond(0, now);
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("processing time has no zone");
      }
    };
  }

  @Override
  public boolean yields(long start) {
    return random.nextInt(100) < yieldChance;
  }

  /**
   * Runs steps until it is complete.
   *
   * @throws IllegalStateException if nothing is left to run and it is not
   */
  @Override
  public boolean await(CompletableFuture<?> future, long nanos) {
    long end = nanos > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + nanos;
    while (!future.isDone()) {
      if (now >= end) {
        return false;
      }
      if (!step()) {
        throw new IllegalStateException("everything rests, but what is awaited has not come");
      }
    }
    return true;
  }

  @Override
  public void close() {
    timers.clear();
    ready.clear();
  }
}
