package dev.laminar.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One row as objects, for programs that want columns by name. Values have the form that {@link
 * Column#get} gives: times are microseconds, whole numbers are Long. Immutable.
 */
public final class Row {

  private final Schema schema;
  private final List<@Nullable Object> values;

  /** Takes the values as they are: one per column, null for NULL. */
  public Row(Schema schema, List<@Nullable Object> values) {
    if (values.size() != schema.size()) {
      throw new IllegalArgumentException(
          "expected " + schema.size() + " values, got " + values.size());
    }
    this.schema = schema;
    this.values = Collections.unmodifiableList(new ArrayList<>(values));
  }

  public Schema schema() {
    return schema;
  }

  public @Nullable Object get(int column) {
    return values.get(column);
  }

  /** The value of that column; a name that the schema does not have is an error. */
  public @Nullable Object get(String column) {
    OptionalInt index = schema.indexOf(column);
    if (index.isEmpty()) {
      throw new NoSuchElementException("no column '" + column + "'; there are " + schema.names());
    }
    return values.get(index.getAsInt());
  }

  public List<@Nullable Object> values() {
    return values;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Row row && values.equals(row.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < values.size(); i++) {
      text.append(i == 0 ? "" : ", ").append(schema.field(i).name()).append('=');
      text.append(values.get(i));
    }
    return text.append('}').toString();
  }
}
