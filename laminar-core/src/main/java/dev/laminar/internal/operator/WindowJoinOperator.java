package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.Column;
import dev.laminar.internal.plan.JoinKind;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.state.IntList;
import dev.laminar.internal.state.KeyGroups;
import dev.laminar.internal.state.join.JoinSide;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Joins the rows of each window once, when the watermark reaches the window's end, then forgets
 * them all at once.
 *
 * <p>Until then rows are only collected; equal rows of an updating input are summed up. A row whose
 * window has been joined is late: it is counted and dropped. A row without a window (an outer join
 * has padded it) matches nothing and goes out at once if its side's unmatched rows are kept.
 * <b>State:</b> the rows of windows that have not ended, and the watermark. <b>Threads:</b> the
 * owning task only.
 */
public final class WindowJoinOperator implements Operator {

  private static final String WATERMARK = "watermark";

  private final Node.WindowJoin node;
  private final JoinInput[] inputs;
  private final int[] windowColumns;
  private final boolean[] keeps;
  private final TreeMap<Long, List<SideState>> windows = new TreeMap<>();
  private final List<SideState> leaving = new ArrayList<>();
  private final WindowRouter router = new WindowRouter();

  private @Nullable OperatorContext context;
  private @Nullable WindowMatcher matcher;
  private OperatorContext.@Nullable Counter lateRows;
  private long watermark = Long.MIN_VALUE;
  private long[] gone = {}; // by key group, while state is restored: the windows up to here

  public WindowJoinOperator(Node.WindowJoin node) {
    this.node = node;
    this.inputs =
        Joins.inputs(node.left(), node.leftKeys(), node.right(), node.rightKeys(), JoinKind.INNER);
    this.windowColumns = new int[] {node.leftWindow(), node.rightWindow()};
    this.keeps = new boolean[] {node.kind().keepsLeft(), node.kind().keepsRight()};
  }

  @Override
  public void open(OperatorContext newContext) {
    context = newContext;
    gone = new long[newContext.keyGroups().count()];
    Arrays.fill(gone, Long.MIN_VALUE);
    lateRows = newContext.counter("late-rows");
    matcher =
        new WindowMatcher(
            newContext, inputs, keeps, Joins.condition(node.condition(), inputs, newContext));
  }

  private static <T> T opened(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("not open");
    }
    return part;
  }

  @Override
  public void process(int side, Batch batch, Output output) {
    try (batch) {
      Column ends = batch.column(windowColumns[side]);
      if (keeps[side] && ends.mayHaveNulls()) {
        emitWithoutWindow(side, batch, ends, output);
      }
      JoinInput input = inputs[side];
      if (input.updating) {
        input.prepare(batch);
      }
      router.route(ends, batch.rows(), (end, rows, count) -> add(side, batch, end, rows, count));
    }
  }

  private void emitWithoutWindow(int side, Batch batch, Column ends, Output output) {
    for (int sign = 1; sign >= -1; sign -= 2) {
      IntList rows = new IntList();
      for (int row = 0; row < batch.rows(); row++) {
        if (ends.isNull(row) && batch.weight(row) == sign) {
          rows.add(row);
        }
      }
      opened(matcher)
          .emitUnmatched(
              side,
              rows,
              sign,
              (some, count) -> Columns.gather(opened(context).allocator(), batch, some, count),
              output);
    }
  }

  private void add(int side, Batch batch, long end, int[] rows, int count) {
    if (end <= watermark) {
      opened(lateRows).add(count);
      return;
    }
    JoinInput input = inputs[side];
    JoinSide kept = window(end).get(side).side;
    if (!input.updating) {
      kept.add(batch, rows, count, input.keyHashes, null);
      return;
    }
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      long rowHash = input.rowHashes[row];
      int id = kept.change(batch, row, input.keyHashes[row], rowHash, batch.weight(row));
      if (kept.weight(id) == 0) {
        kept.remove(id, input.keyHashes[row], rowHash);
      }
    }
  }

  private List<SideState> window(long end) {
    return windows.computeIfAbsent(end, _ -> List.of(newSide(0), newSide(1)));
  }

  private SideState newSide(int side) {
    return SideState.unindexed(opened(context), inputs[side]);
  }

  @Override
  public void onWatermark(long time, Output output) {
    watermark = time;
    while (!windows.isEmpty() && windows.firstKey() <= time) {
      List<SideState> sides = windows.pollFirstEntry().getValue();
      try {
        opened(matcher).join(sides.get(0).side, sides.get(1).side, output);
      } finally {
        sides.forEach(SideState::forget);
        leaving.addAll(sides);
      }
    }
    leaving.removeIf(state -> !state.isBeingWritten());
  }

  /** What has gone with its window is not written: the watermark tells. */
  @Override
  public Frozen snapshot(SnapshotWriter writer) {
    List<Frozen> parts = new ArrayList<>();
    for (int side = 0; side < 2; side++) {
      boolean changesOnly = opened(context).snapshots() && writer.changesOnly(Joins.TABLES[side]);
      for (List<SideState> sides : windows.values()) {
        parts.add(sides.get(side).freeze(writer, Joins.TABLES[side], changesOnly));
      }
    }
    KeyGroups own = opened(context).keyGroups();
    byte[] value =
        ByteBuffer.allocate(2 * Integer.BYTES + Long.BYTES)
            .putInt(own.first())
            .putInt(own.end())
            .putLong(watermark)
            .array();
    writer.instance(WATERMARK, value);
    return new FrozenParts(parts);
  }

  /** Each former instance says up to where the windows of its key groups have gone. */
  @Override
  public void restore(SnapshotReader reader) {
    for (byte[] value : reader.instance(WATERMARK)) {
      ByteBuffer bytes = ByteBuffer.wrap(value);
      int first = bytes.getInt();
      int end = bytes.getInt();
      long reached = bytes.getLong();
      Arrays.fill(gone, first, end, reached);
      watermark = Math.max(watermark, reached);
    }
    for (int side = 0; side < 2; side++) {
      reader.read(Joins.TABLES[side], rows(side));
    }
  }

  private SnapshotReader.Rows rows(int side) {
    return new SnapshotReader.Rows() {
      @Override
      public void put(Batch rows) {
        restore(side, rows, SideState::put);
      }

      @Override
      public void remove(Batch keys) {
        restore(side, keys, SideState::remove);
      }
    };
  }

  /** Takes a batch's rows of one window. */
  private interface Restored {
    void take(SideState state, Batch batch, int[] rows, int count);
  }

  private void restore(int side, Batch batch, Restored restored) {
    try (batch) {
      JoinInput input = inputs[side];
      input.prepare(batch);
      router.route(
          batch.column(windowColumns[side]),
          batch.rows(),
          (end, rows, count) -> {
            int left = withoutGone(end, rows, count, input.keyHashes);
            if (left > 0) {
              restored.take(window(end).get(side), batch, rows, left);
            }
          });
    }
  }

  private int withoutGone(long end, int[] rows, int count, long[] hashes) {
    int left = 0;
    for (int i = 0; i < count; i++) {
      rows[left] = rows[i];
      left += end > gone[KeyGroups.groupOf(hashes[rows[i]], gone.length)] ? 1 : 0;
    }
    return left;
  }

  @Override
  public long stateBytes() {
    return states().mapToLong(state -> state.side.bytes()).sum();
  }

  private Stream<SideState> states() {
    return Stream.concat(windows.values().stream().flatMap(List::stream), leaving.stream());
  }

  @Override
  public void close() {
    states().forEach(SideState::close);
    windows.clear();
    leaving.clear();
  }
}
