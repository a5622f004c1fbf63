package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.Column;
import dev.laminar.internal.state.join.JoinSide;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns pairs of a batch's rows and kept rows of the other side into output batches: the left
 * columns, then the right ones. Pairs that the join's condition does not hold for are left out.
 *
 * <p>A pair comes out as often as the kept row's weight says. Texts are shared with the batch and
 * the state. <b>State:</b> pairs not yet emitted, none after {@link #end}. One thread.
 */
final class JoinedRows implements JoinSide.Pairs {

  /** Hears of pairs that match. */
  interface Matches {
    void matched(int[] probingRows, int[] found, int count);
  }

  /**
   * A batch whose rows are looked up, and where the pairs go.
   *
   * @param side of the batch: 0 is left
   * @param other the side in which the rows are looked up
   * @param weighted whether rows there can have other weights than 1
   * @param sign 1 if the batch's rows are inserts, −1 if they are retracts
   */
  record Probe(
      int side,
      Batch batch,
      JoinSide other,
      boolean weighted,
      int sign,
      Matches matches,
      Consumer<Batch> target) {}

  private final OperatorContext context;
  private final @Nullable JoinCondition condition;
  private final int limit;
  private final int[] rows;
  private final int[] ids;
  private final byte[] weights;
  private int pairs;
  private boolean retracts;
  private @Nullable Probe probe;

  JoinedRows(OperatorContext context, Optional<JoinCondition> condition) {
    this.context = context;
    this.condition = condition.orElse(null);
    this.limit = context.batchRows();
    this.rows = new int[limit];
    this.ids = new int[limit];
    this.weights = new byte[limit];
  }

  /** The pairs that follow are of this batch's rows; it stays the caller's. */
  void begin(Probe newProbe) {
    probe = newProbe;
  }

  /** Emits what is left of the batch's pairs. */
  void end() {
    if (condition != null) {
      condition.flush(probe(), this::matched);
    }
    flush(probe());
    probe = null;
  }

  private Probe probe() {
    if (probe == null) {
      throw new IllegalStateException("no batch");
    }
    return probe;
  }

  @Override
  public void accept(int[] probingRows, int[] found, int count) {
    if (condition != null) {
      condition.add(probe(), probingRows, found, count, this::matched);
    } else {
      matched(probingRows, found, count);
    }
  }

  private void matched(int[] probingRows, int[] found, int count) {
    Probe current = probe();
    current.matches().matched(probingRows, found, count);
    if (current.weighted()) {
      addWeighted(current, probingRows, found, count);
    } else {
      add(current, probingRows, found, count);
    }
  }

  private void add(Probe current, int[] probingRows, int[] found, int count) {
    int done = 0;
    while (done < count) {
      int some = Math.min(count - done, limit - pairs);
      System.arraycopy(probingRows, done, rows, pairs, some);
      System.arraycopy(found, done, ids, pairs, some);
      if (current.sign() < 0) {
        Arrays.fill(weights, pairs, pairs + some, (byte) -1);
        retracts = true;
      }
      pairs += some;
      done += some;
      flushIfFull(current);
    }
  }

  private void addWeighted(Probe current, int[] probingRows, int[] found, int count) {
    for (int i = 0; i < count; i++) {
      int weight = current.other().weight(found[i]) * current.sign();
      for (int times = Math.abs(weight); times > 0; times--) {
        rows[pairs] = probingRows[i];
        ids[pairs] = found[i];
        weights[pairs++] = (byte) Integer.signum(weight);
        retracts |= weight < 0;
        flushIfFull(current);
      }
    }
  }

  private void flushIfFull(Probe current) {
    if (pairs == limit) {
      flush(current);
    }
  }

  private void flush(Probe current) {
    if (pairs == 0) {
      return;
    }
    Column[] probing = Columns.gather(context.allocator(), current.batch(), rows, pairs);
    Column[] found = current.other().gather(ids, pairs);
    Column[] all =
        current.side() == 0 ? Columns.concat(probing, found) : Columns.concat(found, probing);
    Column changes = retracts ? Columns.weights(context.allocator(), weights, pairs) : null;
    int count = pairs;
    pairs = 0;
    retracts = false;
    current.target().accept(Batch.changes(count, changes, all));
  }
}
