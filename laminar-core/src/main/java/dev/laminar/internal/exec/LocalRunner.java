package dev.laminar.internal.exec;

import dev.laminar.ErrorCode;
import dev.laminar.Job;
import dev.laminar.JobOptions;
import dev.laminar.LaminarException;
import dev.laminar.internal.exec.graph.OperatorFactory;
import dev.laminar.internal.exec.graph.Operators;
import dev.laminar.internal.exec.graph.StageCutter;
import dev.laminar.internal.exec.graph.StageGraph;
import dev.laminar.internal.exec.schedule.Scheduler;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.plan.Plan;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * Runs plans in this process: its jobs share a scheduler's threads and one account of memory.
 *
 * <p>Each job has an account of its own below that must be empty when it ends. Any thread.
 */
public final class LocalRunner implements AutoCloseable {

  private final Scheduler scheduler;
  private final BufferAllocator memory;
  private final Set<LocalJob> jobs = ConcurrentHashMap.newKeySet();
  private final AtomicLong accounts = new AtomicLong();
  private volatile boolean closed;

  /** Takes over the scheduler. */
  public LocalRunner(Scheduler scheduler, long memoryLimit) {
    this.scheduler = scheduler;
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
    LocalJob job = new LocalJob(this, graph, options);
    jobs.add(job);
    job.start();
    return job;
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

  void ended(LocalJob job) {
    jobs.remove(job);
  }

  @Override
  public void close() {
    closed = true;
    for (LocalJob job : jobs) {
      job.close();
    }
    scheduler.close();
    memory.close();
  }
}
