package dev.laminar;

import dev.laminar.internal.exec.LocalRunner;
import dev.laminar.internal.exec.UpgradeCheck;
import dev.laminar.internal.exec.schedule.WorkerScheduler;
import dev.laminar.internal.plan.Plan;
import dev.laminar.spi.Services;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;

/**
 * The engine in a program: the threads and the memory that all its jobs share.
 *
 * <p>It has one worker per core and no thread per job. {@link #close} stops the jobs that still
 * run, ends the threads and frees the memory. Any thread may use it.
 */
public final class Laminar implements AutoCloseable {

  private final LocalRunner runner;
  private final Services services;

  private Laminar(LocalRunner runner, OutputStream output) {
    this.runner = runner;
    this.services = new Services(runner.clock(), () -> output, () -> System.in);
  }

  /** An engine with a worker per core and as much memory as the system gives. */
  public static Laminar create() {
    return builder().build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** For Laminar's own modules: an engine on a runner of one's own. */
  public static Laminar on(LocalRunner runner) {
    return new Laminar(runner, System.out);
  }

  /** For Laminar's own modules, which make plans: starts a job. */
  public Job start(Plan plan, JobOptions options) {
    return runner.start(plan, options);
  }

  /**
   * For Laminar's own modules, which make plans: what would become of the checkpoint that the
   * options begin from, without touching it.
   */
  public UpgradeReport checkUpgrade(Plan plan, JobOptions options) {
    return UpgradeCheck.check(plan, options, runner.clock());
  }

  /** An empty pipeline, to be written in Java and run on this engine. */
  public Pipeline pipeline(String name) {
    return pipeline(JobOptions.DEFAULT.withName(name));
  }

  /** An empty pipeline that will be run with those options. */
  public Pipeline pipeline(JobOptions options) {
    return new Pipeline(this, services, options);
  }

  /** The jobs that have not ended. */
  public List<Job> jobs() {
    return List.copyOf(runner.jobs());
  }

  /** Bytes of off-heap memory in use. */
  public long memoryUsed() {
    return runner.memoryUsed();
  }

  /**
   * Stops the jobs, ends the threads and frees the memory. It waits a few seconds for calls of
   * connectors that do not heed an interrupt, then leaves them to themselves: what they hold is
   * freed when they return.
   */
  @Override
  public void close() {
    runner.close();
  }

  /** Sets up an engine. */
  public static final class Builder {
    private int workers = Runtime.getRuntime().availableProcessors();
    private long memoryLimit = Long.MAX_VALUE;
    private Clock clock = Clock.systemUTC();
    private OutputStream output = System.out;

    private Builder() {}

    /** Threads that compute; one per core if not said otherwise. */
    public Builder workers(int count) {
      if (count < 1) {
        throw new LaminarException(
            ErrorCode.INVALID_OPTION, "workers: expected at least 1, got " + count);
      }
      workers = count;
      return this;
    }

    /** The most off-heap bytes that all jobs together may take; beyond them a job fails. */
    public Builder memoryLimit(long bytes) {
      memoryLimit = bytes;
      return this;
    }

    /** Where processing time comes from. */
    public Builder clock(Clock newClock) {
      clock = newClock;
      return this;
    }

    /** Where connectors of pipelines in Java write that write to standard output; not closed. */
    public Builder output(OutputStream stream) {
      output = stream;
      return this;
    }

    public Laminar build() {
      return new Laminar(new LocalRunner(new WorkerScheduler(workers, clock), memoryLimit), output);
    }
  }
}
