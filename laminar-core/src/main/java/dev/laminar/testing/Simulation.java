package dev.laminar.testing;

import dev.laminar.Job;
import dev.laminar.JobSnapshot;
import dev.laminar.Laminar;
import dev.laminar.LaminarException;
import dev.laminar.internal.exec.LocalRunner;
import dev.laminar.internal.exec.schedule.SimulatedScheduler;
import dev.laminar.spi.Storage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * An engine that runs on the test's own thread, in an order that a seed decides, with a clock that
 * moves as steps are taken.
 *
 * <p>The same seed gives the same run, so a failure can be repeated; many seeds try many
 * interleavings of tasks, reading, writing and timers. {@link Job#await()} runs the simulation
 * until the job has ended; {@link #step} runs it by hand. Sources and sinks are called on the same
 * thread and must not wait for anything that only the test would do.
 */
public final class Simulation implements AutoCloseable {

  private final SimulatedScheduler scheduler;
  private final Laminar laminar;

  private Simulation(SimulatedScheduler scheduler, LocalRunner runner) {
    this.scheduler = scheduler;
    this.laminar = Laminar.on(runner);
  }

  public static Simulation of(long seed) {
    SimulatedScheduler scheduler = new SimulatedScheduler(seed);
    return new Simulation(scheduler, new LocalRunner(scheduler, Long.MAX_VALUE));
  }

  /**
   * One life of a process whose jobs keep their checkpoints in this storage, whatever location they
   * name: begin another simulation with the same storage to see what follows after a crash. A
   * {@link FaultyStorage} makes the storage fail, or the process die in the midst of an operation.
   */
  public static Simulation of(long seed, Storage storage) {
    SimulatedScheduler scheduler = new SimulatedScheduler(seed);
    return new Simulation(
        scheduler, new LocalRunner(scheduler, Long.MAX_VALUE, (location, options) -> storage));
  }

  /** The engine whose jobs are simulated. */
  public Laminar laminar() {
    return laminar;
  }

  /** Runs one step; false if everything rests. */
  public boolean step() {
    return scheduler.step();
  }

  /** Runs so many steps, or fewer if everything rests before. */
  public void run(int steps) {
    for (int i = 0; i < steps && step(); i++) {}
  }

  /** Runs until the snapshot is complete. */
  public JobSnapshot await(CompletableFuture<JobSnapshot> snapshot) throws InterruptedException {
    boolean _ = scheduler.await(snapshot, Long.MAX_VALUE);
    try {
      return snapshot.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LaminarException reason) {
        throw reason;
      }
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    laminar.close();
  }
}
