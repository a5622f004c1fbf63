package dev.laminar.sql.internal.bind;

import dev.laminar.data.DataType;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.expr.Functions;
import dev.laminar.sql.parser.Interval;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlUnknownLiteral;
import org.apache.calcite.util.BitString;
import org.apache.calcite.util.NlsString;

/** Constants of a query. */
final class Literals {

  private static final BigDecimal MAX_INT = BigDecimal.valueOf(Integer.MAX_VALUE);
  private static final BigDecimal MIN_INT = BigDecimal.valueOf(Integer.MIN_VALUE);
  private static final BigDecimal MAX_LONG = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final BigDecimal MIN_LONG = BigDecimal.valueOf(Long.MIN_VALUE);

  private Literals() {}

  static Expr bind(SqlLiteral literal) {
    if (literal instanceof SqlUnknownLiteral unknown) {
      return typed(unknown);
    }
    return switch (literal.getTypeName()) {
      case NULL -> new Expr.Literal(null, DataType.TEXT);
      case BOOLEAN -> new Expr.Literal(literal.booleanValue(), DataType.BOOLEAN);
      case CHAR, VARCHAR -> new Expr.Literal(text(literal), DataType.TEXT);
      case BINARY, VARBINARY ->
          new Expr.Literal(literal.getValueAs(BitString.class).getAsByteArray(), DataType.BYTES);
      case DECIMAL, BIGINT, INTEGER, DOUBLE ->
          number((SqlNumericLiteral) literal, literal.getValueAs(BigDecimal.class));
      case DATE -> cast(literal, DataType.DATE);
      case TIME -> cast(literal, DataType.TIME);
      case TIMESTAMP -> cast(literal, timestamp(String.valueOf(literal.toValue()), false));
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE, TIMESTAMP_TZ ->
          cast(literal, timestamp(String.valueOf(literal.toValue()), true));
      default -> interval(literal);
    };
  }

  /** The text of a character literal. */
  static String text(SqlLiteral literal) {
    return literal.getValueAs(NlsString.class).getValue();
  }

  /** A number; {@code literal} says whether it was written with an exponent. */
  static Expr number(SqlNumericLiteral literal, BigDecimal value) {
    if (!literal.isExact()) {
      return new Expr.Literal(value.doubleValue(), DataType.DOUBLE);
    }
    if (literal.isInteger()) {
      if (value.compareTo(MIN_INT) >= 0 && value.compareTo(MAX_INT) <= 0) {
        return new Expr.Literal(value.longValueExact(), DataType.INTEGER);
      }
      if (value.compareTo(MIN_LONG) >= 0 && value.compareTo(MAX_LONG) <= 0) {
        return new Expr.Literal(value.longValueExact(), DataType.BIGINT);
      }
    }
    return decimal(literal, value);
  }

  private static Expr decimal(SqlNode where, BigDecimal value) {
    BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
    int precision = Math.max(plain.precision(), plain.scale());
    if (precision > DataType.Decimal.MAX_PRECISION) {
      throw BindError.invalid(
          where,
          "a number has at most "
              + DataType.Decimal.MAX_PRECISION
              + " digits, this one has "
              + precision
              + "; write it with an exponent to make it a DOUBLE");
    }
    return new Expr.Literal(plain, new DataType.Decimal(Math.max(1, precision), plain.scale()));
  }

  /** {@code DATE '…'} and the like, whose text nobody has read yet. */
  private static Expr typed(SqlUnknownLiteral literal) {
    String text = literal.getValue();
    DataType type =
        switch (literal.tag.toUpperCase(Locale.ROOT)) {
          case "DATE", "DATETIME" -> DataType.DATE;
          case "TIME" -> DataType.TIME;
          case "TIMESTAMP" -> timestamp(text, false);
          default -> timestamp(text, true);
        };
    return constant(literal, text, type);
  }

  private static Expr cast(SqlLiteral literal, DataType type) {
    return constant(literal, String.valueOf(literal.toValue()), type);
  }

  private static Expr constant(SqlNode where, String text, DataType type) {
    return BindError.locate(
        where,
        () -> Constants.require(Functions.cast(new Expr.Literal(text, DataType.TEXT), type)));
  }

  /** A timestamp's text with more digits of a second than six needs nanoseconds. */
  private static DataType timestamp(String text, boolean withZone) {
    int point = text.indexOf('.');
    int digits = 0;
    while (point >= 0
        && point + 1 + digits < text.length()
        && Character.isDigit(text.charAt(point + 1 + digits))) {
      digits++;
    }
    return new DataType.Timestamp(digits > 6 ? 9 : 6, withZone);
  }

  private static Expr interval(SqlLiteral literal) {
    Optional<Interval> interval = Interval.of(literal);
    if (interval.isEmpty()) {
      throw BindError.unsupported(literal, "constants like " + literal + " are not supported");
    }
    return interval(literal, interval.get());
  }

  /** An interval of one kind: months, or microseconds. */
  static Expr interval(SqlNode where, Interval interval) {
    if (interval.months() == 0) {
      return new Expr.Literal(interval.micros(), new DataType.TimeInterval());
    }
    if (interval.micros() == 0) {
      return new Expr.Literal(interval.months(), new DataType.MonthInterval());
    }
    throw BindError.unsupported(
        where,
        "an interval of months and of days or times together can only be added to or subtracted"
            + " from a timestamp");
  }
}
