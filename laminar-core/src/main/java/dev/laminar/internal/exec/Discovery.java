package dev.laminar.internal.exec;

import dev.laminar.internal.checkpoint.StateReader;
import dev.laminar.internal.exec.graph.Stage;
import dev.laminar.internal.exec.graph.Step;
import dev.laminar.internal.exec.schedule.Scheduler;
import dev.laminar.spi.Split;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lists a source's splits and gives them to the stage's tasks in turn: once if the source is
 * bounded, else again and again. After a restore those of the snapshot come first, each with its
 * position; the source is asked for further ones unless the snapshot knew that there are none.
 *
 * <p><b>State:</b> the ids of all splits ever given. <b>Threads:</b> its own virtual thread.
 */
final class Discovery extends JobActor {

  private final Step.Read step;
  private final int parallelism;
  private final List<SourceBody> tasks;
  private final Set<String> known = new HashSet<>();
  private boolean complete;
  private int next;
  private volatile Scheduler.@Nullable Timer timer;

  Discovery(LocalJob job, Stage stage, List<SourceBody> tasks) {
    super(job, "laminar-discovery-" + stage.first().label(), true);
    this.step = (Step.Read) stage.first();
    this.parallelism = stage.parallelism();
    this.tasks = tasks;
  }

  /** Gives out what an earlier run had read of the source; before the job begins. */
  void restore(StateReader state) throws IOException {
    Map<String, List<byte[]>> values = state.values(step.stateId());
    for (byte[] splits : values.getOrDefault(SourceBody.SPLITS, List.of())) {
      SplitState.decode(splits).forEach(this::give);
    }
    List<byte[]> flags = values.getOrDefault(SourceBody.COMPLETE, List.of());
    complete = !flags.isEmpty() && flags.stream().allMatch(flag -> TaskBody.decode(flag) == 1);
  }

  @Override
  Next work() throws IOException {
    if (!complete) {
      for (Split split : step.source().splits(parallelism)) {
        give(new SplitState(split, Optional.empty(), false));
      }
      complete = step.source().bounded();
    }
    for (SourceBody task : tasks) {
      task.assigned(complete);
    }
    if (complete) {
      return Next.DONE;
    }
    timer = scheduler().after(job.options().discoveryInterval().toNanos(), this::signal);
    return Next.WAIT;
  }

  private void give(SplitState state) {
    if (known.add(state.split().id())) {
      tasks.get(next).assign(state);
      next = next + 1 == tasks.size() ? 0 : next + 1;
    }
  }

  @Override
  String place() {
    return "table '" + step.table() + "'";
  }

  @Override
  void free() {
    Scheduler.Timer pending = timer;
    if (pending != null) {
      pending.cancel();
    }
  }
}
