package dev.laminar.internal.exec;

import dev.laminar.CheckpointInfo;
import dev.laminar.CheckpointOptions;
import dev.laminar.ErrorCode;
import dev.laminar.Job;
import dev.laminar.JobOptions;
import dev.laminar.JobSnapshot;
import dev.laminar.JobStatus;
import dev.laminar.LaminarException;
import dev.laminar.StopMode;
import dev.laminar.internal.exec.graph.OperatorFactory;
import dev.laminar.internal.exec.graph.Operators;
import dev.laminar.internal.exec.graph.StageCutter;
import dev.laminar.internal.exec.graph.StageGraph;
import dev.laminar.internal.exec.schedule.Scheduler;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.plan.Plan;
import dev.laminar.internal.storage.Storages;
import dev.laminar.spi.Storage;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Runs plans in this process: its jobs share a scheduler's threads and one account of memory.
 *
 * <p>Each job has an account of its own below that must be empty when it ends. Any thread.
 */
public final class LocalRunner implements AutoCloseable {

  /** So long do runs that are stuck outside keep {@link #close} from returning. */
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);

  private final Scheduler scheduler;
  private final BufferAllocator memory;
  private final StorageOpener storages;
  private final Set<Job> jobs = ConcurrentHashMap.newKeySet();

  /** Runs of which something is left. */
  private final Set<LocalJob> runs = ConcurrentHashMap.newKeySet();

  private final AtomicLong accounts = new AtomicLong();
  private final AtomicBoolean memoryClosed = new AtomicBoolean();
  private volatile boolean closed;
  private volatile boolean schedulerClosed;

  /** Takes over the scheduler. */
  public LocalRunner(Scheduler scheduler, long memoryLimit) {
    this(scheduler, memoryLimit, Storages::open);
  }

  /** The same with storages of one's own. */
  public LocalRunner(Scheduler scheduler, long memoryLimit, StorageOpener storages) {
    this.scheduler = scheduler;
    this.storages = storages;
    this.memory = new RootAllocator(memoryLimit);
  }

  /** Cuts the plan and starts it. */
  public Job start(Plan plan, JobOptions options) {
    return start(plan, options, Operators::of);
  }

  /** The same with other operators, for tests. */
  public Job start(Plan plan, JobOptions options, Function<Node, OperatorFactory> operators) {
    if (closed) {
      throw new LaminarException(ErrorCode.RESOURCE, "this Laminar is closed: create another");
    }
    StageGraph graph = StageCutter.cut(plan, options.parallelism(), operators);
    CheckpointOptions checkpoints = options.checkpoints();
    try {
      return checkpoints == null ? single(graph, options) : recovering(graph, options, checkpoints);
    } catch (IOException e) {
      throw new IllegalStateException("a snapshot in memory cannot be read", e);
    }
  }

  private Job single(StageGraph graph, JobOptions options) throws IOException {
    JobSnapshot from = options.from();
    long epoch = from == null ? 1 : from.epoch() + 1;
    Durability durability = Durability.inMemory(this, epoch);
    LocalJob job =
        new LocalJob(
            this, graph, options, durability, new Errors(), new CheckpointCounts(), new Alone());
    jobs.add(job);
    job.start();
    return job;
  }

  private Job recovering(StageGraph graph, JobOptions options, CheckpointOptions checkpoints)
      throws IOException {
    if (options.from() != null) {
      throw new LaminarException(
          ErrorCode.INVALID_OPTION,
          "a job with checkpoints begins from one of them, not from a snapshot in memory");
    }
    RecoveringJob job = new RecoveringJob(this, graph, options, checkpoints);
    jobs.add(job);
    job.start();
    return job;
  }

  /** Of a run that no other follows. */
  private final class Alone implements LocalJob.Listener {
    @Override
    public void completed(CheckpointInfo info) {}

    @Override
    public void begun() {}

    @Override
    public void corrupt(long epoch, boolean own) {}

    @Override
    public void ended(LocalJob run, JobStatus outcome, @Nullable LaminarException failure) {
      jobs.remove(run);
    }
  }

  /** Opens a place for checkpoints. */
  Storage openStorage(URI location, Map<String, String> options) throws IOException {
    return storages.open(location, options);
  }

  /** How places for checkpoints are opened. */
  public interface StorageOpener {
    Storage open(URI location, Map<String, String> options) throws IOException;
  }

  public List<Job> jobs() {
    return List.copyOf(jobs);
  }

  public long memoryUsed() {
    return memory.getAllocatedMemory();
  }

  /** Where processing time comes from. */
  public Clock clock() {
    return scheduler.clock();
  }

  Scheduler scheduler() {
    return scheduler;
  }

  /** A new account below the runner's. */
  BufferAllocator account(String name) {
    return memory.newChildAllocator(name + "-" + accounts.incrementAndGet(), 0, memory.getLimit());
  }

  void ended(Job job) {
    jobs.remove(job);
  }

  void began(LocalJob run) {
    runs.add(run);
  }

  /** Nothing is left of a run. */
  void freed(LocalJob run) {
    runs.remove(run);
    freeMemory();
  }

  /** Once all is over; late if a run that was ended by force was stuck when this was closed. */
  private void freeMemory() {
    if (schedulerClosed && runs.isEmpty() && memoryClosed.compareAndSet(false, true)) {
      memory.close();
    }
  }

  /**
   * Ends all jobs and waits until they are freed, but no longer than {@link #LONGEST_CLOSE}: what
   * is stuck outside by then, and does not heed an interrupt, is left to itself, and what it holds
   * is freed when it returns.
   */
  @Override
  public void close() {
    closed = true;
    jobs.forEach(job -> job.stop(StopMode.IMMEDIATE));
    awaitRuns();
    jobs.forEach(job -> job.stop(StopMode.FORCE));
    scheduler.close();
    schedulerClosed = true;
    freeMemory();
  }

  private void awaitRuns() {
    long end = System.nanoTime() + LONGEST_CLOSE.toNanos();
    boolean interrupted = false;
    for (LocalJob run : runs) {
      while (!run.freed().isDone() && System.nanoTime() < end) {
        try {
          boolean _ = scheduler.await(run.freed(), end - System.nanoTime());
        } catch (InterruptedException e) {
          interrupted = true; // what can be freed must be free before this returns
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
