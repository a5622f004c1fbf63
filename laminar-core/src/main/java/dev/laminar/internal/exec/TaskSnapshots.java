package dev.laminar.internal.exec;

import dev.laminar.internal.operator.Frozen;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A task's share of snapshots: freezes its operators' state at a barrier and hands it on in pieces,
 * between batches, to a file that is written in the background.
 *
 * <p>If the file cannot keep up the rest waits, not the rows. <b>State:</b> what is left of the
 * epoch under way. <b>Threads:</b> its task's.
 */
final class TaskSnapshots {

  private final TaskBody body;
  private final Deque<Frozen> rest = new ArrayDeque<>();
  private @Nullable StateUpload upload;
  private long lastEpoch;

  TaskSnapshots(TaskBody body) {
    this.body = body;
  }

  /** Freezes the state, unless this epoch has been answered already. */
  void begin(PendingEpoch epoch) {
    if (epoch.number <= lastEpoch) {
      return;
    }
    lastEpoch = epoch.number;
    long start = body.job.scheduler().nanoTime();
    StateUpload started = new StateUpload(body.task, epoch, body.parts.keyGroups());
    upload = started;
    for (Link link : body.chain.links()) {
      rest.add(link.operator.snapshot(started.writer(link.step)));
    }
    body.snapshot(started.writer(body.stage.first()));
    started.writer(body.stage.last()); // a sink has no state here, but is to be known as well
    if (body.job.begin(started)) {
      finishIfDone();
    }
    count(start);
  }

  private void count(long start) {
    body.job.checkpointCounts().stall(body.job.scheduler().nanoTime() - start);
  }

  /** Writes a piece; whether to come again soon. */
  boolean writeSome() {
    StateUpload current = upload;
    if (current == null || current.full()) {
      return false; // when there is room again the task is signalled
    }
    long start = body.job.scheduler().nanoTime();
    if (!rest.getFirst().writeSome()) {
      rest.removeFirst();
    }
    finishIfDone();
    count(start);
    return upload != null;
  }

  private void finishIfDone() {
    while (!rest.isEmpty() && rest.getFirst() == Frozen.NOTHING) {
      rest.removeFirst();
    }
    if (upload != null && rest.isEmpty()) {
      upload.finish();
      upload = null;
    }
  }

  /** After the last step of the task. */
  void free() throws Exception {
    if (upload != null) {
      upload.free();
    }
  }
}
