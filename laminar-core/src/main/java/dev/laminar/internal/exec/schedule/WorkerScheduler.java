package dev.laminar.internal.exec.schedule;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * Runs actors for real: those that compute on a fixed pool of workers, those that block each on a
 * virtual thread, timers on one more thread. Shared by all jobs; its threads do not keep a program
 * alive.
 */
public final class WorkerScheduler implements Scheduler {

  /** How long a step may go on before others have their turn. */
  private static final long SLICE_NANOS = 1_000_000;

  private final Workers workers;
  private final Clock clock;
  private final ScheduledThreadPoolExecutor timers;
  private final List<Thread> timerThreads = new CopyOnWriteArrayList<>();

  public WorkerScheduler(int workers, Clock clock) {
    this.workers = new Workers(workers);
    this.clock = clock;
    this.timers = new ScheduledThreadPoolExecutor(1, this::timerThread);
    timers.setRemoveOnCancelPolicy(true);
  }

  private Thread timerThread(Runnable action) {
    Thread thread = Thread.ofPlatform().name("laminar-timer").daemon().unstarted(action);
    timerThreads.add(thread);
    return thread;
  }

  @Override
  public void ready(Actor actor) {
    if (actor.blocking()) {
      readyToBlock(actor);
    } else {
      workers.add(actor);
    }
  }

  private static void readyToBlock(Actor actor) {
    Thread thread = actor.thread;
    if (thread == null) {
      thread = Thread.ofVirtual().name(actor.name()).unstarted(() -> runBlocking(actor));
      actor.thread = thread;
      thread.start();
    } else {
      LockSupport.unpark(thread);
    }
  }

  private static void runBlocking(Actor actor) {
    do {
      while (!actor.isReady()) {
        LockSupport.park(actor);
        // A late interrupt must not turn waiting into spinning; who interrupts has signalled too.
        boolean _ = Thread.interrupted();
      }
    } while (actor.execute());
  }

  @Override
  public void interrupt(Actor actor) {
    Thread thread = actor.thread;
    if (thread != null) {
      thread.interrupt();
    }
  }

  @Override
  public Timer after(long nanos, Runnable action) {
    ScheduledFuture<?> pending = timers.schedule(action, nanos, TimeUnit.NANOSECONDS);
    return () -> pending.cancel(false);
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public RandomGenerator random() {
    return new SecureRandom();
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public boolean yields(long start) {
    return System.nanoTime() - start > SLICE_NANOS;
  }

  @Override
  public boolean await(CompletableFuture<?> future, long nanos) throws InterruptedException {
    try {
      Object _ = future.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return true; // complete all the same: whoever holds the future sees why
    }
    return true;
  }

  @Override
  public void close() {
    timers.shutdownNow();
    Threads.join(timerThreads);
    workers.close();
  }
}
