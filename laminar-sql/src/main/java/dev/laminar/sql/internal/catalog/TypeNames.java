package dev.laminar.sql.internal.catalog;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.sql.parser.TypeName;
import java.util.List;

/** The type that a name in SQL stands for; a bad precision is an IllegalArgumentException. */
public final class TypeNames {

  /** What DECIMAL without digits means: enough on both sides of the point. */
  private static final DataType PLAIN_DECIMAL = new DataType.Decimal(38, 10);

  private static final int DEFAULT_TIMESTAMP = 6;
  private static final int MAX_TIMESTAMP = 9;

  private TypeNames() {}

  /** The type, or an {@link IllegalArgumentException} that says what is wrong with its digits. */
  public static DataType resolve(TypeName name) {
    return switch (name) {
      case TypeName.Scalar scalar -> scalar(scalar);
      case TypeName.Array array ->
          new DataType.ListOf(new Field("element", resolve(array.element()), true));
      case TypeName.Map map ->
          new DataType.MapOf(resolve(map.key()), new Field("value", resolve(map.value()), true));
      case TypeName.Struct struct -> new DataType.Struct(fields(struct.fields()));
    };
  }

  private static List<Field> fields(List<TypeName.Field> fields) {
    return fields.stream()
        .map(field -> new Field(field.name(), resolve(field.type()), !field.notNull()))
        .toList();
  }

  private static DataType scalar(TypeName.Scalar scalar) {
    return switch (scalar.kind()) {
      case BOOLEAN -> DataType.BOOLEAN;
      case TINYINT -> DataType.TINYINT;
      case SMALLINT -> DataType.SMALLINT;
      case INTEGER -> DataType.INTEGER;
      case BIGINT -> DataType.BIGINT;
      case TINYINT_UNSIGNED -> new DataType.Int(8, false);
      case SMALLINT_UNSIGNED -> new DataType.Int(16, false);
      case INTEGER_UNSIGNED -> new DataType.Int(32, false);
      case BIGINT_UNSIGNED -> new DataType.Int(64, false);
      case FLOAT -> DataType.FLOAT;
      case DOUBLE -> DataType.DOUBLE;
      case DECIMAL -> decimal(scalar);
      case TEXT -> DataType.TEXT;
      case BYTES -> DataType.BYTES;
      case DATE -> DataType.DATE;
      case TIME -> DataType.TIME;
      case TIMESTAMP -> timestamp(scalar.precision(), false);
      case TIMESTAMP_TZ -> timestamp(scalar.precision(), true);
      case INTERVAL -> new DataType.TimeInterval();
      case JSON -> DataType.JSON;
    };
  }

  private static DataType decimal(TypeName.Scalar scalar) {
    if (scalar.precision() == TypeName.UNSPECIFIED) {
      return PLAIN_DECIMAL;
    }
    int scale = Math.max(0, scalar.scale());
    if (scalar.precision() < 1 || scalar.precision() > DataType.Decimal.MAX_PRECISION) {
      throw new IllegalArgumentException(
          "a DECIMAL has 1 to "
              + DataType.Decimal.MAX_PRECISION
              + " digits, not "
              + scalar.precision());
    }
    if (scale > scalar.precision()) {
      throw new IllegalArgumentException(
          "the scale of " + scalar + " is greater than its precision");
    }
    return new DataType.Decimal(scalar.precision(), scale);
  }

  private static DataType timestamp(int precision, boolean withZone) {
    if (precision == TypeName.UNSPECIFIED) {
      return new DataType.Timestamp(DEFAULT_TIMESTAMP, withZone);
    }
    if (precision > MAX_TIMESTAMP) {
      throw new IllegalArgumentException(
          "a TIMESTAMP has 0 to " + MAX_TIMESTAMP + " digits of a second, not " + precision);
    }
    return new DataType.Timestamp(precision, withZone);
  }
}
