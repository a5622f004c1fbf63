package dev.laminar.internal.expr.function;

import dev.laminar.data.DataType;
import dev.laminar.internal.expr.compile.Interpreter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Casts of arrays, maps and structs, element by element. Stateless. */
public final class Nested {

  private Nested() {}

  public static Object cast(Object value, DataType from, DataType to) {
    Object cast = element(value, from, to);
    if (cast == null) {
      throw new IllegalStateException("a value became null");
    }
    return cast;
  }

  private static @Nullable Object element(@Nullable Object value, DataType from, DataType to) {
    if (value == null || from.equals(to)) {
      return value;
    }
    if (from instanceof DataType.ListOf x && to instanceof DataType.ListOf y) {
      List<@Nullable Object> list = new ArrayList<>();
      for (Object each : (List<?>) value) {
        list.add(element(each, x.element().type(), y.element().type()));
      }
      return list;
    }
    if (from instanceof DataType.MapOf x && to instanceof DataType.MapOf y) {
      Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
      ((Map<?, ?>) value)
          .forEach(
              (k, v) ->
                  map.put(
                      element(k, x.key(), y.key()),
                      element(v, x.value().type(), y.value().type())));
      return map;
    }
    if (from instanceof DataType.Struct x && to instanceof DataType.Struct y) {
      List<@Nullable Object> fields = new ArrayList<>();
      List<?> values = (List<?>) value;
      for (int i = 0; i < values.size(); i++) {
        fields.add(element(values.get(i), x.fields().get(i).type(), y.fields().get(i).type()));
      }
      return fields;
    }
    return Interpreter.cast(value, from, to);
  }

  /** The text of a value, as Postgres writes it: {@code {1,NULL,"a b"}}, {@code (1,x)}. */
  static String text(@Nullable Object value, DataType type) {
    return switch (type) {
      case DataType.ListOf list -> {
        StringJoiner parts = new StringJoiner(",", "{", "}");
        for (Object each : (List<?>) notNull(value)) {
          parts.add(each == null ? "NULL" : quoted(text(each, list.element().type()), list));
        }
        yield parts.toString();
      }
      case DataType.MapOf map -> {
        StringJoiner parts = new StringJoiner(", ", "{", "}");
        ((Map<?, ?>) notNull(value))
            .forEach(
                (k, v) ->
                    parts.add(
                        text(k, map.key())
                            + "="
                            + (v == null ? "NULL" : text(v, map.value().type()))));
        yield parts.toString();
      }
      case DataType.Struct struct -> {
        StringJoiner parts = new StringJoiner(",", "(", ")");
        List<?> values = (List<?>) notNull(value);
        for (int i = 0; i < values.size(); i++) {
          Object each = values.get(i);
          parts.add(each == null ? "" : quoted(text(each, struct.fields().get(i).type()), type));
        }
        yield parts.toString();
      }
      case DataType.Text t -> (String) notNull(value);
      default -> (String) notNull(Interpreter.cast(notNull(value), type, DataType.TEXT));
    };
  }

  private static Object notNull(@Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException("null has no text");
    }
    return value;
  }

  private static String quoted(String text, DataType in) {
    boolean nested =
        in instanceof DataType.ListOf list && list.element().type() instanceof DataType.ListOf;
    boolean plain =
        !text.isEmpty()
            && text.chars().noneMatch(c -> "{}(),\"\\".indexOf(c) >= 0 || Character.isWhitespace(c))
            && !text.equalsIgnoreCase("null");
    if (plain || nested) {
      return text;
    }
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
