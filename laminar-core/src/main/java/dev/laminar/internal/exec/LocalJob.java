package dev.laminar.internal.exec;

import dev.laminar.CheckpointInfo;
import dev.laminar.CheckpointOptions.Guarantee;
import dev.laminar.ErrorCode;
import dev.laminar.Job;
import dev.laminar.JobError;
import dev.laminar.JobMetrics;
import dev.laminar.JobOptions;
import dev.laminar.JobSnapshot;
import dev.laminar.JobStatus;
import dev.laminar.LaminarException;
import dev.laminar.StopMode;
import dev.laminar.internal.checkpoint.CorruptStateException;
import dev.laminar.internal.checkpoint.FencedException;
import dev.laminar.internal.checkpoint.Manifest;
import dev.laminar.internal.checkpoint.StateReader;
import dev.laminar.internal.exec.graph.StageGraph;
import dev.laminar.internal.exec.schedule.Actor;
import dev.laminar.internal.exec.schedule.Scheduler;
import dev.laminar.internal.plan.SinkTable;
import dev.laminar.internal.state.KeyGroups;
import dev.laminar.spi.Transaction;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.jspecify.annotations.Nullable;

/**
 * One run of a job: its actors and what is common to them.
 *
 * <p>It ends for the first reason that comes: all tasks and writers are through, somebody cancels,
 * or an actor fails. From then on no actor begins a step, those that wait outside are interrupted,
 * and when the last has come to rest everything is freed, by one thread; only then is the end
 * published. So nobody frees what another still uses. If it is ended by force the end is published
 * at once, and the rest follows when those that are stuck outside return.
 *
 * <p><b>Threads:</b> any.
 */
final class LocalJob implements Job {

  /** Hears of what becomes of a run. */
  interface Listener {
    /** A checkpoint is complete. */
    void completed(CheckpointInfo info);

    /** What it begins from is written down: it is the job's own run from here on. */
    void begun();

    /** State of the checkpoint that it began from is corrupt; {@code own} if the job made it. */
    void corrupt(long epoch, boolean own);

    /** It is over; everything is freed, unless it was ended by force. */
    void ended(LocalJob run, JobStatus outcome, @Nullable LaminarException failure);
  }

  private final LocalRunner runner;
  private final StageGraph graph;
  private final JobOptions options;
  private final Listener listener;
  private final BufferAllocator allocator;
  private final StateMemory stateMemory;
  private final Durability durability;
  private final Coordinator coordinator;
  private final Ticker ticker;
  private final Errors errors;
  private final CheckpointCounts counts;
  private final Cleanup cleanup;
  private final CompletableFuture<JobStatus> end = new CompletableFuture<>();
  private final CompletableFuture<JobStatus> freed = new CompletableFuture<>();
  private final Wiring wiring;

  /** Guards what follows. */
  private final Object lock = new Object();

  private final Set<JobActor> actors = new LinkedHashSet<>();
  private int running;
  private int unfinished;
  private int unopened;
  private int closing;
  private boolean incomplete;
  private JobStatus outcome = JobStatus.FINISHED;
  private @Nullable LaminarException failure;
  private @Nullable StateReader restored;
  private boolean restoredOwn;
  private @Nullable CheckpointInfo restoredFrom;
  private boolean published;

  private volatile JobStatus status = JobStatus.CREATED;
  private volatile boolean stopping;
  private volatile boolean ending;

  LocalJob(
      LocalRunner runner,
      StageGraph graph,
      JobOptions options,
      Durability durability,
      Errors errors,
      CheckpointCounts counts,
      Listener listener) {
    this.runner = runner;
    this.graph = graph;
    this.options = options;
    this.durability = durability;
    this.errors = errors;
    this.counts = counts;
    this.listener = listener;
    this.stateMemory = new StateMemory(options, graph);
    this.allocator = runner.account(options.name());
    this.ticker = new Ticker(scheduler(), options.tickInterval().toNanos());
    this.cleanup = new Cleanup(scheduler(), options.name());
    this.coordinator = new Coordinator(this, durability);
    try {
      this.wiring = Wiring.of(this, graph);
    } catch (RuntimeException e) {
      allocator.close(); // an operator refused its node
      throw e;
    }
    runner.began(this);
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

  StateMemory stateMemory() {
    return stateMemory;
  }

  int keyGroups() {
    return KeyGroups.DEFAULT_COUNT;
  }

  StageGraph graph() {
    return graph;
  }

  List<Task> tasks() {
    return wiring.tasks();
  }

  List<WriterRun<?>> writers() {
    return wiring.writers();
  }

  /** Whether a task waits at a barrier until all of its inputs have reached it. */
  boolean alignsBarriers() {
    return !durability.periodic() || durability.options().guarantee() == Guarantee.EXACTLY_ONCE;
  }

  /** How the writers of a table are to stage rows, if they are to. */
  Optional<Transaction> transaction(SinkTable table) {
    return durability.transaction(table);
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

  /** Begins, if state is to be found first then by the coordinator. */
  void start() throws IOException {
    synchronized (lock) {
      unfinished = wiring.tasks().size() + wiring.writers().size();
      unopened = wiring.tasks().size();
    }
    coordinator.expect(wiring.writers());
    if (durability.periodic()) {
      boolean _ = begin(coordinator); // if not, the job has ended already
      return;
    }
    StoredSnapshot from = (StoredSnapshot) options.from();
    if (from != null) {
      restore(from.info(), false, from.manifest(), from.reader());
    }
    begin();
  }

  /** What it begins from is written down. */
  void begun() {
    listener.begun();
  }

  /** What the job is to go on from; before it begins. */
  void restore(CheckpointInfo from, boolean own, Manifest manifest, StateReader state)
      throws IOException {
    synchronized (lock) {
      restored = state;
      restoredFrom = from;
      restoredOwn = own;
    }
    ticker.goOn(manifest.tick());
    wiring.restore(state);
  }

  /** Lets all actors run. */
  void begin() {
    List<JobActor> all = wiring.actors();
    synchronized (lock) {
      if (status == JobStatus.CREATED) {
        status = JobStatus.RUNNING;
      }
    }
    ticker.start(wiring.sourceTasks()); // before any source can end, which the ticker counts
    for (JobActor actor : all) {
      boolean _ = begin(actor); // once one is refused the job is ending, and frees them all
    }
  }

  /** The state that a task begins with, being read; null if it begins with none. */
  @Nullable StateLoad load(TaskBody body) {
    StateReader state;
    synchronized (lock) {
      state = restored;
    }
    if (state == null) {
      return null;
    }
    StateLoad load =
        new StateLoad(
            body.task, state, body.parts.keyGroups(), body.stateIds(), !body.keys().isEmpty());
    boolean _ = begin(load); // if not, no step of the task follows
    return load;
  }

  /** Lets an actor run from now on; false if the job is ending, and it will not. */
  boolean begin(JobActor actor) {
    synchronized (lock) {
      if (ending) {
        return false;
      }
      actors.add(actor);
      running++;
    }
    actor.signal();
    return true;
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

  /** A task has its state; when all have, nothing of where it came from is needed. */
  void opened() throws IOException {
    StateReader state;
    synchronized (lock) {
      unopened--;
      if (unopened > 0) {
        return;
      }
      state = restored;
      restored = null;
    }
    if (state != null) {
      state.close();
      durability.restored();
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
      if (!isThrough() || coordinator.busy()) {
        return;
      }
      reached = incomplete ? JobStatus.STOPPED : JobStatus.FINISHED;
    }
    if (coordinator.finish()) {
      end(reached, null);
    }
  }

  /** Whether all tasks and writers have done what there was to do. */
  boolean isThrough() {
    synchronized (lock) {
      return unfinished == 0 && closing == 0;
    }
  }

  /** Whether there is nothing to go on with. */
  boolean readToTheEnd() {
    synchronized (lock) {
      return isThrough() && !incomplete;
    }
  }

  /** A checkpoint is complete, or has been given up. */
  void checkpointOver() {
    finishIfDone();
  }

  CheckpointCounts checkpointCounts() {
    return counts;
  }

  void completed(CheckpointInfo info) {
    counts.completed(info);
    listener.completed(info);
  }

  /** Tells people of something that does not end the job. */
  void warn(String message) {
    errors.add(
        new JobError(
            scheduler().clock().instant(), "checkpoints", 0, "", "", "", message, new byte[0]));
  }

  void writerGone(WriterRun<?> writer) {
    coordinator.writerGone(writer);
  }

  /** An actor's step failed. */
  void fail(JobActor actor, Throwable cause) {
    Optional<CheckpointInfo> from = restoredFrom();
    if (from.isPresent() && isOfCorruptState(cause)) {
      listener.corrupt(from.get().epoch(), restoredOwn);
    }
    end(JobStatus.FAILED, failure(actor.place(), cause));
  }

  private static boolean isOfCorruptState(@Nullable Throwable thrown) {
    return thrown != null
        && (thrown instanceof CorruptStateException || isOfCorruptState(thrown.getCause()));
  }

  /** Says what failed where; an exception made for users says so itself. */
  static LaminarException failure(String place, Throwable cause) {
    String said =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return switch (cause) {
      case LaminarException e -> e;
      case FencedException e ->
          new LaminarException(ErrorCode.INVALID_OPTION, place + ": " + said, e);
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
    Closing things = new Closing();
    things.add(allocator);
    things.add(stateMemory);
    things.add(coordinator::free);
    StateReader state = restored;
    if (state != null) {
      things.add(state);
    }
    Set<JobActor> all = new LinkedHashSet<>(wiring.actors());
    all.addAll(actors);
    all.remove(coordinator);
    all.forEach(actor -> things.add(actor::free));
    try {
      things.close();
    } catch (Exception e) {
      notFreed(failure("freeing job '" + options.name() + "'", e));
    }
    publish();
    runner.freed(this);
    freed.complete(outcome);
  }

  private void notFreed(LaminarException reason) {
    synchronized (lock) {
      if (failure != null) {
        failure.addSuppressed(reason);
        return;
      }
      if (!published) {
        outcome = JobStatus.FAILED;
        failure = reason;
        return;
      }
    }
    warn(String.valueOf(reason.getMessage()));
  }

  /** Says that the run is over, once. */
  private void publish() {
    JobStatus reached;
    LaminarException reason;
    synchronized (lock) {
      if (published) {
        return;
      }
      published = true;
      reached = outcome;
      reason = failure;
    }
    status = reached;
    listener.ended(this, reached, reason);
    end.complete(reached);
  }

  /** Done when nothing of the run is left, which may be after its end. */
  CompletableFuture<JobStatus> freed() {
    return freed;
  }

  LaminarException noSnapshot() {
    return new LaminarException(
        ErrorCode.RESOURCE,
        "job '" + options.name() + "' ended before its snapshot was complete",
        failure);
  }

  // ---- snapshots

  @Nullable PendingEpoch pendingEpoch() {
    return coordinator.pending();
  }

  @Override
  public CompletableFuture<CheckpointInfo> checkpoint() {
    if (!durability.periodic()) {
      return CompletableFuture.failedFuture(
          new LaminarException(
              ErrorCode.INVALID_OPTION,
              "job '" + options.name() + "' has no place for checkpoints: start it with one"));
    }
    return request(false, Optional.empty()).thenApply(Durability.Done::info);
  }

  @Override
  public CompletableFuture<CheckpointInfo> savepoint(URI location, String name) {
    return request(
            false, Optional.of(new Durability.Copy(Optional.of(location), Optional.of(name))))
        .thenApply(Durability.Done::info);
  }

  @Override
  public CompletableFuture<JobSnapshot> snapshot() {
    return inMemory(false);
  }

  @Override
  public CompletableFuture<JobSnapshot> stopWithSnapshot() {
    return inMemory(true);
  }

  private CompletableFuture<JobSnapshot> inMemory(boolean last) {
    return request(last, Optional.of(Durability.Copy.IN_MEMORY))
        .thenApply(done -> new StoredSnapshot(done.store(), done.manifest()));
  }

  private CompletableFuture<Durability.Done> request(boolean last, Optional<Durability.Copy> copy) {
    synchronized (lock) {
      if (ending) {
        return CompletableFuture.failedFuture(noSnapshot());
      }
      if (actors.add(coordinator)) { // before it is signalled: who runs must be counted
        running++;
      }
      if (last && status == JobStatus.RUNNING) {
        status = JobStatus.STOPPING;
      }
    }
    return coordinator.request(last, copy);
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
  public void stop(StopMode mode) {
    switch (mode) {
      case GRACEFUL -> stop();
      case CHECKPOINT -> {
        CompletableFuture<Durability.Done> _ = request(true, Optional.empty());
      }
      case IMMEDIATE -> cancel();
      case FORCE -> {
        cancel();
        publish();
      }
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
  public List<CheckpointInfo> checkpoints() {
    return List.of();
  }

  @Override
  public Optional<CheckpointInfo> restoredFrom() {
    synchronized (lock) {
      return Optional.ofNullable(restoredFrom);
    }
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
