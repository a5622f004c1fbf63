package dev.laminar.internal.exec.schedule;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Something that runs in short steps when there is a reason to, on one thread at a time.
 *
 * <p>{@link #signal} gives a reason; what the caller wrote before is seen by the step that follows.
 * Any number of signals before a step make one step. A step that finds nothing to do waits, which
 * costs nothing: no thread, no queue entry.
 *
 * <p><b>State:</b> one word: waiting, ready (a scheduler has it), running, or running and signalled
 * meanwhile. <b>Threads:</b> any may signal; steps follow each other with happens-before between.
 */
public abstract class Actor {

  /** What comes after a step. */
  public enum Next {
    /** Another step, after others had their turn. */
    AGAIN,
    /** Nothing until the next signal. */
    WAIT,
    /** Nothing ever. */
    DONE
  }

  private static final int WAITING = 0;
  private static final int READY = 1;
  private static final int RUNNING = 2;
  private static final int SIGNALLED = 3;
  private static final int DONE = 4;

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(Actor.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Scheduler scheduler;
  private final String name;
  private final boolean blocking;
  private volatile int state = WAITING;

  /** The virtual thread of a blocking actor; its scheduler's. */
  volatile @Nullable Thread thread;

  /**
   * @param blocking whether steps may wait for something outside, so that they need a thread of
   *     their own
   */
  protected Actor(Scheduler scheduler, String name, boolean blocking) {
    this.scheduler = scheduler;
    this.name = name;
    this.blocking = blocking;
  }

  /** Does a bounded piece of work. Must not throw. */
  protected abstract Next step();

  /** There may be something to do. Cheap if that is known already. */
  public final void signal() {
    VarHandle.fullFence(); // what was written before must not be seen later than the state is read
    while (true) {
      int seen = state;
      if (seen == WAITING) {
        if (STATE.compareAndSet(this, WAITING, READY)) {
          scheduler.ready(this);
          return;
        }
      } else if (seen == RUNNING) {
        if (STATE.compareAndSet(this, RUNNING, SIGNALLED)) {
          return;
        }
      } else {
        return;
      }
    }
  }

  /** Runs a step of a ready actor; false if it was the last. Called by its scheduler only. */
  final boolean execute() {
    state = RUNNING;
    switch (step()) {
      case AGAIN -> becomeReady();
      case WAIT -> {
        if (!STATE.compareAndSet(this, RUNNING, WAITING)) {
          becomeReady();
        }
      }
      case DONE -> {
        state = DONE;
        return false;
      }
    }
    return true;
  }

  private void becomeReady() {
    state = READY;
    scheduler.ready(this);
  }

  final boolean isReady() {
    return state == READY;
  }

  final boolean blocking() {
    return blocking;
  }

  public final String name() {
    return name;
  }

  public final Scheduler scheduler() {
    return scheduler;
  }

  @Override
  public final String toString() {
    return name;
  }
}
