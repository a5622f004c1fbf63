package dev.laminar.data;

import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows into one {@link ColumnBuilder} per column and hands them over as a {@link Batch}.
 *
 * <p>Weights appear when the first retract is written. Close frees what was not built. One thread.
 */
public final class BatchBuilder implements AutoCloseable {

  private final BufferAllocator allocator;
  private final ColumnBuilder[] columns;
  private @Nullable ColumnBuilder weights;
  private int rows;

  public BatchBuilder(BufferAllocator allocator, List<DataType> types) {
    this.allocator = allocator;
    this.columns =
        types.stream()
            .map(type -> new ColumnBuilder(allocator, type))
            .toArray(ColumnBuilder[]::new);
  }

  public BatchBuilder(BufferAllocator allocator, Schema schema) {
    this(allocator, schema.types());
  }

  public int columnCount() {
    return columns.length;
  }

  public ColumnBuilder column(int index) {
    return columns[index];
  }

  public int rows() {
    return rows;
  }

  /** Ends an inserted row whose columns each got one more value. */
  public void endRow() {
    if (weights != null) {
      weights.appendLong(1);
    }
    rows++;
  }

  /** Ends a row of that weight, +1 or −1. */
  public void endRow(int weight) {
    if (weight < 0 && weights == null) {
      weights = new ColumnBuilder(allocator, DataType.TINYINT);
      for (int i = 0; i < rows; i++) {
        weights.appendLong(1);
      }
    }
    if (weights != null) {
      weights.appendLong(weight);
    }
    rows++;
  }

  /** Takes back the rows from {@code kept} on, and what an unfinished row has put into columns. */
  public void truncate(int kept) {
    for (ColumnBuilder column : columns) {
      column.truncate(kept);
    }
    if (weights != null) {
      weights.truncate(kept);
    }
    rows = kept;
  }

  /** Says that {@code count} inserted rows have been written through the column builders. */
  public void setRows(int count) {
    if (weights != null) {
      throw new IllegalStateException("rows with weights end one by one");
    }
    rows = count;
  }

  /** Appends an inserted row in the form that {@link Column#get} returns. */
  public BatchBuilder add(@Nullable Object... values) {
    return change(1, values);
  }

  public BatchBuilder change(int weight, @Nullable Object... values) {
    for (int i = 0; i < columns.length; i++) {
      columns[i].append(values[i]);
    }
    endRow(weight);
    return this;
  }

  /** Copies a row, weight included, of a batch with the same column types. */
  public void addFrom(Batch batch, int row) {
    for (int i = 0; i < columns.length; i++) {
      columns[i].appendFrom(batch.column(i), row);
    }
    endRow(batch.weight(row));
  }

  /** The rows so far; the builder is empty afterwards. */
  public Batch build() {
    Column[] built = new Column[columns.length];
    for (int i = 0; i < columns.length; i++) {
      built[i] = columns[i].build();
    }
    Column builtWeights = weights == null ? null : weights.build();
    weights = null;
    int count = rows;
    rows = 0;
    return Batch.changes(count, builtWeights, built);
  }

  @Override
  public void close() {
    for (ColumnBuilder column : columns) {
      column.close();
    }
    if (weights != null) {
      weights.close();
      weights = null;
    }
    rows = 0;
  }
}
