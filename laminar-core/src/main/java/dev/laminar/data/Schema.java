package dev.laminar.data;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The ordered columns of a table or stream. Names may differ in case only by being quoted. */
public record Schema(List<Field> fields) {

  public Schema {
    fields = List.copyOf(fields);
  }

  public static Schema of(Field... fields) {
    return new Schema(List.of(fields));
  }

  public int size() {
    return fields.size();
  }

  public Field field(int index) {
    return fields.get(index);
  }

  /** The column of that name: an exact match first, else one that differs in case only. */
  public OptionalInt indexOf(String name) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals(name)) {
        return OptionalInt.of(i);
      }
    }
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equalsIgnoreCase(name)) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  public List<String> names() {
    return fields.stream().map(Field::name).toList();
  }

  public List<DataType> types() {
    return fields.stream().map(Field::type).toList();
  }

  /** These columns, in that order. */
  public Schema select(int... indexes) {
    List<Field> selected = new ArrayList<>(indexes.length);
    for (int index : indexes) {
      selected.add(fields.get(index));
    }
    return new Schema(selected);
  }
}
