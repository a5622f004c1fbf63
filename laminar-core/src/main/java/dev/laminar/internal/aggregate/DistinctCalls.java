package dev.laminar.internal.aggregate;

import dev.laminar.data.Batch;
import dev.laminar.data.Column;
import dev.laminar.data.ColumnBuilder;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Mem;
import dev.laminar.data.Schema;
import dev.laminar.internal.plan.AggregateCall;
import dev.laminar.internal.state.GroupTable;
import dev.laminar.internal.state.KeyHash;
import dev.laminar.internal.state.RowLayout;
import dev.laminar.internal.state.Slot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The DISTINCT aggregates of one operator: for each set of arguments one table of (group, value),
 * shared by all calls on these arguments.
 *
 * <p>A row says which calls, each with its filter, have seen the value: by a bit each over inserts;
 * by a count each where rows may be retracted. A call's accumulator is fed when the value comes
 * first, and again, with weight −1, when the last one is retracted. The tables of a group of
 * windows are {@link DistinctSets}. One thread.
 */
public final class DistinctCalls {

  /** The most calls whose bits fit a word; more calls get a table more. */
  private static final int MOST = 64;

  private static final int CHUNK = 1024;

  /** Calls on the same arguments. */
  record Shared(int[] args, int[] calls, RowLayout layout) {}

  private final Aggregates aggregates;
  private final Schema input;
  private final boolean counted;
  private final List<Shared> shared = new ArrayList<>();
  private final Feed feed = new Feed();
  private long[] hashes = {};
  private long[] rows = {};
  private long[] wanted = {};
  private int[] chosen = {};
  private int[] fresh = {};

  /** {@code counted}: whether values can be taken back, by retracts or panes that leave. */
  public DistinctCalls(Aggregates aggregates, Schema input, boolean counted) {
    this.aggregates = aggregates;
    this.input = input;
    this.counted = counted;
    Map<List<Object>, List<Integer>> byArguments = new LinkedHashMap<>();
    for (int i = 0; i < aggregates.calls().size(); i++) {
      if (aggregates.isDistinct(i)) {
        boolean skipsNulls = aggregates.accumulator(i).skipsNulls();
        List<Object> key = List.of(aggregates.calls().get(i).args(), skipsNulls);
        byArguments.computeIfAbsent(key, _ -> new ArrayList<>()).add(i);
      }
    }
    byArguments.values().forEach(calls -> share(calls, input));
  }

  private void share(List<Integer> calls, Schema input) {
    for (int from = 0; from < calls.size(); from += MOST) {
      List<Integer> some = calls.subList(from, Math.min(calls.size(), from + MOST));
      List<Integer> args = aggregates.calls().get(some.getFirst()).args();
      List<Field> key = new ArrayList<>(List.of(Field.required("group", DataType.BIGINT)));
      args.forEach(arg -> key.add(input.field(arg)));
      byte[] seen = new byte[counted ? 8 * some.size() : 8];
      shared.add(new Shared(ints(args), ints(some), new RowLayout(key, seen)));
    }
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  /** How many tables the sets of these calls have. */
  public int tableCount() {
    return shared.size();
  }

  List<Shared> shared() {
    return shared;
  }

  boolean counted() {
    return counted;
  }

  Aggregates aggregates() {
    return aggregates;
  }

  private void room(int count) {
    if (hashes.length < count) {
      hashes = new long[count];
      rows = new long[count];
      wanted = new long[count];
      chosen = new int[count];
      fresh = new int[count];
    }
  }

  /** Adds rows to the DISTINCT aggregates of their groups; see {@link Aggregates#add}. */
  void add(GroupTable[] tables, Batch batch, long[] groups, int @Nullable [] selected, int count) {
    room(batch.rows());
    try (Column addresses = addresses(groups, selected, count, batch.rows())) {
      for (int i = 0; i < tables.length; i++) {
        Shared calls = shared.get(i);
        int left = choose(calls, batch, selected, count);
        Column[] key = key(calls, addresses, batch);
        KeyHash.hash(key, batch.rows(), hashes);
        tables[i].upsert(key, hashes, chosen, left, rows);
        if (counted) {
          count(calls, batch, groups, left);
          forget(tables[i], calls, batch, left);
        } else {
          mark(calls, batch, groups, left);
        }
      }
    }
  }

  /** Group addresses as a column, so that they can be part of a key. */
  Column addresses(long[] groups, int @Nullable [] selected, int count, int size) {
    ArrowBuf buffer = allocator().buffer(Math.max(8, 8L * size));
    long to = buffer.memoryAddress();
    for (int i = 0; i < count; i++) {
      int row = selected == null ? i : selected[i];
      Mem.putLong(to + 8L * row, groups[row]);
    }
    return Column.of(DataType.BIGINT, size, null, buffer);
  }

  private static Column[] key(Shared calls, Column addresses, Batch batch) {
    Column[] key = new Column[calls.args().length + 1];
    key[0] = addresses;
    for (int i = 1; i < key.length; i++) {
      key[i] = batch.column(calls.args()[i - 1]);
    }
    return key;
  }

  /** The rows that some call wants: which, by bit, in {@code wanted}; returns how many. */
  private int choose(Shared calls, Batch batch, int @Nullable [] selected, int count) {
    long always = 0;
    for (int c = 0; c < calls.calls().length; c++) {
      always |= call(calls, c).filter().isEmpty() ? 1L << c : 0;
    }
    for (int i = 0; i < count; i++) {
      wanted[selected == null ? i : selected[i]] = always;
    }
    for (int c = 0; c < calls.calls().length; c++) {
      if (call(calls, c).filter().isPresent()) {
        want(batch.column(call(calls, c).filter().getAsInt()), 1L << c, selected, count);
      }
    }
    if (aggregates.accumulator(calls.calls()[0]).skipsNulls()) {
      refuseNulls(calls, batch, selected, count);
    }
    int left = 0;
    for (int i = 0; i < count; i++) {
      int row = selected == null ? i : selected[i];
      chosen[left] = row;
      left += wanted[row] != 0 ? 1 : 0;
    }
    return left;
  }

  private AggregateCall call(Shared calls, int c) {
    return aggregates.calls().get(calls.calls()[c]);
  }

  private void want(Column filter, long bit, int @Nullable [] selected, int count) {
    for (int i = 0; i < count; i++) {
      int row = selected == null ? i : selected[i];
      wanted[row] |= filter.getBoolean(row) && !filter.isNull(row) ? bit : 0;
    }
  }

  private void refuseNulls(Shared calls, Batch batch, int @Nullable [] selected, int count) {
    for (int arg : calls.args()) {
      Column column = batch.column(arg);
      for (int i = 0; column.mayHaveNulls() && i < count; i++) {
        int row = selected == null ? i : selected[i];
        wanted[row] = column.isNull(row) ? 0 : wanted[row];
      }
    }
  }

  private void mark(Shared calls, Batch batch, long[] groups, int count) {
    int at = calls.layout().valueOffset();
    for (int c = 0; c < calls.calls().length; c++) {
      long bit = 1L << c;
      int left = 0;
      for (int i = 0; i < count; i++) {
        int row = chosen[i];
        long seen = rows[row] + at;
        long bits = Mem.getLong(seen);
        fresh[left] = row;
        left += (wanted[row] & bit & ~bits) != 0 ? 1 : 0;
        Mem.putLong(seen, bits | (wanted[row] & bit));
      }
      aggregates.accumulator(calls.calls()[c]).add(feed.set(batch, groups, fresh, left));
    }
  }

  private void count(Shared calls, Batch batch, long[] groups, int count) {
    for (int c = 0; c < calls.calls().length; c++) {
      int at = calls.layout().valueOffset() + 8 * c;
      int left = 0;
      for (int i = 0; i < count; i++) {
        int row = chosen[i];
        if ((wanted[row] >>> c & 1) != 0) {
          long before = Mem.getLong(rows[row] + at);
          long after = before + batch.weight(row);
          Mem.putLong(rows[row] + at, after);
          fresh[left] = row;
          left += before > 0 != after > 0 ? 1 : 0;
        }
      }
      aggregates.accumulator(calls.calls()[c]).add(feed.set(batch, groups, fresh, left));
    }
  }

  private void forget(GroupTable table, Shared calls, Batch batch, int count) {
    for (int i = 0; i < count && !batch.insertsOnly(); i++) {
      long row = rows[chosen[i]];
      if (batch.weight(chosen[i]) < 0 && GroupTable.isLive(row) && isVoid(calls, row)) {
        table.remove(row);
      }
    }
  }

  /**
   * Adds the values that one pane's groups have seen to the groups that these are part of, or with
   * {@code sign} −1 takes them back.
   *
   * @param link where in a pane's group the address of the other group stands
   */
  void transfer(DistinctCalls source, GroupTable[] from, GroupTable[] to, int link, int sign) {
    for (int i = 0; i < from.length; i++) {
      GroupTable.Cursor cursor = from[i].rows();
      long[] values = new long[CHUNK];
      int count;
      while ((count = cursor.next(values)) > 0) {
        transfer(source, source.shared.get(i), shared.get(i), values, count, to[i], link, sign);
      }
    }
  }

  private void transfer(
      DistinctCalls source,
      Shared theirs,
      Shared ours,
      long[] values,
      int count,
      GroupTable to,
      int link,
      int sign) {
    room(count);
    long[] groups = new long[count];
    int left = 0;
    for (int i = 0; i < count; i++) {
      long group = Mem.getLong(values[i] + theirs.layout().keys().slot(0).offset());
      groups[i] = Mem.getLong(group + link);
      wanted[i] = source.seen(theirs, values[i]);
      chosen[left] = i;
      left += wanted[i] != 0 ? 1 : 0;
    }
    try (Batch batch = values(theirs, values, count, groups, sign)) {
      Column[] key = key(ours, batch.column(input.size()), batch);
      KeyHash.hash(key, count, hashes);
      to.upsert(key, hashes, chosen, left, rows);
      if (counted) {
        count(ours, batch, groups, left);
        forget(to, ours, batch, left);
      } else {
        mark(ours, batch, groups, left);
      }
    }
  }

  /** The values as rows of the input, where other columns do not matter; last the groups. */
  private Batch values(Shared calls, long[] values, int count, long[] groups, int sign) {
    Column addresses = addresses(groups, null, count, count);
    Column[] columns = new Column[input.size() + 1];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = addresses.retain();
    }
    for (int i = 0; i < calls.args().length; i++) {
      columns[calls.args()[i]].close();
      columns[calls.args()[i]] = read(calls.layout().keys().slot(i + 1), values, count);
    }
    addresses.close();
    return Batch.changes(count, sign < 0 ? retracts(count) : null, columns);
  }

  private Column read(Slot slot, long[] rows, int count) {
    try (ColumnBuilder builder = new ColumnBuilder(allocator(), slot.type())) {
      slot.read(rows, count, builder);
      return builder.build();
    }
  }

  private Column retracts(int count) {
    ArrowBuf weights = allocator().buffer(count);
    Mem.fill(weights.memoryAddress(), count, (byte) -1);
    return Column.of(DataType.TINYINT, count, null, weights);
  }

  private BufferAllocator allocator() {
    return aggregates.memory().allocator();
  }

  static boolean isVoid(Shared calls, long row) {
    for (int c = 0; c < calls.calls().length; c++) {
      if (Mem.getLong(row + calls.layout().valueOffset() + 8L * c) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Which calls have seen the value of a row, as bits. */
  long seen(Shared calls, long row) {
    int at = calls.layout().valueOffset();
    if (!counted) {
      return Mem.getLong(row + at);
    }
    long bits = 0;
    for (int c = 0; c < calls.calls().length; c++) {
      bits |= Mem.getLong(row + at + 8L * c) > 0 ? 1L << c : 0;
    }
    return bits;
  }
}
