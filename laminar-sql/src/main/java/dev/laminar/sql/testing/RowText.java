package dev.laminar.sql.testing;

import dev.laminar.data.Batch;
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

/** Writes changes as case files have them: {@code + 1 | red | NULL | 2024-01-01 10:00:00}. */
final class RowText {

  private static final DateTimeFormatter TIMESTAMP =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter()
          .withZone(ZoneOffset.UTC);

  private RowText() {}

  static String change(Batch batch, int row) {
    StringBuilder text = new StringBuilder(batch.weight(row) > 0 ? "+" : "-");
    for (int i = 0; i < batch.columnCount(); i++) {
      text.append(i == 0 ? " " : " | ");
      text.append(value(batch.column(i).get(row), batch.column(i).type()));
    }
    return text.toString().stripTrailing();
  }

  private static String value(@Nullable Object value, DataType type) {
    if (value == null) {
      return "NULL";
    }
    return switch (type) {
      case DataType.Date d -> LocalDate.ofEpochDay((Long) value).toString();
      case DataType.Time t -> LocalTime.ofNanoOfDay((Long) value * 1000).toString();
      case DataType.Timestamp t -> timestamp((Long) value, t.nanos() ? 1_000_000_000 : 1_000_000);
      case DataType.TimeInterval t -> Duration.ofNanos((Long) value * 1000).toString();
      case DataType.MonthInterval m -> "P" + value + "M";
      case DataType.Bytes b -> "\\x" + HexFormat.of().formatHex((byte[]) value);
      case DataType.Decimal d -> ((BigDecimal) value).toPlainString();
      case DataType.Int i when !i.signed() -> Long.toUnsignedString((Long) value);
      case DataType.ListOf list -> list((List<?>) value, list.element().type());
      case DataType.MapOf map -> map((Map<?, ?>) value, map);
      case DataType.Struct struct -> struct((List<?>) value, struct.fields());
      default -> value.toString();
    };
  }

  private static String timestamp(long value, long perSecond) {
    long seconds = Math.floorDiv(value, perSecond);
    long nanos = Math.floorMod(value, perSecond) * (1_000_000_000L / perSecond);
    return TIMESTAMP.format(Instant.ofEpochSecond(seconds, nanos));
  }

  private static String list(List<?> values, DataType element) {
    return values.stream().map(v -> value(v, element)).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String map(Map<?, ?> entries, DataType.MapOf type) {
    return entries.entrySet().stream()
        .map(e -> value(e.getKey(), type.key()) + ": " + value(e.getValue(), type.value().type()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String struct(List<?> values, List<Field> fields) {
    StringBuilder text = new StringBuilder("(");
    for (int i = 0; i < fields.size(); i++) {
      text.append(i == 0 ? "" : ", ").append(value(values.get(i), fields.get(i).type()));
    }
    return text.append(')').toString();
  }
}
