package dev.laminar.internal.fluent;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.data.Batch;
import dev.laminar.data.Row;
import dev.laminar.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Turns rows into Java values of one type and back: a record by its components' names, or a {@link
 * Row}. Immutable; any thread.
 */
public interface RecordCodec<T> {

  Schema schema();

  /** Row {@code row} of a batch that has this schema's columns, in its order. */
  T read(Batch batch, int row);

  /** One column's value of a Java value, in the form of {@link dev.laminar.data.Column#get}. */
  @Nullable Object value(T value, int column);

  /** The codec of a record class, whose components say the columns. */
  static <T> RecordCodec<T> of(Class<T> type) {
    if (!type.isRecord()) {
      throw new LaminarException(
          ErrorCode.INVALID_QUERY,
          "expected a record class whose components are the columns, got " + type.getName());
    }
    return new ReflectedRecord<>(type, RecordShape.of(type));
  }

  /** The codec of rows with those columns. */
  static RecordCodec<Row> rows(Schema schema) {
    return new Rows(schema);
  }

  /** Rows as they are. */
  record Rows(Schema schema) implements RecordCodec<Row> {
    @Override
    public Row read(Batch batch, int row) {
      return new Row(schema, batch.row(row));
    }

    @Override
    public @Nullable Object value(Row value, int column) {
      return value.get(column);
    }
  }

  /** A record by its components. */
  record ReflectedRecord<T>(Class<T> type, RecordShape shape) implements RecordCodec<T> {
    @Override
    public Schema schema() {
      return shape.schema();
    }

    @Override
    public T read(Batch batch, int row) {
      return type.cast(shape.create(batch.row(row)));
    }

    @Override
    public @Nullable Object value(T value, int column) {
      return shape.value(value, column);
    }
  }
}
