package dev.laminar.cli;

import dev.laminar.data.Column;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows values to people: NULL as nothing at all, times in UTC as {@code 2001-01-01 00:47:00}. */
final class CellText {

  private static final DateTimeFormatter TIMESTAMP =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter()
          .withZone(ZoneOffset.UTC);

  private CellText() {}

  static String of(Column column, int row) {
    return of(column.get(row), column.type());
  }

  private static String of(@Nullable Object value, DataType type) {
    if (value == null) {
      return "";
    }
    return switch (type) {
      case DataType.Date d -> LocalDate.ofEpochDay((Long) value).toString();
      case DataType.Time t -> LocalTime.ofNanoOfDay((Long) value * 1000).toString();
      case DataType.Timestamp t -> timestamp((Long) value, t);
      case DataType.TimeInterval t -> Duration.ofNanos((Long) value * 1000).toString();
      case DataType.MonthInterval m -> value + " months";
      case DataType.Bytes b -> "\\x" + HexFormat.of().formatHex((byte[]) value);
      case DataType.Decimal d -> ((BigDecimal) value).toPlainString();
      case DataType.ListOf list -> list((List<?>) value, list.element().type());
      case DataType.MapOf map -> map((Map<?, ?>) value, map);
      case DataType.Struct struct -> struct((List<?>) value, struct.fields());
      case DataType.Int i when !i.signed() -> Long.toUnsignedString((Long) value);
      case DataType.Int i -> value.toString();
      case DataType.Bool b -> value.toString();
      case DataType.Float32 f -> Float.toString(((Double) value).floatValue());
      case DataType.Float64 f -> value.toString();
      case DataType.Text t -> value.toString();
      case DataType.Json j -> value.toString();
    };
  }

  private static String timestamp(long value, DataType.Timestamp type) {
    long perSecond = type.nanos() ? 1_000_000_000L : 1_000_000L;
    long seconds = Math.floorDiv(value, perSecond);
    long nanos = Math.floorMod(value, perSecond) * (1_000_000_000L / perSecond);
    return TIMESTAMP.format(Instant.ofEpochSecond(seconds, nanos)) + (type.withZone() ? "Z" : "");
  }

  private static String list(List<?> values, DataType element) {
    return values.stream().map(v -> nested(v, element)).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String map(Map<?, ?> entries, DataType.MapOf type) {
    return entries.entrySet().stream()
        .map(e -> nested(e.getKey(), type.key()) + ": " + nested(e.getValue(), type.value().type()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String struct(List<?> values, List<Field> fields) {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < fields.size(); i++) {
      text.append(i == 0 ? "" : ", ").append(fields.get(i).name()).append(": ");
      text.append(nested(values.get(i), fields.get(i).type()));
    }
    return text.append('}').toString();
  }

  private static String nested(@Nullable Object value, DataType type) {
    return value == null ? "null" : of(value, type);
  }

  /** Whether values of the type are set to the right. */
  static boolean isNumber(DataType type) {
    return type instanceof DataType.Int
        || type instanceof DataType.Float32
        || type instanceof DataType.Float64
        || type instanceof DataType.Decimal;
  }
}
