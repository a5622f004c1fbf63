package dev.laminar.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * A run of rows as columns: what flows between operators.
 *
 * <p>A row is an insert (+1) or a retract (−1); where all are inserts there are no weights.
 * Ownership moves with the batch: who is handed one closes it or hands it on, exactly once,
 * whatever happens. Immutable. Event time is an ordinary column whose place the plan knows.
 */
public final class Batch implements AutoCloseable {

  private final int rows;
  private final Column[] columns;
  private final @Nullable Column weights;

  private Batch(int rows, Column[] columns, @Nullable Column weights) {
    this.rows = rows;
    this.columns = columns;
    this.weights = weights;
  }

  /** Takes over one hold on each column; all have {@code rows} values. */
  public static Batch of(int rows, Column... columns) {
    return new Batch(rows, columns, null);
  }

  /**
   * A batch of changes.
   *
   * @param weights a TINYINT column of +1 and −1, or null if all rows are inserts
   */
  public static Batch changes(int rows, @Nullable Column weights, Column... columns) {
    return new Batch(rows, columns, weights);
  }

  public int rows() {
    return rows;
  }

  public int columnCount() {
    return columns.length;
  }

  public Column column(int index) {
    return columns[index];
  }

  /** The weights, or null if every row is an insert. */
  public @Nullable Column weights() {
    return weights;
  }

  public boolean insertsOnly() {
    return weights == null;
  }

  /** +1 for an insert, −1 for a retract. */
  public int weight(int row) {
    return weights == null ? 1 : Mem.getByte(weights.dataAddress() + row);
  }

  /** Bytes that this batch keeps from being used otherwise; what backpressure counts. */
  public long bytes() {
    long bytes = weights == null ? 0 : rows;
    for (Column column : columns) {
      bytes += column.bytes();
    }
    return bytes;
  }

  /** A second batch over the same columns; both are to be closed. */
  public Batch retain() {
    for (Column column : columns) {
      column.retain();
    }
    return new Batch(rows, columns, weights == null ? null : weights.retain());
  }

  /** The rows with these numbers, in that order, as a new batch; this one stays open. */
  public Batch gather(BufferAllocator allocator, int[] selected, int count) {
    if (weights == null) {
      return new Batch(count, Gather.rows(allocator, columns, selected, count), null);
    }
    Column[] all = Arrays.copyOf(columns, columns.length + 1);
    all[columns.length] = weights;
    Column[] gathered = Gather.rows(allocator, all, selected, count);
    return new Batch(count, Arrays.copyOf(gathered, columns.length), gathered[columns.length]);
  }

  /** A new batch with only these columns, shared with this one, which stays open. */
  public Batch select(int... indexes) {
    Column[] selected = new Column[indexes.length];
    for (int i = 0; i < indexes.length; i++) {
      selected[i] = columns[indexes[i]].retain();
    }
    return new Batch(rows, selected, weights == null ? null : weights.retain());
  }

  /** One row as objects (see {@link Column#get}); for edges and tests. */
  public List<@Nullable Object> row(int row) {
    List<@Nullable Object> values = new ArrayList<>(columns.length);
    for (Column column : columns) {
      values.add(column.get(row));
    }
    return values;
  }

  @Override
  public void close() {
    for (Column column : columns) {
      column.close();
    }
    if (weights != null) {
      weights.close();
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      text.append(weight(i) > 0 ? "+ " : "- ").append(row(i)).append('\n');
    }
    return text.append(Arrays.stream(columns).map(c -> c.type().toString()).toList()).toString();
  }
}
