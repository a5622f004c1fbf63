package dev.laminar.internal.operator;

import dev.laminar.data.Column;
import dev.laminar.data.DataType;
import dev.laminar.internal.state.join.JoinSide;
import java.util.function.IntToLongFunction;
import org.apache.arrow.memory.BufferAllocator;

/** The columns of a side's table in snapshots. Stateless. */
final class SideColumns {

  /** What can change of rows, by their position. */
  record Counts(IntToLongFunction weight, IntToLongFunction matches, IntToLongFunction padded) {

    static Counts of(JoinSide side, int[] ids) {
      return new Counts(
          i -> side.weight(ids[i]), i -> side.matches(ids[i]), i -> side.padded(ids[i]));
    }
  }

  private final BufferAllocator allocator;
  private final JoinSide side;

  SideColumns(BufferAllocator allocator, JoinSide side) {
    this.allocator = allocator;
    this.side = side;
  }

  /** Adds to the rows' values what the table has beside them; the values become the result's. */
  Column[] withCounts(Column[] values, int[] ids, Counts counts) {
    if (!side.kind().counted()) {
      return values;
    }
    int count = ids.length;
    Column[] all =
        Columns.concat(
            values,
            numbers(DataType.INTEGER, count, counts.weight()),
            numbers(DataType.BIGINT, count, counts.matches()),
            numbers(DataType.INTEGER, count, counts.padded()));
    return side.kind().numbered()
        ? Columns.concat(all, numbers(DataType.BIGINT, count, i -> side.sequence(ids[i])))
        : all;
  }

  private Column numbers(DataType type, int count, IntToLongFunction number) {
    return Columns.numbers(allocator, type, count, number);
  }
}
