package dev.laminar.internal.exec;

import dev.laminar.ErrorCode;
import dev.laminar.Job;
import dev.laminar.JobError;
import dev.laminar.JobMetrics;
import dev.laminar.JobOptions;
import dev.laminar.JobSnapshot;
import dev.laminar.JobStatus;
import dev.laminar.LaminarException;
import dev.laminar.internal.exec.graph.StageGraph;
import dev.laminar.internal.exec.schedule.Actor;
import dev.laminar.internal.exec.schedule.Scheduler;
import dev.laminar.internal.state.KeyGroups;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.jspecify.annotations.Nullable;

/**
 * A job of the local runner: its actors and what is common to them.
 *
 * <p>It ends for the first reason that comes: all tasks and writers are through, somebody cancels,
 * or an actor fails. From then on no actor begins a step, those that wait outside are interrupted,
 * and when the last has come to rest everything is freed, by one thread; only then is the end
 * published. So nobody frees what another still uses.
 *
 * <p><b>Threads:</b> any.
 */
final class LocalJob implements Job {

  private final LocalRunner runner;
  private final StageGraph graph;
  private final JobOptions options;
  private final BufferAllocator allocator;
  private final @Nullable StateCopy from;
  private final Ticker ticker;
  private final Errors errors = new Errors();
  private final Cleanup cleanup;
  private final CompletableFuture<JobStatus> end = new CompletableFuture<>();
  private final Wiring wiring;

  /** Guards what follows. */
  private final Object lock = new Object();

  private final Set<JobActor> actors = new LinkedHashSet<>();
  private int running;
  private int unfinished;
  private int unopened;
  private int closing;
  private boolean incomplete;
  private long nextEpoch;
  private JobStatus outcome = JobStatus.FINISHED;
  private @Nullable LaminarException failure;

  private volatile JobStatus status = JobStatus.CREATED;
  private volatile boolean stopping;
  private volatile boolean ending;
  private volatile @Nullable PendingSnapshot pendingSnapshot;

  LocalJob(LocalRunner runner, StageGraph graph, JobOptions options) {
    this.runner = runner;
    this.graph = graph;
    this.options = options;
    StateCopy snapshot = (StateCopy) options.from();
    this.from = snapshot == null ? null : snapshot.hold();
    this.allocator = runner.account(options.name());
    long tick = from == null ? 0 : from.tick();
    this.nextEpoch = from == null ? 1 : from.epoch() + 1;
    this.ticker = new Ticker(scheduler(), options.tickInterval().toNanos(), tick);
    this.cleanup = new Cleanup(scheduler(), options.name());
    try {
      this.wiring = Wiring.of(this, graph);
    } catch (RuntimeException e) {
      allocator.close(); // an operator refused its node
      if (from != null) {
        from.close();
      }
      throw e;
    }
  }

  /** Frees everything once all actors have come to rest. */
  private final class Cleanup extends Actor {
    Cleanup(Scheduler scheduler, String name) {
      super(scheduler, "laminar-cleanup-" + name, true);
    }

    @Override
    protected Next step() {
      free();
      return Next.DONE;
    }
  }

  // ---- what the actors need

  Scheduler scheduler() {
    return runner.scheduler();
  }

  JobOptions options() {
    return options;
  }

  BufferAllocator allocator() {
    return allocator;
  }

  int keyGroups() {
    return KeyGroups.DEFAULT_COUNT;
  }

  @Nullable StateCopy from() {
    return from;
  }

  Ticker ticker() {
    return ticker;
  }

  Errors errorLog() {
    return errors;
  }

  boolean stopping() {
    return stopping;
  }

  boolean ending() {
    return ending;
  }

  // ---- life

  void start() {
    List<JobActor> all = wiring.actors();
    synchronized (lock) {
      status = JobStatus.RUNNING;
      unfinished = wiring.tasks().size() + wiring.writers();
      unopened = wiring.tasks().size();
    }
    ticker.start(wiring.sourceTasks()); // before any source can end, which the ticker counts
    all.forEach(this::begin);
  }

  /** Lets an actor run from now on. */
  void begin(JobActor actor) {
    synchronized (lock) {
      if (ending) {
        return;
      }
      actors.add(actor);
      running++;
    }
    actor.signal();
  }

  /** An actor has taken its last step. */
  void done(JobActor actor) {
    synchronized (lock) {
      running--;
      if (!ending) {
        actors.remove(actor); // it has freed itself
        return;
      }
      if (running > 0) {
        return;
      }
    }
    cleanup.signal();
  }

  /** A task has its state; when all have, the snapshot that they came from may go. */
  void opened() {
    synchronized (lock) {
      unopened--;
      if (unopened > 0) {
        return;
      }
    }
    if (from != null) {
      from.close();
    }
  }

  /** A task's input has ended, by itself or because the job stops. */
  void ended(boolean complete) {
    synchronized (lock) {
      unfinished--;
      incomplete |= !complete;
    }
    finishIfDone();
  }

  /** A sink's output is complete. */
  void written() {
    synchronized (lock) {
      unfinished--;
    }
    finishIfDone();
  }

  /** A split's reader is about to close. */
  void closing() {
    synchronized (lock) {
      closing++;
    }
  }

  /** A split's reader has closed. */
  void closed() {
    synchronized (lock) {
      closing--;
    }
    finishIfDone();
  }

  private void finishIfDone() {
    JobStatus reached;
    synchronized (lock) {
      if (unfinished > 0 || closing > 0 || pendingSnapshot != null) {
        return;
      }
      reached = incomplete ? JobStatus.STOPPED : JobStatus.FINISHED;
    }
    end(reached, null);
  }

  /** An actor's step failed. */
  void fail(JobActor actor, Throwable cause) {
    end(JobStatus.FAILED, failure(actor.place(), cause));
  }

  /** Says what failed where; an exception made for users says so itself. */
  static LaminarException failure(String place, Throwable cause) {
    String said =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return switch (cause) {
      case LaminarException e -> e;
      case IOException e -> new LaminarException(ErrorCode.EXTERNAL, place + ": " + said, e);
      case OutOfMemoryException e ->
          new LaminarException(
              ErrorCode.RESOURCE,
              place + ": memory is used up; raise the memory limit, or let less wait: " + said,
              e);
      default ->
          new LaminarException(
              ErrorCode.BUG, place + " failed: " + cause.getClass().getName() + ": " + said, cause);
    };
  }

  private void end(JobStatus newOutcome, @Nullable LaminarException newFailure) {
    List<JobActor> all;
    boolean resting;
    synchronized (lock) {
      if (ending) {
        return;
      }
      ending = true;
      outcome = newOutcome;
      failure = newFailure;
      all = List.copyOf(actors);
      resting = running == 0;
    }
    ticker.close();
    for (JobActor actor : all) {
      actor.signal();
      scheduler().interrupt(actor);
    }
    if (resting) {
      cleanup.signal();
    }
  }

  private void free() {
    PendingSnapshot pending = pendingSnapshot;
    Closing things = new Closing();
    things.add(allocator);
    if (pending != null) {
      things.add(pending.state());
    }
    if (from != null && unopened > 0) {
      things.add(from);
    }
    for (JobActor actor : actors) {
      things.add(actor::free);
    }
    try {
      things.close();
    } catch (Exception e) {
      synchronized (lock) {
        if (failure == null) {
          outcome = JobStatus.FAILED;
          failure = failure("freeing job '" + options.name() + "'", e);
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (pending != null) {
      pendingSnapshot = null;
      pending.future().completeExceptionally(noSnapshot());
    }
    status = outcome;
    runner.ended(this);
    end.complete(outcome);
  }

  private LaminarException noSnapshot() {
    return new LaminarException(
        ErrorCode.RESOURCE,
        "job '" + options.name() + "' ended before its snapshot was complete",
        failure);
  }

  // ---- snapshots

  @Nullable PendingSnapshot pendingSnapshot() {
    return pendingSnapshot;
  }

  @Override
  public CompletableFuture<JobSnapshot> snapshot() {
    return snapshot(false);
  }

  @Override
  public CompletableFuture<JobSnapshot> stopWithSnapshot() {
    return snapshot(true);
  }

  private CompletableFuture<JobSnapshot> snapshot(boolean last) {
    CompletableFuture<JobSnapshot> future = new CompletableFuture<>();
    PendingSnapshot pending;
    synchronized (lock) {
      if (ending || pendingSnapshot != null) {
        future.completeExceptionally(ending ? noSnapshot() : busy());
        return future;
      }
      long epoch = nextEpoch++;
      StateCopy state = new StateCopy(epoch, runner.account(options.name() + "-snapshot"));
      pending = new PendingSnapshot(state, new AtomicInteger(wiring.tasks().size()), future);
      pendingSnapshot = pending;
      if (last && status == JobStatus.RUNNING) {
        status = JobStatus.STOPPING;
      }
    }
    ticker.barrier(pending.epoch(), last);
    wiring.tasks().forEach(Task::signal); // those that have ended report, too
    return future;
  }

  private LaminarException busy() {
    return new LaminarException(
        ErrorCode.RESOURCE,
        "job '" + options.name() + "' is taking a snapshot already; wait until it is complete");
  }

  /** A task has written its share. */
  void reported(PendingSnapshot pending) {
    if (pending.missing().decrementAndGet() > 0) {
      return;
    }
    pending.state().setTick(ticker.current().number());
    synchronized (lock) {
      if (ending) {
        return; // freeing takes care of it
      }
      pendingSnapshot = null;
    }
    pending.future().complete(pending.state());
    finishIfDone();
  }

  // ---- what users see

  @Override
  public String name() {
    return options.name();
  }

  @Override
  public JobStatus status() {
    return status;
  }

  @Override
  public void await() throws InterruptedException {
    boolean _ = await(Duration.ofNanos(Long.MAX_VALUE));
  }

  @Override
  public boolean await(Duration longest) throws InterruptedException {
    if (!scheduler().await(end, longest.toNanos())) {
      return false;
    }
    throwFailure();
    return true;
  }

  private void throwFailure() {
    Optional<LaminarException> reason = failure();
    if (reason.isPresent()) {
      throw reason.get();
    }
  }

  @Override
  public void stop() {
    synchronized (lock) {
      if (ending || stopping) {
        return;
      }
      stopping = true;
      status = JobStatus.STOPPING;
    }
    wiring.sourceTasks().forEach(Task::signal);
  }

  @Override
  public void cancel() {
    end(JobStatus.STOPPED, null);
  }

  @Override
  public Optional<LaminarException> failure() {
    synchronized (lock) {
      return end.isDone() ? Optional.ofNullable(failure) : Optional.empty();
    }
  }

  @Override
  public JobMetrics metrics() {
    return wiring.metrics();
  }

  @Override
  public List<JobError> errors() {
    return new ArrayList<>(errors.list());
  }

  @Override
  public String explain() {
    return graph.toString();
  }

  @Override
  public void close() {
    cancel();
    boolean interrupted = false;
    while (!end.isDone()) {
      try {
        boolean _ = scheduler().await(end, Long.MAX_VALUE);
      } catch (InterruptedException e) {
        interrupted = true; // what is being freed must be free before this returns
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
