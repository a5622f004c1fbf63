package dev.laminar.internal.exec;

import dev.laminar.internal.checkpoint.StateFileReader.Block;
import dev.laminar.internal.checkpoint.StateReader;
import dev.laminar.internal.operator.SnapshotReader;
import dev.laminar.internal.state.KeyGroups;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a task's state from a checkpoint, some key groups at a time, ahead of the task.
 *
 * <p><b>Threads:</b> its own virtual thread; the task takes the parts.
 */
final class StateLoad extends JobActor {

  /** Groups are taken together until they come to so many bytes. */
  private static final long PART_BYTES = 4 << 20;

  /** The state of some key groups. */
  record Part(Map<String, Map<String, Deque<Block>>> blocks, boolean first, boolean last)
      implements AutoCloseable {

    void add(String operator, Block block) {
      blocks
          .computeIfAbsent(operator, _ -> new HashMap<>())
          .computeIfAbsent(block.table(), _ -> new ArrayDeque<>())
          .add(block);
    }

    Deque<Block> of(String operator, String table) {
      return blocks.getOrDefault(operator, Map.of()).getOrDefault(table, new ArrayDeque<>());
    }

    /** Frees what nobody has read. */
    @Override
    public void close() {
      blocks
          .values()
          .forEach(
              tables ->
                  tables.values().forEach(list -> list.forEach(block -> block.rows().close())));
      blocks.clear();
    }
  }

  private final Task task;
  private final StateReader state;
  private final KeyGroups groups;
  private final List<String> operators;
  private final ByteQueue<Part> parts;
  private int next;

  StateLoad(Task task, StateReader state, KeyGroups groups, List<String> operators) {
    super(task.job, "laminar-restore-" + task.stage.id() + "." + task.subtask, true);
    this.task = task;
    this.state = state;
    this.groups = groups;
    this.operators = operators;
    this.parts = new ByteQueue<>(2 * PART_BYTES, this, task);
    this.next = groups.first();
  }

  @Override
  Next work() throws IOException {
    if (parts.full()) {
      return Next.WAIT;
    }
    int first = next;
    long bytes = bytes(next++);
    while (next < groups.end() && bytes + bytes(next) <= PART_BYTES) {
      bytes += bytes(next++);
    }
    Part part = new Part(new HashMap<>(), first == groups.first(), next >= groups.end());
    try {
      for (String operator : operators) {
        state
            .read(operator, first, next, job.allocator())
            .forEach(block -> part.add(operator, block));
      }
    } catch (IOException | RuntimeException e) {
      part.close();
      throw e;
    }
    parts.add(part, Element.MARKER_BYTES + bytes);
    return part.last() ? Next.DONE : Next.AGAIN;
  }

  private long bytes(int group) throws IOException {
    long bytes = 0;
    for (String operator : operators) {
      bytes += state.bytes(operator, group, group + 1);
    }
    return bytes;
  }

  // ---- called by the task

  @Nullable Part poll() {
    return parts.poll();
  }

  /** What an operator reads of a part; with its instances' values, or without. */
  SnapshotReader reader(String operator, Part part, boolean values) {
    return new SnapshotReader() {
      @Override
      public void read(String table, Rows rows) {
        Deque<Block> blocks = part.of(operator, table);
        for (Block b = blocks.poll(); b != null; b = blocks.poll()) {
          if (b.removed()) {
            rows.remove(b.rows());
          } else {
            rows.put(b.rows());
          }
        }
      }

      @Override
      public List<byte[]> instance(String name) {
        return values ? state.values(operator).getOrDefault(name, List.of()) : List.of();
      }
    };
  }

  @Override
  String place() {
    return "state of " + task.place();
  }

  @Override
  void free() {
    for (Part left = parts.poll(); left != null; left = parts.poll()) {
      left.close();
    }
  }
}
