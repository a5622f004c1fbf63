package dev.laminar.internal.aggregate;

import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.Column;
import dev.laminar.data.ColumnBuilder;
import dev.laminar.data.DataType;
import dev.laminar.data.Mem;
import dev.laminar.data.Schema;
import dev.laminar.internal.plan.AggregateCall;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All aggregates of one operator: where their accumulators lie in a group's row, and which rows of
 * a batch each is fed.
 *
 * <p>DISTINCT ones have their bytes here too, but are fed by {@link DistinctSets}. Where rows may
 * be retracted, a hidden count says whether a group still exists. One thread.
 */
public final class Aggregates {
  private final List<AggregateCall> calls;
  private final Accumulator[] accumulators;
  private final boolean[] distinct;
  private final @Nullable Accumulator existence;
  private final Accumulator[] all;
  private final Accumulator[] merged;
  private final Accumulator[] inverse;
  private final Accumulator[] stacked;
  private final int offset;
  private final byte[] template;
  private final AggregateMemory memory;
  private final Feed feed = new Feed();
  private int[] filtered = {};

  /**
   * @param offset where the accumulators begin in a group's row
   * @param retracts whether the input is updating
   * @param takesBack whether DISTINCT aggregates see values go although no row is retracted
   * @param distinctInRows whether groups keep the values of DISTINCT aggregates themselves
   * @param keyed whether every group has at least one row
   */
  public Aggregates(
      List<AggregateCall> calls,
      Schema input,
      int offset,
      boolean retracts,
      boolean takesBack,
      boolean distinctInRows,
      boolean keyed,
      AggregateMemory memory) {
    this.calls = calls;
    this.memory = memory;
    this.accumulators = new Accumulator[calls.size()];
    this.distinct = new boolean[calls.size()];
    for (int i = 0; i < accumulators.length; i++) {
      AggregateCall call = calls.get(i);
      distinct[i] = call.distinct() && !sameWithoutDistinct(call.function());
      boolean inverse = retracts || (takesBack && distinct[i]);
      boolean mayBeEmpty = mayBeEmpty(call, input, keyed);
      Binding binding = new Binding(call, input, inverse, mayBeEmpty, memory);
      Accumulator made = AggregateFunctions.find(call.function()).make(binding);
      boolean inRow = distinct[i] && (distinctInRows || !call.orderBy().isEmpty());
      accumulators[i] = inRow ? new DistinctInRows(binding, made) : made;
      distinct[i] &= !inRow;
    }
    this.existence = retracts ? new CountAccumulator() : null;
    this.all = withExistence();
    this.merged = some(accumulator -> true);
    this.inverse = some(Accumulator::subtracts);
    this.stacked = some(accumulator -> !accumulator.subtracts());
    this.offset = offset;
    this.template = layOut();
  }

  private static boolean mayBeEmpty(AggregateCall call, Schema input, boolean keyed) {
    return !keyed
        || call.filter().isPresent()
        || call.args().stream().anyMatch(arg -> input.field(arg).nullable());
  }

  private static boolean sameWithoutDistinct(String function) {
    return switch (function) {
      case "min", "max", "bool_and", "bool_or", "every", "bit_and", "bit_or", "approx_distinct" ->
          true;
      default -> false;
    };
  }

  /** Those that are not DISTINCT: what these have seen cannot be merged here. */
  private Accumulator[] some(Predicate<Accumulator> which) {
    List<Accumulator> some = new ArrayList<>();
    for (int i = 0; i < all.length; i++) {
      boolean apart = i < distinct.length && distinct[i];
      if (!apart && which.test(all[i])) {
        some.add(all[i]);
      }
    }
    return some.toArray(Accumulator[]::new);
  }

  private byte[] layOut() {
    int bytes = 0;
    for (Accumulator accumulator : all) {
      accumulator.place(offset + bytes);
      bytes += accumulator.bytes();
    }
    ByteBuffer empty = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (Accumulator accumulator : all) {
      accumulator.init(
          empty
              .slice(accumulator.offset() - offset, accumulator.bytes())
              .order(ByteOrder.LITTLE_ENDIAN));
    }
    return empty.array();
  }

  private Accumulator[] withExistence() {
    Accumulator[] all = accumulators;
    if (existence != null) {
      all = Arrays.copyOf(all, all.length + 1);
      all[all.length - 1] = existence;
    }
    return all;
  }

  /** The accumulators' bytes in a new row. */
  public byte[] template() {
    return template.clone();
  }

  public AggregateMemory memory() {
    return memory;
  }

  Accumulator accumulator(int call) {
    return accumulators[call];
  }

  List<AggregateCall> calls() {
    return calls;
  }

  boolean isDistinct(int call) {
    return distinct[call];
  }

  public boolean hasDistinct() {
    for (boolean each : distinct) {
      if (each) {
        return true;
      }
    }
    return false;
  }

  // ---- rows

  /**
   * Adds rows to their groups, except to DISTINCT aggregates.
   *
   * @param selected the rows that count, or null for all {@code count} rows of the batch
   */
  public void add(Batch batch, long[] groups, int @Nullable [] selected, int count) {
    for (int i = 0; i < accumulators.length; i++) {
      if (!distinct[i]) {
        accumulators[i].add(choose(i, batch, groups, selected, count));
      }
    }
    if (existence != null) {
      existence.add(feed.set(batch, groups, selected, count));
    }
  }

  /** The rows that pass a call's filter and have all of its arguments. */
  private Feed choose(int call, Batch batch, long[] groups, int @Nullable [] selected, int count) {
    int[] chosen = selected;
    int left = count;
    if (calls.get(call).filter().isPresent()) {
      Column filter = batch.column(calls.get(call).filter().getAsInt());
      left = keepTrue(filter, chosen, left);
      chosen = filtered;
    }
    if (accumulators[call].skipsNulls()) {
      for (int arg : calls.get(call).args()) {
        if (batch.column(arg).mayHaveNulls()) {
          left = keepPresent(batch.column(arg), chosen, left);
          chosen = filtered;
        }
      }
    }
    return feed.set(batch, groups, chosen, left);
  }

  private void room(int count) {
    if (filtered.length < count) {
      filtered = Arrays.copyOf(filtered, Math.max(count, filtered.length * 2));
    }
  }

  /** Works in place too: what is written is never ahead of what is read. */
  private int keepTrue(Column filter, int @Nullable [] chosen, int count) {
    room(count);
    int[] kept = filtered;
    int left = 0;
    boolean nulls = filter.mayHaveNulls();
    for (int i = 0; i < count; i++) {
      int row = chosen == null ? i : chosen[i];
      kept[left] = row;
      boolean passes = filter.getBoolean(row) && !(nulls && filter.isNull(row));
      left += passes ? 1 : 0;
    }
    return left;
  }

  private int keepPresent(Column column, int @Nullable [] chosen, int count) {
    room(count);
    int[] kept = filtered;
    long validity = column.validityAddress();
    int left = 0;
    for (int i = 0; i < count; i++) {
      int row = chosen == null ? i : chosen[i];
      kept[left] = row;
      left += Mem.getBit(validity, row) ? 1 : 0;
    }
    return left;
  }

  // ---- groups

  /**
   * Adds what the rows {@code from} have collected to {@code into}, one by one; DISTINCT aggregates
   * are left to {@link DistinctSets#enter}.
   */
  public void merge(long[] into, long[] from, int count) {
    for (Accumulator accumulator : merged) {
      accumulator.merge(into, from, count);
    }
  }

  /** {@link #merge} for the aggregates that can take it back with {@link #subtract}. */
  public void mergeInverse(long[] into, long[] from, int count) {
    for (Accumulator accumulator : inverse) {
      accumulator.merge(into, from, count);
    }
  }

  public void subtract(long[] into, long[] from, int count) {
    for (Accumulator accumulator : inverse) {
      accumulator.subtract(into, from, count);
    }
  }

  /** Whether there are aggregates that cannot take back what was merged. */
  public boolean hasStacked() {
    return stacked.length > 0;
  }

  /** {@link #merge} for the aggregates that cannot take it back. */
  public void mergeStacked(long into, long from) {
    for (Accumulator accumulator : stacked) {
      accumulator.merge(into, from);
    }
  }

  public void mergeStacked(long[] into, long[] from, int count) {
    for (Accumulator accumulator : stacked) {
      accumulator.merge(into, from, count);
    }
  }

  /** Makes the aggregates of {@link #mergeStacked} what they are in a new row. */
  public void resetStacked(long row) {
    for (Accumulator accumulator : stacked) {
      if (accumulator.ownsMemory()) {
        accumulator.release(row);
      }
      int from = accumulator.offset() - offset;
      Mem.copy(template, from, row + accumulator.offset(), accumulator.bytes());
    }
  }

  /** {@link #merge} for one pair of rows. */
  public void merge(long into, long from) {
    for (Accumulator accumulator : merged) {
      accumulator.merge(into, from);
    }
  }

  /** Writes a new row's accumulators over whatever is there. */
  public void initialise(long row) {
    Mem.copy(template, 0, row + offset, template.length);
  }

  /** Keeps the rows of groups that still exist: those with more inserts than retracts. */
  public int keepExisting(long[] rows, int count) {
    if (existence == null) {
      return count;
    }
    int left = 0;
    for (int i = 0; i < count; i++) {
      rows[left] = rows[i];
      left += exists(rows[i]) ? 1 : 0;
    }
    return left;
  }

  public boolean exists(long row) {
    return existence == null || Mem.getLong(row + existence.offset()) > 0;
  }

  /** Whether nothing at all is left of a group, so that its row can be forgotten. */
  public boolean isVoid(long row) {
    return existence != null && Mem.getLong(row + existence.offset()) == 0;
  }

  /** Appends the results of these groups to the builder's columns from {@code first} on. */
  public void finish(long[] rows, int count, BatchBuilder out, int first, Failures failures) {
    finish(rows, rows, count, out, first, failures);
  }

  /** {@link #finish} with rows of their own for the aggregates of {@link #mergeStacked}. */
  public void finish(
      long[] rows, long[] stackedRows, int count, BatchBuilder out, int first, Failures failures) {
    for (int i = 0; i < accumulators.length; i++) {
      Accumulator accumulator = accumulators[i];
      long[] source = accumulator.subtracts() ? rows : stackedRows;
      accumulator.finish(source, count, out.column(first + i), failures);
    }
  }

  public boolean ownsMemory() {
    return Arrays.stream(all).anyMatch(Accumulator::ownsMemory);
  }

  public void release(long row) {
    for (Accumulator accumulator : all) {
      if (accumulator.ownsMemory()) {
        accumulator.release(row);
      }
    }
  }

  /** Frees what these rows refer to. */
  public void release(long[] rows, int count) {
    for (Accumulator accumulator : all) {
      if (accumulator.ownsMemory()) {
        for (int i = 0; i < count; i++) {
          accumulator.release(rows[i]);
        }
      }
    }
  }

  // ---- snapshots

  /** The types of the columns that {@link #save} fills. */
  public List<DataType> stateTypes() {
    List<DataType> types = new ArrayList<>();
    for (Accumulator accumulator : all) {
      types.addAll(accumulator.stateTypes());
    }
    return types;
  }

  public void save(long[] rows, int count, BatchBuilder out, int first) {
    int column = first;
    for (Accumulator accumulator : all) {
      ColumnBuilder[] builders = new ColumnBuilder[accumulator.stateTypes().size()];
      for (int i = 0; i < builders.length; i++) {
        builders[i] = out.column(column++);
      }
      accumulator.save(rows, count, builders);
    }
  }

  /** Makes the rows what was saved, row by row of the batch; frees what they referred to. */
  public void replace(long[] rows, Batch saved, int first) {
    release(rows, saved.rows());
    for (int i = 0; i < saved.rows(); i++) {
      initialise(rows[i]);
    }
    int column = first;
    for (Accumulator accumulator : all) {
      Column[] state = new Column[accumulator.stateTypes().size()];
      for (int i = 0; i < state.length; i++) {
        state[i] = saved.column(column++);
      }
      for (int i = 0; i < saved.rows(); i++) {
        accumulator.load(rows[i], state, i);
      }
    }
  }
}
