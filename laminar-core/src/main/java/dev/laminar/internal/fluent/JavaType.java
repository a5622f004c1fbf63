package dev.laminar.internal.fluent;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How one Java type and a column's type stand for each other.
 *
 * @param type the column's type
 * @param nullable false for primitives, which have no value to stand for NULL
 * @param fromColumn from the form of {@link dev.laminar.data.Column#get} to Java's
 * @param toColumn the other way
 */
record JavaType(
    DataType type,
    boolean nullable,
    Function<Object, Object> fromColumn,
    Function<Object, Object> toColumn) {

  private static final int DECIMAL_SCALE = 10;

  /**
   * The type of a record component, list element or map value; {@code where} is for the message.
   */
  static JavaType of(Type java, String where) {
    if (java instanceof ParameterizedType generic) {
      return generic(generic, where);
    }
    if (java instanceof Class<?> plain) {
      return plain.isRecord() ? struct(plain) : plain(plain, where);
    }
    throw unknown(java, where);
  }

  private static JavaType plain(Class<?> java, String where) {
    boolean nullable = !java.isPrimitive();
    return switch (java.getName()) {
      case "boolean", "java.lang.Boolean" -> same(DataType.BOOLEAN, nullable);
      case "byte", "java.lang.Byte" -> whole(DataType.TINYINT, nullable, Number::byteValue);
      case "short", "java.lang.Short" -> whole(DataType.SMALLINT, nullable, Number::shortValue);
      case "int", "java.lang.Integer" -> whole(DataType.INTEGER, nullable, Number::intValue);
      case "long", "java.lang.Long" -> same(DataType.BIGINT, nullable);
      case "float", "java.lang.Float" -> real(DataType.FLOAT, nullable, Number::floatValue);
      case "double", "java.lang.Double" -> same(DataType.DOUBLE, nullable);
      case "java.lang.String" -> same(DataType.TEXT, true);
      case "[B" -> same(DataType.BYTES, true);
      default -> library(java, where);
    };
  }

  private static JavaType library(Class<?> java, String where) {
    if (java == BigDecimal.class) {
      return decimal();
    } else if (java == Instant.class) {
      return micros(new DataType.Timestamp(6, true), JavaType::instant, JavaType::micros);
    } else if (java == LocalDateTime.class) {
      return micros(
          DataType.TIMESTAMP,
          micros -> LocalDateTime.ofInstant(instant(micros), ZoneOffset.UTC),
          time -> micros(((LocalDateTime) time).toInstant(ZoneOffset.UTC)));
    } else if (java == LocalDate.class) {
      return micros(DataType.DATE, LocalDate::ofEpochDay, date -> ((LocalDate) date).toEpochDay());
    } else if (java == LocalTime.class) {
      return micros(
          DataType.TIME,
          micros -> LocalTime.ofNanoOfDay(micros * 1000),
          time -> ((LocalTime) time).toNanoOfDay() / 1000);
    } else if (java == Duration.class) {
      return micros(
          new DataType.TimeInterval(),
          micros -> Duration.of(micros, ChronoUnit.MICROS),
          span -> ((Duration) span).dividedBy(Duration.of(1, ChronoUnit.MICROS)));
    }
    throw unknown(java, where);
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static long micros(Object instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, (Instant) instant);
  }

  private static JavaType same(DataType type, boolean nullable) {
    return new JavaType(type, nullable, value -> value, value -> value);
  }

  private static JavaType whole(DataType type, boolean nullable, Function<Number, Object> narrow) {
    return new JavaType(
        type, nullable, v -> narrow.apply((Number) v), v -> ((Number) v).longValue());
  }

  private static JavaType real(DataType type, boolean nullable, Function<Number, Object> narrow) {
    return new JavaType(
        type, nullable, v -> narrow.apply((Number) v), v -> ((Number) v).doubleValue());
  }

  private static JavaType micros(
      DataType type, Function<Long, Object> read, Function<Object, Object> write) {
    return new JavaType(type, true, value -> read.apply((Long) value), write);
  }

  private static JavaType decimal() {
    return new JavaType(
        new DataType.Decimal(DataType.Decimal.MAX_PRECISION, DECIMAL_SCALE),
        true,
        value -> value,
        value -> ((BigDecimal) value).setScale(DECIMAL_SCALE, RoundingMode.HALF_UP));
  }

  private static JavaType generic(ParameterizedType java, String where) {
    Type[] args = java.getActualTypeArguments();
    if (java.getRawType() == List.class) {
      JavaType element = of(args[0], where + "[]");
      return new JavaType(
          new DataType.ListOf(Field.of("item", element.type())),
          true,
          list -> mapped((List<?>) list, element.fromColumn()),
          list -> mapped((List<?>) list, element.toColumn()));
    } else if (java.getRawType() == Map.class) {
      JavaType key = of(args[0], where + "'s key");
      JavaType value = of(args[1], where + "'s value");
      return new JavaType(
          new DataType.MapOf(key.type(), Field.of("value", value.type())),
          true,
          map -> mapped((Map<?, ?>) map, key.fromColumn(), value.fromColumn()),
          map -> mapped((Map<?, ?>) map, key.toColumn(), value.toColumn()));
    }
    throw unknown(java, where);
  }

  private static List<@Nullable Object> mapped(List<?> list, Function<Object, Object> each) {
    List<@Nullable Object> mapped = new ArrayList<>(list.size());
    for (Object value : list) {
      mapped.add(value == null ? null : each.apply(value));
    }
    return mapped;
  }

  private static Map<Object, @Nullable Object> mapped(
      Map<?, ?> map, Function<Object, Object> keys, Function<Object, Object> values) {
    Map<Object, @Nullable Object> mapped = LinkedHashMap.newLinkedHashMap(map.size());
    map.forEach((k, v) -> mapped.put(keys.apply(k), v == null ? null : values.apply(v)));
    return mapped;
  }

  private static JavaType struct(Class<?> record) {
    RecordShape shape = RecordShape.of(record);
    return new JavaType(
        new DataType.Struct(shape.schema().fields()),
        true,
        fields -> shape.create((List<?>) fields),
        shape::values);
  }

  /** A record component's column. */
  static Field field(RecordComponent component, JavaType type) {
    return new Field(component.getName(), type.type(), type.nullable());
  }

  private static LaminarException unknown(Type java, String where) {
    return new LaminarException(
        ErrorCode.INVALID_QUERY,
        where
            + " has type "
            + java.getTypeName()
            + ", which no column can hold; use a primitive or its box, String, byte[], BigDecimal,"
            + " a java.time type, a record, List or Map");
  }
}
