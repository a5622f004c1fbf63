package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.Column;
import dev.laminar.data.ColumnBuilder;
import dev.laminar.data.DataType;
import dev.laminar.data.Mem;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/** Makes columns of other columns. */
final class Columns {

  private Columns() {}

  /** All columns of the batch, but only these rows. */
  static Column[] gather(BufferAllocator allocator, Batch batch, int[] rows, int count) {
    Column[] gathered = new Column[batch.columnCount()];
    for (int i = 0; i < gathered.length; i++) {
      gathered[i] = batch.column(i).gather(allocator, rows, count);
    }
    return gathered;
  }

  static Column[] concat(Column[] first, Column... second) {
    Column[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  private static Column nulls(BufferAllocator allocator, DataType type, int count) {
    try (ColumnBuilder nulls = new ColumnBuilder(allocator, type)) {
      nulls.reserve(count);
      for (int i = 0; i < count; i++) {
        nulls.appendNull();
      }
      return nulls.build();
    }
  }

  /** Rows of one side of a join without a match: nulls for the other side's columns. */
  static Batch padded(
      BufferAllocator allocator,
      Column[] own,
      List<DataType> otherTypes,
      boolean ownIsLeft,
      int count,
      int sign) {
    Column[] nulls = new Column[otherTypes.size()];
    for (int i = 0; i < nulls.length; i++) {
      nulls[i] = nulls(allocator, otherTypes.get(i), count);
    }
    Column weights = sign < 0 ? retracts(allocator, count) : null;
    return Batch.changes(count, weights, ownIsLeft ? concat(own, nulls) : concat(nulls, own));
  }

  /** A whole number for each of {@code count} rows. */
  static Column numbers(
      BufferAllocator allocator, DataType type, int count, IntToLongFunction number) {
    try (ColumnBuilder numbers = new ColumnBuilder(allocator, type)) {
      numbers.reserve(count);
      for (int i = 0; i < count; i++) {
        numbers.appendLong(number.applyAsLong(i));
      }
      return numbers.build();
    }
  }

  /** These numbers; 0 stands for null. */
  static Column numbersOrNull(BufferAllocator allocator, int count, long[] values) {
    try (ColumnBuilder numbers = new ColumnBuilder(allocator, DataType.BIGINT)) {
      numbers.reserve(count);
      for (int i = 0; i < count; i++) {
        if (values[i] == 0) {
          numbers.appendNull();
        } else {
          numbers.appendLong(values[i]);
        }
      }
      return numbers.build();
    }
  }

  static Column weights(BufferAllocator allocator, byte[] weights, int count) {
    ArrowBuf data = allocator.buffer(Math.max(8, count));
    Mem.copy(weights, 0, data.memoryAddress(), count);
    return Column.of(DataType.TINYINT, count, null, data);
  }

  /** The weights of {@code count} retracts. */
  private static Column retracts(BufferAllocator allocator, int count) {
    byte[] weights = new byte[count];
    Arrays.fill(weights, (byte) -1);
    return weights(allocator, weights, count);
  }

  /** The rows of the batch in which none of these columns is null; returns how many. */
  static int withoutNulls(Batch batch, int[] columns, int[] out) {
    int count = batch.rows();
    for (int i = 0; i < count; i++) {
      out[i] = i;
    }
    for (int index : columns) {
      Column column = batch.column(index);
      if (column.mayHaveNulls()) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
          out[kept] = out[i];
          kept += column.isNull(out[i]) ? 0 : 1;
        }
        count = kept;
      }
    }
    return count;
  }

  static int[] all(int count) {
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = i;
    }
    return numbers;
  }

  static int[] all(List<?> list) {
    return all(list.size());
  }
}
