package dev.laminar.sql.internal.bind;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import java.util.List;
import org.apache.calcite.sql.SqlNode;

/** What unnesting a value gives. */
final class Elements {

  private Elements() {}

  static boolean isStructList(DataType type) {
    return type instanceof DataType.ListOf list && list.element().type() instanceof DataType.Struct;
  }

  /**
   * The columns of the elements.
   *
   * @param spread whether a struct's fields become columns
   * @param outer whether there is a row even where there is no element
   */
  static List<Field> fields(DataType type, SqlNode where, boolean spread, boolean outer) {
    return switch (type) {
      case DataType.ListOf list when spread && list.element().type() instanceof DataType.Struct s ->
          s.fields().stream()
              .map(f -> nullable(f, f.nullable() || list.element().nullable() || outer))
              .toList();
      case DataType.ListOf list ->
          List.of(new Field("unnest", list.element().type(), list.element().nullable() || outer));
      case DataType.MapOf map ->
          List.of(
              new Field("key", map.key(), outer),
              new Field("value", map.value().type(), map.value().nullable() || outer));
      default ->
          throw BindError.invalid(
              where, "unnest expects an array or a map, got a value of type " + type);
    };
  }

  private static Field nullable(Field field, boolean nullable) {
    return new Field(field.name(), field.type(), nullable);
  }
}
