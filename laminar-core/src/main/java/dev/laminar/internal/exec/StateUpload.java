package dev.laminar.internal.exec;

import dev.laminar.data.Batch;
import dev.laminar.internal.checkpoint.Chains;
import dev.laminar.internal.checkpoint.Manifest.TablePart;
import dev.laminar.internal.checkpoint.StateFileWriter;
import dev.laminar.internal.exec.graph.Step;
import dev.laminar.internal.operator.SnapshotWriter;
import dev.laminar.internal.state.KeyGroups;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes one task's state of one epoch to a file, or to none if there are no rows.
 *
 * <p>A failure ends the epoch, not the job. <b>Threads:</b> its own virtual thread; the task adds
 * pieces.
 */
final class StateUpload extends JobActor {

  private static final int PIECES_PER_STEP = 64;

  /** What the task hands over. */
  private sealed interface Piece {
    record Rows(String operator, String table, int keyGroup, boolean removed, Batch batch)
        implements Piece {}

    record End() implements Piece {}
  }

  private final Task task;
  private final PendingEpoch epoch;
  private final KeyGroups groups;
  private final ByteQueue<Piece> pieces;

  /** Written by the task before {@link #finish}. */
  private final List<OperatorWriter> operators = new ArrayList<>();

  private @Nullable StateFileWriter file;

  StateUpload(Task task, PendingEpoch epoch, KeyGroups groups) {
    super(task.job, "laminar-state-" + task.stage.id() + "." + task.subtask, true);
    this.task = task;
    this.epoch = epoch;
    this.groups = groups;
    this.pieces = new ByteQueue<>(task.job.options().queueBytes(), task, this);
  }

  // ---- called by the task

  /** Takes an operator's state. */
  SnapshotWriter writer(Step step) {
    for (OperatorWriter known : operators) {
      if (known.step.stateId().equals(step.stateId())) {
        return known; // a task's own state is kept with its first operator's
      }
    }
    OperatorWriter writer = new OperatorWriter(step);
    operators.add(writer);
    return writer;
  }

  /** Tables are written whole unless somebody asked and was told otherwise. */
  private final class OperatorWriter implements SnapshotWriter {
    private final Step step;
    private final String operator;
    private final Map<String, Boolean> asked = new TreeMap<>();
    private final Map<String, byte[]> values = new TreeMap<>();

    OperatorWriter(Step step) {
      this.step = step;
      this.operator = step.stateId();
    }

    @Override
    public boolean changesOnly(String table) {
      boolean changes = epoch.changesOnly(operator, table, groups.first(), groups.end());
      asked.put(table, changes);
      return changes;
    }

    @Override
    public void put(String table, int keyGroup, Batch rows) {
      pieces.add(new Piece.Rows(operator, table, keyGroup, false, rows), rows.bytes());
    }

    @Override
    public void remove(String table, int keyGroup, Batch keys) {
      pieces.add(new Piece.Rows(operator, table, keyGroup, true, keys), keys.bytes());
    }

    @Override
    public void instance(String name, byte[] value) {
      values.put(name, value);
    }

    Chains.Share share(StateFileWriter.@Nullable Written written) {
      Map<String, TablePart> parts = new TreeMap<>();
      asked.forEach((table, changes) -> parts.put(table, new TablePart(table, !changes, 0, 0)));
      if (written != null) {
        for (StateFileWriter.TableSize size : written.tables(operator)) {
          boolean whole = !asked.getOrDefault(size.table(), false);
          parts.put(size.table(), new TablePart(size.table(), whole, size.rows(), size.bytes()));
        }
      }
      String name = written == null ? "" : written.file().name();
      return new Chains.Share(
          operator,
          step.name(),
          name,
          groups.first(),
          groups.end(),
          List.copyOf(parts.values()),
          values);
    }
  }

  /** Whether the task is to wait before it adds more; it will be signalled. */
  boolean full() {
    return pieces.full();
  }

  /** All has been added. */
  void finish() {
    pieces.add(new Piece.End(), Element.MARKER_BYTES);
  }

  // ---- its own thread

  @Override
  Next work() {
    for (int i = 0; i < PIECES_PER_STEP; i++) {
      switch (pieces.poll()) {
        case null -> {
          return Next.WAIT;
        }
        case Piece.Rows rows -> write(rows);
        case Piece.End _ -> {
          complete();
          return Next.DONE;
        }
      }
    }
    return Next.AGAIN;
  }

  private void write(Piece.Rows rows) {
    StateFileWriter target = file();
    if (target == null) {
      rows.batch().close();
      return;
    }
    try {
      target.add(rows.operator(), rows.table(), rows.keyGroup(), rows.removed(), rows.batch());
    } catch (IOException e) {
      epoch.fail(e);
    }
  }

  /** Where to write; null if there is no need to any more. */
  private @Nullable StateFileWriter file() {
    if (file == null && !epoch.failed()) {
      try {
        file = epoch.store.create(epoch.number, epoch.run, task.stage.id() + "." + task.subtask);
      } catch (IOException e) {
        epoch.fail(e);
      }
    }
    return epoch.failed() ? null : file;
  }

  private void complete() {
    try (StateFileWriter written = file) {
      file = null;
      if (!epoch.failed()) {
        StateFileWriter.@Nullable Written done = written == null ? null : written.complete();
        epoch.wrote(
            task,
            Optional.ofNullable(done).map(StateFileWriter.Written::file),
            operators.stream().map(operator -> operator.share(done)).toList());
        return;
      }
    } catch (IOException e) {
      epoch.fail(e);
    }
    epoch.reported(task);
  }

  @Override
  String place() {
    return "state of " + task.place();
  }

  @Override
  void free() throws IOException {
    for (Piece left = pieces.poll(); left != null; left = pieces.poll()) {
      if (left instanceof Piece.Rows rows) {
        rows.batch().close();
      }
    }
    StateFileWriter open = file;
    file = null;
    if (open != null) {
      open.close();
    }
  }
}
