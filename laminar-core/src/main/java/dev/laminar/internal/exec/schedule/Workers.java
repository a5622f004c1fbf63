package dev.laminar.internal.exec.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of threads that run ready actors in the order in which they became so.
 *
 * <p>One queue for all: turns last up to a millisecond, so nobody fights over it, and nobody
 * starves. A worker without work searches for a few microseconds before it parks; an actor that
 * becomes ready wakes a worker only if none is searching, and a searcher that found work wakes the
 * next if there is more. So a chain of small batches costs no system calls, and idle pipelines no
 * CPU.
 *
 * <p><b>Threads:</b> any may {@link #add}.
 */
final class Workers {

  private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 200 : 0;

  private final ConcurrentLinkedQueue<Actor> ready = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedDeque<Thread> parked = new ConcurrentLinkedDeque<>();
  private final AtomicInteger searching = new AtomicInteger();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closed;

  Workers(int count) {
    for (int i = 0; i < count; i++) {
      threads.add(Thread.ofPlatform().name("laminar-worker-" + i).daemon().start(this::work));
    }
  }

  void add(Actor actor) {
    ready.add(actor);
    wakeOne();
  }

  /** Makes sure that somebody looks at the queue, unless all are busy: then they will. */
  private void wakeOne() {
    while (searching.get() == 0 && !parked.isEmpty() && searching.compareAndSet(0, 1)) {
      Thread worker = parked.pollFirst();
      if (worker != null) {
        LockSupport.unpark(worker); // it is the one who searches now
        return;
      }
      searching.decrementAndGet();
      if (ready.isEmpty()) {
        return;
      }
    }
  }

  private void work() {
    while (!closed) {
      Actor actor = ready.poll();
      if (actor == null) {
        actor = search();
      }
      if (actor != null) {
        boolean _ = actor.execute();
      }
    }
  }

  private @Nullable Actor search() {
    searching.incrementAndGet();
    for (int i = 0; i < SPINS; i++) {
      Actor actor = ready.poll();
      if (actor != null) {
        return found(actor);
      }
      Thread.onSpinWait();
    }
    Thread self = Thread.currentThread();
    parked.addFirst(self);
    searching.decrementAndGet();
    // Whoever added before this line saw a searcher and woke nobody; whoever adds after it sees us.
    while (ready.isEmpty() && !closed) {
      LockSupport.park(this);
      if (!parked.contains(self)) {
        return afterWake();
      }
    }
    if (parked.remove(self)) {
      return null;
    }
    return afterWake();
  }

  /** Somebody took this worker from the parked ones and counted it as searching. */
  private @Nullable Actor afterWake() {
    Actor actor = ready.poll();
    if (actor != null) {
      return found(actor);
    }
    searching.decrementAndGet();
    if (!ready.isEmpty()) {
      wakeOne();
    }
    return null;
  }

  private Actor found(Actor actor) {
    if (searching.decrementAndGet() == 0 && !ready.isEmpty()) {
      wakeOne();
    }
    return actor;
  }

  /** Ends the threads. */
  void close() {
    closed = true;
    threads.forEach(LockSupport::unpark);
    Threads.join(threads);
  }
}
