package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.state.join.JoinSide;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The inner join of two append-only inputs: a row meets the rows of the other side that came before
 * it, the results go out at once, and the row is kept for those that come after it.
 *
 * <p>Rows with a null key match nothing and are not kept; nor are rows whose other side has ended.
 * What memory has no room for is looked up on disk. <b>State:</b> all rows of both sides, by key.
 * <b>Threads:</b> the owning task only.
 */
final class AppendJoinOperator implements Operator {

  private final Node.Join node;
  private final JoinInput[] inputs;
  private final List<SideState> sides = new ArrayList<>(2);
  private final boolean[] ended = new boolean[2];

  private @Nullable JoinedRows joined;
  private @Nullable StateBudget budget;

  AppendJoinOperator(Node.Join node) {
    this.node = node;
    this.inputs = Joins.inputs(node);
  }

  @Override
  public void open(OperatorContext newContext) {
    budget = new StateBudget(newContext);
    joined = new JoinedRows(newContext, Joins.condition(node.condition(), inputs, newContext));
    for (JoinInput input : inputs) {
      sides.add(new SideState(newContext, input));
    }
  }

  @Override
  public void process(int side, Batch batch, Output output) {
    JoinedRows pairs = joined;
    StateBudget memory = budget;
    if (pairs == null || memory == null) {
      throw new IllegalStateException("not open");
    }
    try (batch) {
      JoinInput input = inputs[side];
      SideState other = sides.get(1 - side);
      int count = input.prepare(batch);
      join(side, batch, count, other.side, pairs, output);
      other
          .fetch(input.keyHashes, input.rows, count)
          .ifPresent(
              fetched -> {
                try (fetched) {
                  join(side, batch, count, fetched, pairs, output);
                }
              });
      if (!ended[1 - side]) {
        sides.get(side).side.add(batch, input.rows, count, input.keyHashes, null);
        memory.relieve(sides);
      }
    }
  }

  private void join(
      int side, Batch batch, int count, JoinSide other, JoinedRows pairs, Output output) {
    JoinInput input = inputs[side];
    pairs.begin(
        new JoinedRows.Probe(
            side, batch, other, false, 1, (rows, ids, matches) -> {}, output::emit));
    other.probe(batch, input.keys, input.rows, count, input.keyHashes, pairs);
    pairs.end();
  }

  /** The other side's rows were kept for this input only. */
  @Override
  public void onEndOfInput(int side, Output output) {
    ended[side] = true;
    sides.get(1 - side).forget();
  }

  @Override
  public Frozen snapshot(SnapshotWriter writer) {
    return new FrozenParts(
        List.of(
            sides.get(0).freeze(writer, Joins.TABLES[0]),
            sides.get(1).freeze(writer, Joins.TABLES[1])));
  }

  @Override
  public void restore(SnapshotReader reader) {
    for (int side = 0; side < 2; side++) {
      sides.get(side).restore(reader, Joins.TABLES[side], this::relieve);
    }
  }

  private void relieve() {
    if (budget != null) {
      budget.relieve(sides);
    }
  }

  @Override
  public long stateBytes() {
    return sides.stream().mapToLong(SideState::held).sum();
  }

  @Override
  public boolean spills() {
    return sides.stream().allMatch(SideState::spills);
  }

  @Override
  public void close() {
    sides.forEach(SideState::close);
  }
}
