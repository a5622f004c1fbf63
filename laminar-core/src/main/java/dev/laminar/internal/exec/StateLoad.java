package dev.laminar.internal.exec;

import dev.laminar.internal.checkpoint.StateFileReader.Block;
import dev.laminar.internal.checkpoint.StateReader;
import dev.laminar.internal.operator.SnapshotReader;
import dev.laminar.internal.state.KeyGroups;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a task's state from a checkpoint, some key groups at a time, ahead of the task.
 *
 * <p>If the first operator's state is large and its rows know what key group's they need, the rest
 * comes first, with the first part; then the task can begin, and tells which groups to read next.
 *
 * <p><b>Threads:</b> its own virtual thread; the task takes the parts.
 */
final class StateLoad extends JobActor {

  /** Groups are taken together until they come to so many bytes. */
  private static final long PART_BYTES = 4 << 20;

  /** The state of some key groups. */
  record Part(
      Map<String, Map<String, Deque<Block>>> blocks, BitSet groups, boolean first, boolean last)
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
  private final boolean lazy;
  private final ByteQueue<Part> parts;
  private final BitSet left;
  private boolean first = true;
  private volatile BitSet wanted = new BitSet();

  /**
   * @param operators where the task's state is kept
   * @param keyed whether rows of the first operator know what key group's state they need
   */
  StateLoad(Task task, StateReader state, KeyGroups groups, List<String> operators, boolean keyed) {
    super(task.job, "laminar-restore-" + task.stage.id() + "." + task.subtask, true);
    this.task = task;
    this.state = state;
    this.groups = groups;
    this.operators = operators;
    long large = task.job.options().queueBytes();
    this.lazy = keyed && state.bytes(operators.getFirst(), groups.first(), groups.end()) > large;
    this.parts = new ByteQueue<>(2 * PART_BYTES, this, task);
    this.left = new BitSet();
    left.set(groups.first(), groups.end());
  }

  @Override
  Next work() throws IOException {
    if (parts.full()) {
      return Next.WAIT;
    }
    Part part = lazy && first ? others() : someGroups();
    first = false;
    return part.last() ? Next.DONE : Next.AGAIN;
  }

  /** All state but the first operator's. */
  private Part others() throws IOException {
    List<String> rest = operators.subList(1, operators.size());
    return read(rest, groups.first(), groups.end(), new BitSet());
  }

  private Part someGroups() throws IOException {
    int from = nextGroup();
    int to = from + 1;
    long bytes = bytes(from, to);
    while (to < groups.end() && left.get(to) && bytes + bytes(to, to + 1) <= PART_BYTES) {
      bytes += bytes(to, ++to);
    }
    left.clear(from, to);
    BitSet read = new BitSet();
    read.set(from, to);
    return read(lazy ? operators.subList(0, 1) : operators, from, to, read);
  }

  /** One that rows wait for, if there is one. */
  private int nextGroup() {
    BitSet urgent = (BitSet) wanted.clone();
    urgent.and(left);
    return urgent.isEmpty() ? left.nextSetBit(0) : urgent.nextSetBit(0);
  }

  private Part read(List<String> of, int from, int to, BitSet read) throws IOException {
    Part part = new Part(new HashMap<>(), read, first, left.isEmpty());
    long bytes = Element.MARKER_BYTES;
    try {
      for (String operator : of) {
        bytes += state.bytes(operator, from, to);
        state.read(operator, from, to, job.allocator()).forEach(each -> part.add(operator, each));
      }
    } catch (IOException | RuntimeException e) {
      part.close();
      throw e;
    }
    parts.add(part, bytes);
    return part;
  }

  private long bytes(int from, int to) {
    long bytes = 0;
    for (String operator : lazy ? operators.subList(0, 1) : operators) {
      bytes += state.bytes(operator, from, to);
    }
    return bytes;
  }

  // ---- called by the task

  @Nullable Part poll() {
    return parts.poll();
  }

  /** Whether the task can begin with the first part. */
  boolean lazy() {
    return lazy;
  }

  /** Groups to be read before others. */
  void want(BitSet wantedNow) {
    wanted = (BitSet) wantedNow.clone();
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
