package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.Column;
import dev.laminar.data.DataType;
import dev.laminar.internal.state.IntList;
import dev.laminar.internal.state.KeyHash;
import dev.laminar.internal.state.join.JoinSide;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The rows of one side that stand in an outer join's output without a match, padded with nulls.
 *
 * <p>A row without matches stands there as often as it weighs, any other not at all. What has
 * changed is found at the end of a tick, among the rows that were touched in it: so a row that lost
 * and found a match within a tick causes nothing. <b>State:</b> in the side, but for the rows of
 * the tick. One thread.
 */
final class PaddedRows implements AutoCloseable {

  private final OperatorContext context;
  private final JoinSide side;
  private final JoinInput input;
  private final boolean left;
  private final List<DataType> otherTypes;
  private final IntList touched = new IntList();
  private final List<Batch> retracts = new ArrayList<>();
  private final List<Batch> inserts = new ArrayList<>();

  PaddedRows(
      OperatorContext context, JoinSide side, JoinInput input, boolean left, JoinInput other) {
    this.context = context;
    this.side = side;
    this.input = input;
    this.left = left;
    this.otherTypes = other.types;
  }

  /** The row's weight or number of matches may have changed. */
  void touch(int id) {
    if (side.touch(id, true)) {
      touched.add(id);
    }
  }

  void addMatches(int id, long matches) {
    side.setMatches(id, side.matches(id) + matches);
    touch(id);
  }

  /** Rows with a null key, which never have a match and need not be kept. */
  void unkeyed(Batch batch, int[] keyed, int keyedCount, int sign) {
    int[] rows = new int[batch.rows() - keyedCount];
    int count = 0;
    int next = 0;
    for (int row = 0; row < batch.rows(); row++) {
      if (next < keyedCount && keyed[next] == row) {
        next++;
      } else {
        rows[count++] = row;
      }
    }
    if (count > 0) {
      Column[] own = Columns.gather(context.allocator(), batch, rows, count);
      (sign < 0 ? retracts : inserts).add(padded(own, count, sign));
    }
  }

  private Batch padded(Column[] own, int count, int sign) {
    return Columns.padded(context.allocator(), own, otherTypes, left, count, sign);
  }

  /** Compares the touched rows with the output and forgets those that are no longer there. */
  void settle() {
    IntList less = new IntList();
    IntList more = new IntList();
    IntList gone = new IntList();
    for (int i = 0; i < touched.size(); i++) {
      settle(touched.get(i), less, more, gone);
    }
    touched.clear();
    collect(less, -1, retracts);
    collect(more, 1, inserts);
    remove(gone);
  }

  private void settle(int id, IntList less, IntList more, IntList gone) {
    side.touch(id, false);
    int weight = side.weight(id);
    int wanted = side.matches(id) == 0 ? weight : 0;
    int padded = side.padded(id);
    for (int i = wanted; i < padded; i++) {
      less.add(id);
    }
    for (int i = padded; i < wanted; i++) {
      more.add(id);
    }
    side.setPadded(id, wanted);
    if (weight == 0) {
      gone.add(id);
    }
  }

  private void collect(IntList ids, int sign, List<Batch> to) {
    int limit = context.batchRows();
    for (int from = 0; from < ids.size(); from += limit) {
      int[] some = ids.toArray(from, Math.min(ids.size(), from + limit));
      to.add(padded(side.gather(some, some.length), some.length, sign));
    }
  }

  private void remove(IntList gone) {
    if (gone.size() == 0) {
      return;
    }
    int[] ids = gone.toArray(0, gone.size());
    long[] keyHashes = new long[ids.length];
    long[] rowHashes = new long[ids.length];
    try (Batch rows = Batch.of(ids.length, side.gather(ids, ids.length))) {
      KeyHash.hash(rows, input.keys, keyHashes);
      KeyHash.hash(rows, Columns.all(input.types), rowHashes);
    }
    for (int i = 0; i < ids.length; i++) {
      side.remove(ids[i], keyHashes[i], rowHashes[i]);
    }
  }

  void emitRetracts(Consumer<Batch> out) {
    emit(retracts, out);
  }

  void emitInserts(Consumer<Batch> out) {
    emit(inserts, out);
  }

  private static void emit(List<Batch> batches, Consumer<Batch> out) {
    List<Batch> all = List.copyOf(batches);
    batches.clear();
    all.forEach(out);
  }

  @Override
  public void close() {
    retracts.forEach(Batch::close);
    inserts.forEach(Batch::close);
    retracts.clear();
    inserts.clear();
  }
}
