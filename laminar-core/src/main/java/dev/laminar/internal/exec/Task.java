package dev.laminar.internal.exec;

import dev.laminar.internal.exec.graph.Stage;
import org.jspecify.annotations.Nullable;

/**
 * One subtask of a stage: runs its body a slice at a time, on any worker.
 *
 * <p>It stays until the job ends, even if its input ended before: its operators' state is part of
 * later snapshots. The body is given after construction, because queues between tasks name the
 * tasks at both of their ends.
 */
final class Task extends JobActor {

  final Stage stage;
  final int subtask;
  private @Nullable TaskBody body;

  Task(LocalJob job, Stage stage, int subtask) {
    super(job, "laminar-task-" + stage.id() + "." + subtask, false);
    this.stage = stage;
    this.subtask = subtask;
  }

  /** Before the job starts. */
  void give(TaskBody newBody) {
    body = newBody;
  }

  TaskBody body() {
    if (body == null) {
      throw new IllegalStateException(this + " has no body");
    }
    return body;
  }

  @Override
  Next work() throws Exception {
    return body().run();
  }

  @Override
  String place() {
    return "operator " + (body == null ? stage.toString() : body.place());
  }

  @Override
  void free() throws Exception {
    if (body != null) {
      body.free();
    }
  }
}
