package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.Column;
import dev.laminar.internal.state.join.JoinSide;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns pairs of a batch's rows and kept rows of the other side into output batches: the left
 * columns, then the right ones.
 *
 * <p>A pair comes out as often as the kept row's weight says. Texts are shared with the batch and
 * the state. <b>State:</b> pairs not yet emitted, none after {@link #end}. One thread.
 */
final class JoinedRows implements JoinSide.Pairs {

  private final OperatorContext context;
  private final int limit;
  private final int[] rows;
  private final int[] ids;
  private final byte[] weights;
  private int pairs;
  private boolean retracts;

  private @Nullable Batch batch;
  private @Nullable JoinSide other;
  private boolean batchIsLeft;
  private boolean weighted;
  private int sign;
  private Consumer<Batch> target = Batch::close;

  JoinedRows(OperatorContext context) {
    this.context = context;
    this.limit = context.batchRows();
    this.rows = new int[limit];
    this.ids = new int[limit];
    this.weights = new byte[limit];
  }

  /**
   * The pairs that follow are of rows of this batch, which stays the caller's.
   *
   * @param weighted whether rows of the other side can have other weights than 1
   * @param newSign 1 if the batch's rows are inserts, −1 if they are retracts
   */
  void begin(
      int side, Batch probing, JoinSide found, boolean weighted, int newSign, Consumer<Batch> to) {
    batch = probing;
    other = found;
    batchIsLeft = side == 0;
    this.weighted = weighted;
    sign = newSign;
    target = to;
  }

  @Override
  public void accept(int[] probingRows, int[] found, int count) {
    if (weighted) {
      addWeighted(probingRows, found, count);
      return;
    }
    int done = 0;
    while (done < count) {
      int some = Math.min(count - done, limit - pairs);
      System.arraycopy(probingRows, done, rows, pairs, some);
      System.arraycopy(found, done, ids, pairs, some);
      java.util.Arrays.fill(weights, pairs, pairs + some, (byte) sign);
      retracts |= sign < 0;
      pairs += some;
      done += some;
      if (pairs == limit) {
        flush();
      }
    }
  }

  private void addWeighted(int[] probingRows, int[] found, int count) {
    for (int i = 0; i < count; i++) {
      int weight = other().weight(found[i]) * sign;
      for (int times = Math.abs(weight); times > 0; times--) {
        rows[pairs] = probingRows[i];
        ids[pairs] = found[i];
        weights[pairs++] = (byte) Integer.signum(weight);
        retracts |= weight < 0;
        if (pairs == limit) {
          flush();
        }
      }
    }
  }

  private JoinSide other() {
    if (other == null) {
      throw new IllegalStateException("no batch");
    }
    return other;
  }

  /** Emits what is left of the batch's pairs. */
  void end() {
    flush();
    batch = null;
    other = null;
  }

  private void flush() {
    if (pairs == 0 || batch == null) {
      return;
    }
    Column[] probing = Columns.gather(context.allocator(), batch, rows, pairs);
    Column[] found = other().gather(ids, pairs);
    Column[] all = batchIsLeft ? Columns.concat(probing, found) : Columns.concat(found, probing);
    Column changes = retracts ? Columns.weights(context.allocator(), weights, pairs) : null;
    int count = pairs;
    pairs = 0;
    retracts = false;
    target.accept(Batch.changes(count, changes, all));
  }
}
