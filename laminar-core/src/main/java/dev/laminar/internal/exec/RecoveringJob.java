package dev.laminar.internal.exec;

import dev.laminar.CheckpointInfo;
import dev.laminar.CheckpointOptions;
import dev.laminar.ErrorCode;
import dev.laminar.Job;
import dev.laminar.JobError;
import dev.laminar.JobMetrics;
import dev.laminar.JobOptions;
import dev.laminar.JobSnapshot;
import dev.laminar.JobStatus;
import dev.laminar.LaminarException;
import dev.laminar.RestartPolicy;
import dev.laminar.StopMode;
import dev.laminar.internal.exec.graph.StageGraph;
import dev.laminar.internal.exec.schedule.Actor;
import dev.laminar.internal.exec.schedule.Scheduler;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A job with checkpoints: one run after another, each from the newest checkpoint, until one ends by
 * itself or by somebody's wish, or fails in a way that another run would not mend.
 *
 * <p><b>State:</b> the present run, and how often runs have failed since the last checkpoint.
 * <b>Threads:</b> any.
 */
final class RecoveringJob implements Job, LocalJob.Listener {

  private static final int KEPT = 100;

  private final LocalRunner runner;
  private final StageGraph graph;
  private final JobOptions options;
  private final CheckpointOptions checkpoints;
  private final Errors errors = new Errors();
  private final CheckpointCounts counts = new CheckpointCounts();
  private final Starter starter;
  private final CompletableFuture<JobStatus> end = new CompletableFuture<>();

  /** Guards what follows. */
  private final Object lock = new Object();

  private final Deque<CheckpointInfo> completed = new ArrayDeque<>();
  private final Set<Long> unusable = new HashSet<>();
  private final Set<Long> unusableElsewhere = new HashSet<>();
  private LocalJob run;
  private boolean resting;
  private boolean stopped;
  private boolean begun;
  private int failures;
  private int bugs;
  private @Nullable LaminarException failure;
  private Scheduler.@Nullable Timer timer;

  RecoveringJob(
      LocalRunner runner, StageGraph graph, JobOptions options, CheckpointOptions checkpoints) {
    this.runner = runner;
    this.graph = graph;
    this.options = options;
    this.checkpoints = checkpoints;
    this.starter = new Starter(runner.scheduler(), options.name());
    this.run = newRun();
  }

  /** Starts the next run. */
  private final class Starter extends Actor {
    Starter(Scheduler scheduler, String name) {
      super(scheduler, "laminar-restart-" + name, true);
    }

    @Override
    protected Next step() {
      startNext();
      return Next.WAIT;
    }
  }

  private LocalJob newRun() {
    Durability.Past past = new Durability.Past(begun, unusable, unusableElsewhere);
    Durability durability = Durability.of(runner, checkpoints, past);
    return new LocalJob(runner, graph, options, durability, errors, counts, this);
  }

  void start() throws IOException {
    run.start();
  }

  private void startNext() {
    @Nullable LocalJob next;
    synchronized (lock) {
      if (stopped || !resting || timer == null) {
        return;
      }
      timer = null;
      try {
        next = newRun();
        run = next;
        resting = false;
      } catch (RuntimeException e) {
        failure = LocalJob.failure("restarting job '" + options.name() + "'", e);
        next = null;
      }
    }
    if (next == null) {
      finish(JobStatus.FAILED);
      return;
    }
    try {
      next.start();
    } catch (IOException e) {
      throw new IllegalStateException("only what begins from a snapshot in memory reads here", e);
    }
  }

  // ---- what a run says

  @Override
  public void completed(CheckpointInfo info) {
    synchronized (lock) {
      if (completed.size() == KEPT) {
        completed.removeFirst();
      }
      completed.addLast(info);
      failures = 0;
      bugs = 0;
    }
  }

  @Override
  public void begun() {
    synchronized (lock) {
      begun = true;
    }
  }

  @Override
  public void corrupt(long epoch, boolean own) {
    synchronized (lock) {
      (own ? unusable : unusableElsewhere).add(epoch);
    }
  }

  @Override
  public void ended(LocalJob ended, JobStatus outcome, @Nullable LaminarException reason) {
    synchronized (lock) {
      resting = true;
      if (reason != null && !stopped && mayRetry(reason)) {
        long wait = backoff().toNanos();
        warn("run failed: " + reason.getMessage() + "; goes on in " + wait / 1_000_000 + " ms");
        timer = runner.scheduler().after(wait, starter::signal);
        return;
      }
      failure = reason;
    }
    finish(outcome);
  }

  private boolean mayRetry(LaminarException reason) {
    RestartPolicy policy = checkpoints.restarts();
    failures++;
    return switch (reason.code().kind()) {
      case USER -> false;
      case BUG -> ++bugs <= policy.bugs() && failures <= policy.most();
      case EXTERNAL, RESOURCE -> failures <= policy.most();
    };
  }

  /** Doubles with each failure in a row. */
  private Duration backoff() {
    RestartPolicy policy = checkpoints.restarts();
    Duration wait = policy.first().multipliedBy(1L << Math.min(20, failures - 1));
    return wait.compareTo(policy.longest()) < 0 ? wait : policy.longest();
  }

  private void warn(String message) {
    errors.add(
        new JobError(
            runner.scheduler().clock().instant(), "job", 0, "", "", "", message, new byte[0]));
  }

  private void finish(JobStatus outcome) {
    runner.ended(this);
    end.complete(outcome);
  }

  // ---- what users see

  private LocalJob run() {
    synchronized (lock) {
      return run;
    }
  }

  @Override
  public String name() {
    return options.name();
  }

  @Override
  public JobStatus status() {
    if (end.isDone()) {
      return end.join();
    }
    synchronized (lock) {
      JobStatus status = run.status();
      return switch (status) {
        case CREATED -> failures > 0 ? JobStatus.RECOVERING : JobStatus.CREATED;
        case FAILED -> JobStatus.RECOVERING;
        case FINISHED, STOPPED -> JobStatus.STOPPING; // about to be published
        case RUNNING, STOPPING, RECOVERING -> status;
      };
    }
  }

  @Override
  public void await() throws InterruptedException {
    boolean _ = await(Duration.ofNanos(Long.MAX_VALUE));
  }

  @Override
  public boolean await(Duration longest) throws InterruptedException {
    if (!runner.scheduler().await(end, longest.toNanos())) {
      return false;
    }
    Optional<LaminarException> reason = failure();
    if (reason.isPresent()) {
      throw reason.get();
    }
    return true;
  }

  @Override
  public void stop() {
    stop(StopMode.GRACEFUL);
  }

  @Override
  public void cancel() {
    stop(StopMode.IMMEDIATE);
  }

  /** A run that fails while it stops is not followed by another. */
  @Override
  public void stop(StopMode mode) {
    LocalJob current;
    boolean none;
    synchronized (lock) {
      stopped = true;
      current = run;
      none = resting && timer != null;
      if (timer != null) {
        timer.cancel();
        timer = null;
      }
    }
    if (none) {
      finish(JobStatus.STOPPED);
    } else {
      current.stop(mode);
    }
  }

  @Override
  public Optional<LaminarException> failure() {
    synchronized (lock) {
      return end.isDone() ? Optional.ofNullable(failure) : Optional.empty();
    }
  }

  @Override
  public JobMetrics metrics() {
    return run().metrics();
  }

  @Override
  public List<JobError> errors() {
    return errors.list();
  }

  @Override
  public List<CheckpointInfo> checkpoints() {
    synchronized (lock) {
      return List.copyOf(completed);
    }
  }

  @Override
  public Optional<CheckpointInfo> restoredFrom() {
    return run().restoredFrom();
  }

  @Override
  public String explain() {
    return graph.toString();
  }

  @Override
  public CompletableFuture<CheckpointInfo> checkpoint() {
    return ofRun(LocalJob::checkpoint);
  }

  @Override
  public CompletableFuture<CheckpointInfo> savepoint(URI location, String name) {
    return ofRun(current -> current.savepoint(location, name));
  }

  @Override
  public CompletableFuture<JobSnapshot> snapshot() {
    return ofRun(LocalJob::snapshot);
  }

  @Override
  public CompletableFuture<JobSnapshot> stopWithSnapshot() {
    return ofRun(LocalJob::stopWithSnapshot);
  }

  private <T> CompletableFuture<T> ofRun(Function<LocalJob, CompletableFuture<T>> asked) {
    LocalJob current;
    synchronized (lock) {
      if (resting && !end.isDone()) {
        return CompletableFuture.failedFuture(
            new LaminarException(
                ErrorCode.RESOURCE,
                "job '" + options.name() + "' is recovering from a failure: try again"));
      }
      current = run;
    }
    return asked.apply(current);
  }

  @Override
  public void close() {
    cancel();
    boolean interrupted = false;
    while (!end.isDone()) {
      try {
        boolean _ = runner.scheduler().await(end, Long.MAX_VALUE);
      } catch (InterruptedException e) {
        interrupted = true; // what is being freed must be free before this returns
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
