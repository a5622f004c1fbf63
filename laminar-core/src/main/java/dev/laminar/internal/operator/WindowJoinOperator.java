package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.Column;
import dev.laminar.internal.plan.JoinKind;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.state.join.JoinSide;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.TreeMap;
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
  private final TreeMap<Long, List<JoinSide>> windows = new TreeMap<>();
  private final WindowRouter router = new WindowRouter();

  private @Nullable OperatorContext context;
  private @Nullable WindowMatcher matcher;
  private OperatorContext.@Nullable Counter lateRows;
  private long watermark = Long.MIN_VALUE;

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
    JoinSide kept = window(end).get(side);
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

  private List<JoinSide> window(long end) {
    return windows.computeIfAbsent(end, _ -> List.of(newSide(0), newSide(1)));
  }

  private JoinSide newSide(int side) {
    JoinInput input = inputs[side];
    return JoinSide.unindexed(opened(context).allocator(), input.types, input.keys, input.updating);
  }

  @Override
  public void onWatermark(long time, Output output) {
    watermark = time;
    while (!windows.isEmpty() && windows.firstKey() <= time) {
      List<JoinSide> sides = windows.pollFirstEntry().getValue();
      try {
        opened(matcher).join(sides.get(0), sides.get(1), output);
      } finally {
        sides.forEach(JoinSide::close);
      }
    }
  }

  @Override
  public Frozen snapshot(SnapshotWriter writer) {
    for (List<JoinSide> sides : windows.values()) {
      for (int side = 0; side < 2; side++) {
        new SideState(opened(context), inputs[side], sides.get(side))
            .write(writer, Joins.TABLES[side]);
      }
    }
    writer.instance(WATERMARK, ByteBuffer.allocate(Long.BYTES).putLong(watermark).array());
    return Frozen.NOTHING;
  }

  /** Barriers are aligned, so all instances had the same watermark. */
  @Override
  public void restore(SnapshotReader reader) {
    for (byte[] value : reader.instance(WATERMARK)) {
      watermark = Math.max(watermark, ByteBuffer.wrap(value).getLong());
    }
    for (int side = 0; side < 2; side++) {
      int input = side;
      reader.read(Joins.TABLES[side], batch -> restore(input, batch));
    }
  }

  private void restore(int side, Batch batch) {
    try (batch) {
      JoinInput input = inputs[side];
      input.prepare(batch);
      router.route(
          batch.column(windowColumns[side]),
          batch.rows(),
          (end, rows, count) -> {
            JoinSide kept = window(end).get(side);
            long[] rowHashes = input.updating ? input.rowHashes : null;
            int[] ids = kept.add(batch, rows, count, input.keyHashes, rowHashes);
            for (int i = 0; i < count && input.updating; i++) {
              kept.setWeight(ids[i], (int) batch.column(input.types.size()).getLong(rows[i]));
            }
          });
    }
  }

  @Override
  public long stateBytes() {
    long bytes = 0;
    for (List<JoinSide> sides : windows.values()) {
      bytes += sides.get(0).bytes() + sides.get(1).bytes();
    }
    return bytes;
  }

  @Override
  public void close() {
    windows.values().forEach(sides -> sides.forEach(JoinSide::close));
    windows.clear();
  }
}
