package dev.laminar.internal.expr.function;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Values as JSON text. Stateless. */
public final class JsonText {

  private JsonText() {}

  /** The value of that type; numbers stay numbers, dates and times become strings. */
  public static String of(@Nullable Object value, DataType type) {
    if (value == null) {
      return "null";
    }
    return switch (type) {
      case DataType.Bool b -> value.toString();
      case DataType.Int i -> Nested.text(value, type);
      case DataType.Decimal d -> Nested.text(value, type);
      case DataType.Float32 f -> number(value, type);
      case DataType.Float64 f -> number(value, type);
      case DataType.Json j -> value.toString();
      case DataType.ListOf list -> list((List<?>) value, list);
      case DataType.MapOf map -> map((Map<?, ?>) value, map);
      case DataType.Struct struct -> struct((List<?>) value, struct);
      case DataType.Timestamp t -> quoted(Nested.text(value, type).replace(' ', 'T'));
      default -> quoted(Nested.text(value, type));
    };
  }

  private static String number(Object value, DataType type) {
    double number = ((Number) value).doubleValue();
    String text = Nested.text(value, type);
    return Double.isNaN(number) || Double.isInfinite(number) ? quoted(text) : text;
  }

  private static String list(List<?> values, DataType.ListOf type) {
    StringJoiner text = new StringJoiner(",", "[", "]");
    for (Object each : values) {
      text.add(of(each, type.element().type()));
    }
    return text.toString();
  }

  private static String map(Map<?, ?> entries, DataType.MapOf type) {
    StringJoiner text = new StringJoiner(",", "{", "}");
    entries.forEach(
        (k, v) -> text.add(quoted(Nested.text(k, type.key())) + ":" + of(v, type.value().type())));
    return text.toString();
  }

  private static String struct(List<?> values, DataType.Struct type) {
    StringJoiner text = new StringJoiner(",", "{", "}");
    for (int i = 0; i < values.size(); i++) {
      Field field = type.fields().get(i);
      text.add(quoted(field.name()) + ":" + of(values.get(i), field.type()));
    }
    return text.toString();
  }

  public static String quoted(String text) {
    StringBuilder json = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          if (c < 0x20) {
            json.append("\\u00").append(c < 0x10 ? "0" : "").append(Integer.toHexString(c));
          } else {
            json.append(c);
          }
        }
      }
    }
    return json.append('"').toString();
  }
}
