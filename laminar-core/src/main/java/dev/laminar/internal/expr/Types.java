package dev.laminar.internal.expr;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Relations between types: what holds the values of both, and what may be cast to what. */
public final class Types {

  private Types() {}

  /** The least type that holds the values of both, for CASE, UNION and COALESCE. */
  public static DataType common(DataType a, DataType b) {
    return tryCommon(a, b)
        .orElseThrow(
            () ->
                new LaminarException(
                    ErrorCode.INVALID_QUERY,
                    "expected values of one type, got " + a + " and " + b + "; cast one of them"));
  }

  /** Like {@link #common}, but empty where the types have nothing in common. */
  public static Optional<DataType> tryCommon(DataType a, DataType b) {
    if (a.equals(b)) {
      return Optional.of(a);
    }
    if (isNumeric(a) && isNumeric(b)) {
      return Optional.of(numeric(a, b));
    }
    return switch (a) {
      case DataType.Date d when b instanceof DataType.Timestamp -> Optional.of(b);
      case DataType.Timestamp x when b instanceof DataType.Date -> Optional.of(a);
      case DataType.Timestamp x when b instanceof DataType.Timestamp y ->
          Optional.of(
              new DataType.Timestamp(
                  Math.max(x.precision(), y.precision()), x.withZone() || y.withZone()));
      case DataType.ListOf x when b instanceof DataType.ListOf y ->
          commonField(x.element(), y.element()).map(DataType.ListOf::new);
      case DataType.MapOf x when b instanceof DataType.MapOf y -> maps(x, y);
      case DataType.Struct x when b instanceof DataType.Struct y -> structs(x, y);
      default -> Optional.empty();
    };
  }

  private static Optional<Field> commonField(Field a, Field b) {
    return tryCommon(a.type(), b.type())
        .map(type -> new Field(a.name(), type, a.nullable() || b.nullable()));
  }

  private static Optional<DataType> maps(DataType.MapOf a, DataType.MapOf b) {
    Optional<DataType> key = tryCommon(a.key(), b.key());
    Optional<Field> value = commonField(a.value(), b.value());
    return key.isPresent() && value.isPresent()
        ? Optional.of(new DataType.MapOf(key.get(), value.get()))
        : Optional.empty();
  }

  private static Optional<DataType> structs(DataType.Struct a, DataType.Struct b) {
    if (a.fields().size() != b.fields().size()) {
      return Optional.empty();
    }
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < a.fields().size(); i++) {
      Optional<Field> field = commonField(a.fields().get(i), b.fields().get(i));
      if (field.isEmpty()) {
        return Optional.empty();
      }
      fields.add(field.get());
    }
    return Optional.of(new DataType.Struct(fields));
  }

  /** Whether both have the same values in the same layout; only names and nullability differ. */
  public static boolean sameValues(DataType a, DataType b) {
    if (a.equals(b)) {
      return true;
    }
    return switch (a) {
      case DataType.Timestamp x -> b instanceof DataType.Timestamp y && x.nanos() == y.nanos();
      case DataType.ListOf x ->
          b instanceof DataType.ListOf y && sameValues(x.element().type(), y.element().type());
      case DataType.MapOf x ->
          b instanceof DataType.MapOf y
              && sameValues(x.key(), y.key())
              && sameValues(x.value().type(), y.value().type());
      case DataType.Struct x -> b instanceof DataType.Struct y && sameFields(x, y);
      default -> false;
    };
  }

  private static boolean sameFields(DataType.Struct a, DataType.Struct b) {
    if (a.fields().size() != b.fields().size()) {
      return false;
    }
    for (int i = 0; i < a.fields().size(); i++) {
      if (!sameValues(a.fields().get(i).type(), b.fields().get(i).type())) {
        return false;
      }
    }
    return true;
  }

  public static boolean isNumeric(DataType type) {
    return type instanceof DataType.Int
        || type instanceof DataType.Decimal
        || type instanceof DataType.Float32
        || type instanceof DataType.Float64;
  }

  static boolean isFloat(DataType type) {
    return type instanceof DataType.Float32 || type instanceof DataType.Float64;
  }

  private static DataType numeric(DataType a, DataType b) {
    if (isFloat(a) || isFloat(b)) {
      return DataType.DOUBLE;
    }
    if (a instanceof DataType.Int x && b instanceof DataType.Int y) {
      return integers(x, y);
    }
    DataType.Decimal x = asDecimal(a);
    DataType.Decimal y = asDecimal(b);
    int scale = Math.max(x.scale(), y.scale());
    int whole = Math.max(x.precision() - x.scale(), y.precision() - y.scale());
    return decimal(whole, scale);
  }

  private static DataType integers(DataType.Int a, DataType.Int b) {
    if (a.signed() == b.signed()) {
      return a.bits() >= b.bits() ? a : b;
    }
    DataType.Int signed = a.signed() ? a : b;
    DataType.Int unsigned = a.signed() ? b : a;
    int bits = Math.max(signed.bits(), unsigned.bits() * 2);
    return bits > 64 ? asDecimal(unsigned) : new DataType.Int(bits, true);
  }

  /** A decimal of so many digits before and after the point; fraction gives way above 38. */
  static DataType.Decimal decimal(int whole, int scale) {
    int kept = Math.clamp(DataType.Decimal.MAX_PRECISION - whole, 0, scale);
    return new DataType.Decimal(Math.clamp(whole + kept, 1, DataType.Decimal.MAX_PRECISION), kept);
  }

  /** The decimal that holds every value of a whole number type; a decimal as it is. */
  public static DataType.Decimal asDecimal(DataType type) {
    return switch (type) {
      case DataType.Decimal d -> d;
      case DataType.Int i ->
          new DataType.Decimal(
              switch (i.bits()) {
                case 8 -> 3;
                case 16 -> 5;
                case 32 -> 10;
                default -> i.signed() ? 19 : 20;
              },
              0);
      default -> throw new IllegalArgumentException("no exact number: " + type);
    };
  }

  /** Whether {@code CAST} from one to the other exists; a value may still fail. */
  public static boolean castable(DataType from, DataType to) {
    if (from.equals(to)
        || (from instanceof DataType.Text && !nested(to))
        || to instanceof DataType.Text
        || (isNumeric(from) && isNumeric(to))) {
      return true;
    }
    return switch (to) {
      case DataType.Bool b -> from instanceof DataType.Int || from instanceof DataType.Json;
      case DataType.Int i -> from instanceof DataType.Bool || from instanceof DataType.Json;
      case DataType.Decimal d -> from instanceof DataType.Json;
      case DataType.Float32 f -> from instanceof DataType.Json;
      case DataType.Float64 f -> from instanceof DataType.Json;
      case DataType.Date d -> from instanceof DataType.Timestamp;
      case DataType.Time t ->
          from instanceof DataType.Timestamp || from instanceof DataType.TimeInterval;
      case DataType.Timestamp t ->
          from instanceof DataType.Date || from instanceof DataType.Timestamp;
      case DataType.TimeInterval t -> from instanceof DataType.Time;
      case DataType.Json j -> true;
      case DataType.ListOf x ->
          from instanceof DataType.ListOf y && castable(y.element().type(), x.element().type());
      case DataType.MapOf x ->
          from instanceof DataType.MapOf y
              && castable(y.key(), x.key())
              && castable(y.value().type(), x.value().type());
      case DataType.Struct x -> from instanceof DataType.Struct y && castable(y, x);
      case DataType.Bytes b -> false;
      case DataType.MonthInterval m -> false;
      case DataType.Text t -> true;
    };
  }

  private static boolean castable(DataType.Struct from, DataType.Struct to) {
    if (from.fields().size() != to.fields().size()) {
      return false;
    }
    for (int i = 0; i < from.fields().size(); i++) {
      if (!castable(from.fields().get(i).type(), to.fields().get(i).type())) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether INSERT casts one to the other by itself, as Postgres assigns: anything to text, between
   * numbers, between dates and timestamps, and the parts of nested types likewise.
   */
  public static boolean assignable(DataType from, DataType to) {
    if (to instanceof DataType.Text || from.equals(to)) {
      return true;
    }
    return switch (to) {
      case DataType.Bool b -> false;
      case DataType.Json j -> nested(from);
      default -> !(from instanceof DataType.Text) && !isJsonOrBool(from) && castable(from, to);
    };
  }

  private static boolean nested(DataType type) {
    return type instanceof DataType.ListOf
        || type instanceof DataType.MapOf
        || type instanceof DataType.Struct;
  }

  private static boolean isJsonOrBool(DataType type) {
    return type instanceof DataType.Json || type instanceof DataType.Bool;
  }

  /** How far an implicit cast reaches; −1 if there is none. 0 is the same type. */
  static int implicitCost(DataType from, DataType to) {
    if (from.equals(to)) {
      return 0;
    }
    return switch (from) {
      case DataType.Int i -> fromInt(i, to);
      case DataType.Decimal d ->
          to instanceof DataType.Decimal ? 1 : to instanceof DataType.Float64 ? 12 : -1;
      case DataType.Float32 f -> to instanceof DataType.Float64 ? 2 : -1;
      case DataType.Date d -> to instanceof DataType.Timestamp t ? 10 + (t.withZone() ? 2 : 0) : -1;
      case DataType.Timestamp x ->
          to instanceof DataType.Timestamp y ? (x.withZone() == y.withZone() ? 1 : 10) : -1;
      case DataType.ListOf x when to instanceof DataType.ListOf y ->
          implicitCost(x.element().type(), y.element().type());
      default -> -1;
    };
  }

  private static int fromInt(DataType.Int from, DataType to) {
    return switch (to) {
      case DataType.Int i -> {
        boolean fits =
            from.signed() == i.signed()
                ? i.bits() > from.bits()
                : i.signed() && i.bits() > from.bits();
        yield fits ? 1 + i.bits() / 32 : -1;
      }
      case DataType.Decimal d -> 10;
      case DataType.Float64 f -> 8;
      case DataType.Float32 f -> 14;
      default -> -1;
    };
  }
}
