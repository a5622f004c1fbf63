package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.state.join.Consolidation;
import dev.laminar.internal.state.join.JoinSide;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A join whose results can be taken back: of updating inputs, or an outer one.
 *
 * <p>Changes wait for the tick. Then each input's are summed up, all retracts are joined, then all
 * inserts; so a pair is not retracted and inserted in one tick, unless one of its rows weighs more
 * than 1: then the output is summed up, too. What goes out at a tick are retracts first, inserts
 * second, one net change for each distinct row. Rows with a null key match nothing; they are not
 * kept. <b>State:</b> all rows of both sides, by key; between ticks, what has come since the last.
 * <b>Threads:</b> the owning task only.
 */
final class TickJoinOperator implements Operator {

  private static final String[] WAITING = {"left-waiting", "right-waiting"};
  private static final long[] NO_MATCHES = {};

  private final Node.Join node;
  private final JoinInput[] inputs;
  private final List<SideState> sides = new ArrayList<>(2);
  private final List<Consolidation> waiting = new ArrayList<>(2);
  private final List<Optional<PaddedRows>> padding = new ArrayList<>(2);

  private @Nullable OperatorContext context;
  private @Nullable JoinedRows joined;
  private @Nullable TickOutput pairs;
  private @Nullable StateBudget budget;

  TickJoinOperator(Node.Join node) {
    this.node = node;
    this.inputs = Joins.inputs(node);
  }

  @Override
  public void open(OperatorContext newContext) {
    context = newContext;
    joined = new JoinedRows(newContext, Joins.condition(node.condition(), inputs, newContext));
    budget = new StateBudget(newContext);
    pairs = new TickOutput(newContext, node.schema().types());
    for (JoinInput input : inputs) {
      sides.add(new SideState(newContext, input));
      waiting.add(new Consolidation(newContext.allocator(), input.types));
    }
    for (int side = 0; side < 2; side++) {
      padding.add(
          inputs[side].padding
              ? Optional.of(
                  new PaddedRows(
                      newContext, sides.get(side).side, inputs[side], side == 0, inputs[1 - side]))
              : Optional.empty());
    }
  }

  private static <T> T opened(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("not open");
    }
    return part;
  }

  @Override
  public void process(int side, Batch batch, Output output) {
    waiting.get(side).add(batch);
    opened(budget).checkWaiting(waiting);
  }

  @Override
  public void onTick(long number, Output output) {
    int limit = opened(context).batchRows();
    each(side -> waiting.get(side).drainRetracts(limit, batch -> apply(side, batch, -1, output)));
    each(side -> waiting.get(side).drainInserts(limit, batch -> apply(side, batch, 1, output)));
    padding.forEach(side -> side.ifPresent(PaddedRows::settle));
    opened(pairs).finish(padding, output);
    opened(budget).relieve(sides);
  }

  private static void each(IntConsumer side) {
    side.accept(0);
    side.accept(1);
  }

  /** Joins rows that all are inserts or all are retracts, and takes them into the state. */
  private void apply(int side, Batch batch, int sign, Output output) {
    try (batch) {
      JoinInput input = inputs[side];
      int count = input.prepare(batch);
      long[] matches = input.padding ? new long[batch.rows()] : NO_MATCHES;
      SideState other = sides.get(1 - side);
      if (inputs[1 - side].padding) {
        other.load(input.keyHashes, input.rows, count); // their matches change
        join(side, batch, count, other.side, sign, matches);
      } else {
        join(side, batch, count, other.side, sign, matches);
        other
            .fetch(input.keyHashes, input.rows, count)
            .ifPresent(
                fetched -> {
                  try (fetched) {
                    join(side, batch, count, fetched, sign, matches);
                  }
                });
      }
      if (input.updating) {
        sides.get(side).load(input.keyHashes, input.rows, count);
      }
      change(side, batch, count, sign, matches);
      opened(pairs).next(sign, output);
      padding.get(side).ifPresent(rows -> rows.unkeyed(batch, input.rows, count, sign));
    }
    if (padding.stream().allMatch(Optional::isEmpty)) {
      opened(budget).relieve(sides); // padding would need touched rows at the end of the tick
    }
  }

  private void join(int side, Batch batch, int count, JoinSide other, int sign, long[] matches) {
    JoinInput input = inputs[side];
    boolean weighted = inputs[1 - side].updating;
    opened(joined)
        .begin(
            new JoinedRows.Probe(
                side,
                batch,
                other,
                weighted,
                sign,
                (rows, ids, found) -> countMatches(side, other, matches, rows, ids, found, sign),
                opened(pairs)::joined));
    other.probe(batch, input.keys, input.rows, count, input.keyHashes, opened(joined));
    opened(joined).end();
  }

  private void countMatches(
      int side, JoinSide other, long[] matches, int[] rows, int[] ids, int count, int sign) {
    if (inputs[side].padding) {
      for (int i = 0; i < count; i++) {
        matches[rows[i]] += other.weight(ids[i]);
      }
    }
    padding
        .get(1 - side)
        .ifPresent(
            others -> {
              for (int i = 0; i < count; i++) {
                others.addMatches(ids[i], sign);
              }
            });
  }

  private void change(int side, Batch batch, int count, int sign, long[] matches) {
    JoinInput input = inputs[side];
    JoinSide kept = sides.get(side).side;
    if (!input.updating) {
      int[] ids = kept.add(batch, input.rows, count, input.keyHashes, null);
      padding.get(side).ifPresent(rows -> added(kept, rows, ids, input.rows, count, matches));
      return;
    }
    for (int i = 0; i < count; i++) {
      int row = input.rows[i];
      long keyHash = input.keyHashes[row];
      int id = kept.change(batch, row, keyHash, input.rowHashes[row], sign);
      int weight = kept.weight(id);
      if (sign < 0 && weight != 0) {
        opened(pairs).sum();
      }
      if (padding.get(side).isPresent()) {
        kept.setMatches(id, matches[row]);
        padding.get(side).get().touch(id);
      } else if (weight == 0) {
        kept.remove(id, keyHash, input.rowHashes[row]);
      }
    }
  }

  private static void added(
      JoinSide kept, PaddedRows padded, int[] ids, int[] rows, int count, long[] matches) {
    for (int i = 0; i < count; i++) {
      kept.setMatches(ids[i], matches[rows[i]]);
      padded.touch(ids[i]);
    }
  }

  /** What waits is little, at a barrier nothing: it is always written whole and at once. */
  @Override
  public Frozen snapshot(SnapshotWriter writer) {
    KeyedRows rows = new KeyedRows(writer, opened(context));
    each(
        side -> {
          for (Batch batch : waiting.get(side).pending()) {
            rows.write(WAITING[side], batch, inputs[side].keys, opened(context));
          }
        });
    return new FrozenParts(
        List.of(
            sides.get(0).freeze(writer, Joins.TABLES[0]),
            sides.get(1).freeze(writer, Joins.TABLES[1])));
  }

  @Override
  public void restore(SnapshotReader reader) {
    each(
        side -> {
          sides.get(side).restore(reader, Joins.TABLES[side], () -> opened(budget).relieve(sides));
          reader.read(WAITING[side], batch -> waiting.get(side).add(KeyedRows.withWeights(batch)));
        });
  }

  @Override
  public long stateBytes() {
    return sides.stream().mapToLong(SideState::held).sum()
        + waiting.stream().mapToLong(Consolidation::bytes).sum();
  }

  @Override
  public boolean spills() {
    return sides.stream().allMatch(SideState::spills);
  }

  @Override
  public void close() {
    sides.forEach(SideState::close);
    waiting.forEach(Consolidation::close);
    padding.forEach(side -> side.ifPresent(PaddedRows::close));
    if (pairs != null) {
      pairs.close();
    }
  }
}
