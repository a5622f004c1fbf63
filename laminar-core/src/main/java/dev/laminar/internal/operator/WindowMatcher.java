package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.Column;
import dev.laminar.internal.state.IntList;
import dev.laminar.internal.state.join.JoinSide;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Joins all rows of one window: indexes the side with fewer rows and looks the others up in it, a
 * run at a time. <b>State:</b> none between windows. One thread.
 */
final class WindowMatcher {

  private static final int RUN = 4096;

  private final OperatorContext context;
  private final JoinInput[] inputs;
  private final boolean[] keeps;
  private final JoinedRows joined;

  /**
   * @param keeps which sides' rows come out without a match
   */
  WindowMatcher(
      OperatorContext context,
      JoinInput[] inputs,
      boolean[] keeps,
      Optional<JoinCondition> condition) {
    this.context = context;
    this.inputs = inputs;
    this.keeps = keeps;
    this.joined = new JoinedRows(context, condition);
  }

  /** The sides' rows must not change afterwards; they stay the caller's. */
  void join(JoinSide left, JoinSide right, Output output) {
    List<JoinSide> sides = List.of(left, right);
    int indexed = left.size() <= right.size() ? 0 : 1;
    JoinSide few = sides.get(indexed);
    JoinSide many = sides.get(1 - indexed);
    if (few.size() == 0 && !keeps[1 - indexed]) {
      return;
    }
    few.index();
    BitSet matched = new BitSet(few.end());
    lookUp(1 - indexed, many, few, 1, matched, output);
    if (inputs[1 - indexed].updating) {
      lookUp(1 - indexed, many, few, -1, matched, output);
    }
    if (keeps[indexed]) {
      unmatched(indexed, few, 1, matched, output);
      unmatched(indexed, few, -1, matched, output);
    }
  }

  /**
   * The rows of a side as often as they weigh, if that has the sign. A sum below zero means that
   * the input has retracted what was not there; what comes of it is retracted, too.
   */
  private int[] rows(int side, JoinSide rows, int sign) {
    int[] live = rows.live();
    if (!inputs[side].updating) {
      return sign > 0 ? live : new int[0];
    }
    IntList repeated = new IntList();
    for (int id : live) {
      for (int times = rows.weight(id) * sign; times > 0; times--) {
        repeated.add(id);
      }
    }
    return repeated.toArray(0, repeated.size());
  }

  private void lookUp(
      int side, JoinSide many, JoinSide few, int sign, BitSet matched, Output output) {
    int[] ids = rows(side, many, sign);
    for (int from = 0; from < ids.length; from += RUN) {
      int[] some = Arrays.copyOfRange(ids, from, Math.min(ids.length, from + RUN));
      try (Batch batch = Batch.of(some.length, many.gather(some, some.length))) {
        lookUp(side, batch, few, sign, matched, output);
      }
    }
  }

  private void lookUp(
      int side, Batch batch, JoinSide few, int sign, BitSet matched, Output output) {
    JoinInput input = inputs[side];
    int count = input.prepare(batch);
    boolean[] found = new boolean[batch.rows()];
    JoinedRows.Matches matches =
        (rows, ids, pairs) -> {
          for (int i = 0; i < pairs; i++) {
            found[rows[i]] = true;
            matched.set(ids[i]);
          }
        };
    boolean weighted = inputs[1 - side].updating;
    joined.begin(new JoinedRows.Probe(side, batch, few, weighted, sign, matches, output::emit));
    few.probe(batch, input.keys, input.rows, count, input.keyHashes, joined);
    joined.end();
    if (keeps[side]) {
      unmatched(side, batch, found, sign, output);
    }
  }

  private void unmatched(int side, Batch batch, boolean[] found, int sign, Output output) {
    IntList rows = new IntList();
    for (int row = 0; row < found.length; row++) {
      if (!found[row]) {
        rows.add(row);
      }
    }
    emitUnmatched(
        side,
        rows,
        sign,
        (some, count) -> Columns.gather(context.allocator(), batch, some, count),
        output);
  }

  private void unmatched(int side, JoinSide kept, int sign, BitSet matched, Output output) {
    IntList rows = new IntList();
    for (int id : rows(side, kept, sign)) {
      if (!matched.get(id)) {
        rows.add(id);
      }
    }
    emitUnmatched(side, rows, sign, kept::gather, output);
  }

  /** Emits rows of one side, padded with nulls. */
  void emitUnmatched(int side, IntList rows, int sign, KeyedRows.Rows columns, Output output) {
    int limit = context.batchRows();
    for (int from = 0; from < rows.size(); from += limit) {
      int[] some = rows.toArray(from, Math.min(rows.size(), from + limit));
      Column[] own = columns.columns(some, some.length);
      output.emit(
          Columns.padded(
              context.allocator(), own, inputs[1 - side].types, side == 0, some.length, sign));
    }
  }
}
