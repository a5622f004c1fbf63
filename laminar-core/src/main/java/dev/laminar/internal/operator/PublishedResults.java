package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.Column;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Mem;
import dev.laminar.internal.plan.AggregateCall;
import dev.laminar.internal.state.Arena;
import dev.laminar.internal.state.RowFields;
import java.util.ArrayList;
import java.util.List;

/**
 * What was last emitted of each group, in the group's own row: whether it is among the changed
 * ones, whether it has been published, and the values. Stateless itself.
 */
final class PublishedResults {
  private static final int TOUCHED = 0;
  private static final int PUBLISHED = 1;
  private static final int NULLS = 2;

  private final int flags;
  private final RowFields values;
  private final int end;
  private final Arena arena;

  /** Bytes in a row for these results. */
  static int bytes(List<AggregateCall> calls) {
    return new RowFields(fields(calls), 8, NULLS).end();
  }

  private static List<Field> fields(List<AggregateCall> calls) {
    return calls.stream().map(call -> Field.of(call.name(), call.type())).toList();
  }

  PublishedResults(List<AggregateCall> calls, int offset, Arena arena) {
    this.flags = offset;
    this.values = new RowFields(fields(calls), offset + 8, offset + NULLS);
    this.end = values.end();
    this.arena = arena;
  }

  int end() {
    return end;
  }

  /** Marks a group as changed; false if it was. */
  boolean touch(long row) {
    if (Mem.getByte(row + flags + TOUCHED) != 0) {
      return false;
    }
    Mem.putByte(row + flags + TOUCHED, (byte) 1);
    return true;
  }

  void settle(long row) {
    Mem.putByte(row + flags + TOUCHED, (byte) 0);
  }

  boolean isTouched(long row) {
    return Mem.getByte(row + flags + TOUCHED) != 0;
  }

  boolean isPublished(long row) {
    return Mem.getByte(row + flags + PUBLISHED) != 0;
  }

  /** Whether what was published are these values. */
  boolean same(long row, Column[] results, int i) {
    return values.equal(row, results, i);
  }

  void publish(long row, Column[] results, int i) {
    values.clear(row, arena);
    values.write(row, results, i, arena);
    Mem.putByte(row + flags + PUBLISHED, (byte) 1);
  }

  void withdraw(long row) {
    values.clear(row, arena);
    Mem.putByte(row + flags + PUBLISHED, (byte) 0);
  }

  /** Appends the published values of these groups. */
  void read(long[] rows, int count, BatchBuilder out, int first) {
    for (int i = 0; i < values.size(); i++) {
      values.slot(i).read(rows, count, out.column(first + i));
    }
  }

  // ---- snapshots

  List<DataType> stateTypes() {
    List<DataType> types = new ArrayList<>(List.of(DataType.BOOLEAN, DataType.BOOLEAN));
    types.addAll(values.types());
    return types;
  }

  void save(long[] rows, int count, BatchBuilder out, int first) {
    for (int i = 0; i < count; i++) {
      out.column(first).appendBoolean(isTouched(rows[i]));
      out.column(first + 1).appendBoolean(isPublished(rows[i]));
    }
    read(rows, count, out, first + 2);
  }

  /** Makes the results of these rows what was saved, row by row of the batch. */
  void replace(long[] rows, Batch saved, int first) {
    Column[] results = new Column[values.size()];
    for (int i = 0; i < results.length; i++) {
      results[i] = saved.column(first + 2 + i);
    }
    for (int i = 0; i < saved.rows(); i++) {
      release(rows[i]);
      Mem.putByte(rows[i] + flags + TOUCHED, (byte) (saved.column(first).getBoolean(i) ? 1 : 0));
      if (saved.column(first + 1).getBoolean(i)) {
        publish(rows[i], results, i);
      }
    }
  }

  /** Frees what a row's results hold. */
  void release(long row) {
    withdraw(row);
  }
}
