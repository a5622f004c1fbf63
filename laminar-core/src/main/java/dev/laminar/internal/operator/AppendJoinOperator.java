package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.DataType;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.state.KeyHash;
import dev.laminar.internal.state.join.JoinSide;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The inner join of two append-only inputs: a row meets the rows of the other side that came before
 * it, the results go out at once, and the row is kept for those that come after it.
 *
 * <p>Rows with a null key match nothing and are not kept; nor are rows whose other side has ended.
 * <b>State:</b> all rows of both sides, by key. <b>Threads:</b> the owning task only.
 */
final class AppendJoinOperator implements Operator {

  private static final String[] TABLES = {"left", "right"};

  private final List<List<DataType>> types;
  private final int[][] keys;
  private final List<JoinSide> sides = new ArrayList<>(2);
  private final boolean[] ended = new boolean[2];

  private @Nullable OperatorContext context;
  private @Nullable JoinedRows joined;
  private int[] rows = new int[0];
  private long[] hashes = new long[0];

  AppendJoinOperator(Node.Join node) {
    this.types = List.of(node.left().schema().types(), node.right().schema().types());
    this.keys = new int[][] {node.leftKeys(), node.rightKeys()};
  }

  @Override
  public void open(OperatorContext newContext) {
    context = newContext;
    joined = new JoinedRows(newContext);
    for (int side = 0; side < 2; side++) {
      sides.add(new JoinSide(newContext.allocator(), types.get(side), keys[side], false, false));
    }
  }

  private OperatorContext context() {
    if (context == null) {
      throw new IllegalStateException("not open");
    }
    return context;
  }

  private JoinedRows joined() {
    if (joined == null) {
      throw new IllegalStateException("not open");
    }
    return joined;
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    try (batch) {
      int count = prepare(batch, keys[input]);
      JoinSide other = sides.get(1 - input);
      joined().begin(input, batch, other, false, 1, output::emit);
      other.probe(batch, keys[input], rows, count, hashes, joined());
      joined().end();
      if (!ended[1 - input]) {
        sides.get(input).add(batch, rows, count, hashes, null);
      }
    }
  }

  private int prepare(Batch batch, int[] keyColumns) {
    if (rows.length < batch.rows()) {
      rows = new int[Math.max(batch.rows(), 1024)];
      hashes = new long[rows.length];
    }
    KeyHash.hash(batch, keyColumns, hashes);
    return Columns.withoutNulls(batch, keyColumns, rows);
  }

  /** The other side's rows were kept for this input only. */
  @Override
  public void onEndOfInput(int input, Output output) {
    ended[input] = true;
    sides.get(1 - input).close();
  }

  @Override
  public void snapshot(SnapshotWriter writer) {
    KeyedRows keyed = new KeyedRows(writer, context());
    for (int side = 0; side < 2; side++) {
      JoinSide rowsOfSide = sides.get(side);
      int[] keyColumns = keys[side];
      keyed.write(
          TABLES[side],
          Columns.all(rowsOfSide.end()),
          (ids, count) -> rowsOfSide.gather(ids, count, keyColumns),
          rowsOfSide::gather);
    }
  }

  @Override
  public void restore(SnapshotReader reader) {
    for (int side = 0; side < 2; side++) {
      int input = side;
      reader.keyed(
          TABLES[side],
          batch -> {
            try (batch) {
              int count = prepare(batch, keys[input]);
              sides.get(input).add(batch, rows, count, hashes, null);
            }
          });
    }
  }

  @Override
  public long stateBytes() {
    return sides.stream().mapToLong(JoinSide::bytes).sum();
  }

  @Override
  public void close() {
    sides.forEach(JoinSide::close);
  }
}
