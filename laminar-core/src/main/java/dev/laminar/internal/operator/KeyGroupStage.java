package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.Column;
import dev.laminar.data.ColumnBuilder;
import dev.laminar.data.DataType;
import dev.laminar.internal.state.IntList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Collects rows of any key groups and hands them on sorted by key group, in batches that are not
 * tiny. One thread.
 */
final class KeyGroupStage implements AutoCloseable {

  /** Takes over a batch of rows of one key group. */
  interface Target {
    void take(int keyGroup, Batch rows);
  }

  private final BufferAllocator allocator;
  private final int keyGroupCount;
  private final Target target;
  private final BatchBuilder builder;
  private final IntList keyGroups = new IntList();

  // What is being handed on: the rows sorted by key group, and where each one's rows begin.
  private @Nullable Batch batch;
  private int[] sorted = {};
  private int[] starts = {};
  private int next;
  private final boolean fixedWidth;

  KeyGroupStage(BufferAllocator allocator, List<DataType> types, int keyGroupCount, Target target) {
    this.allocator = allocator;
    this.keyGroupCount = keyGroupCount;
    this.target = target;
    this.fixedWidth = types.stream().allMatch(type -> isFixedWidth(type.layout()));
    this.builder = new BatchBuilder(allocator, types);
  }

  /** Where the caller appends rows; {@link #added} follows for each. */
  BatchBuilder builder() {
    return builder;
  }

  /** So many rows of that key group have been appended. */
  void added(int keyGroup, int rows) {
    for (int i = 0; i < rows; i++) {
      keyGroups.add(keyGroup);
    }
    builder.setRows(keyGroups.size());
  }

  int rows() {
    return keyGroups.size();
  }

  /** Hands on some key groups, about {@code rows} rows; false if all has been handed on. */
  boolean handOn(int rows) {
    Batch from = batch;
    if (from == null) {
      if (keyGroups.size() == 0) {
        return false;
      }
      sort();
      from = builder.build();
      batch = from;
    }
    for (int left = rows; left > 0 && next < keyGroupCount; next++) {
      int count = starts[next + 1] - starts[next];
      if (count > 0) {
        target.take(next, gather(from, starts[next], count));
        left -= count;
      }
    }
    if (next == keyGroupCount) {
      from.close();
      batch = null;
    }
    return batch != null || keyGroups.size() > 0;
  }

  boolean isHandingOn() {
    return batch != null;
  }

  private void sort() {
    int count = keyGroups.size();
    starts = new int[keyGroupCount + 1];
    for (int i = 0; i < count; i++) {
      starts[keyGroups.get(i) + 1]++;
    }
    for (int g = 0; g < keyGroupCount; g++) {
      starts[g + 1] += starts[g];
    }
    int[] places = starts.clone();
    sorted = new int[count];
    for (int i = 0; i < count; i++) {
      sorted[places[keyGroups.get(i)]++] = i;
    }
    keyGroups.clear();
    next = 0;
  }

  private Batch gather(Batch from, int start, int count) {
    int[] rows = Arrays.copyOfRange(sorted, start, start + count);
    if (fixedWidth) {
      return from.gather(allocator, rows, count);
    }
    Column[] columns = new Column[from.columnCount()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = gather(from.column(i), rows);
    }
    return Batch.changes(count, null, columns);
  }

  /** Copies texts too, so that a batch has only its own. */
  private Column gather(Column column, int[] rows) {
    if (isFixedWidth(column.layout())) {
      return column.gather(allocator, rows, rows.length);
    }
    try (ColumnBuilder copy = new ColumnBuilder(allocator, column.type())) {
      for (int row : rows) {
        copy.appendFrom(column, row);
      }
      return copy.build();
    }
  }

  private static boolean isFixedWidth(DataType.Layout layout) {
    return switch (layout) {
      case BIT, I8, I16, I32, I64, F32, F64, I128 -> true;
      case VIEW, LIST, STRUCT -> false;
    };
  }

  @Override
  public void close() {
    builder.close();
    keyGroups.clear();
    if (batch != null) {
      batch.close();
      batch = null;
    }
  }
}
