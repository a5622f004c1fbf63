package dev.laminar.internal.expr.compile;

import dev.laminar.data.DataType;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.expr.Types;
import java.util.List;

/**
 * Chooses the code of arithmetic and casts by the types at hand, as {@link Invocation} reads it.
 */
final class Codes {

  private Codes() {}

  /** The code of an arithmetic form. */
  static String arithmetic(Expr.Call call) {
    List<Expr> args = call.args();
    DataType type = args.getFirst().type();
    String operation = operation(call.function());
    return switch (type) {
      case DataType.Int i -> integers(operation, i, args.size());
      case DataType.Float32 f -> "Floats." + operation + "Float";
      case DataType.Float64 f -> "Floats." + operation;
      case DataType.Decimal d -> decimals(operation, call);
      default -> throw new IllegalStateException("no arithmetic on " + type);
    };
  }

  private static String operation(String function) {
    return switch (function) {
      case "+" -> "add";
      case "-" -> "subtract";
      case "*" -> "multiply";
      case "/" -> "divide";
      case "%" -> "modulo";
      case "~" -> "invert";
      case "<<" -> "shiftLeft";
      case ">>" -> "shiftRight";
      default -> function;
    };
  }

  private static String integers(String operation, DataType.Int type, int arguments) {
    String plain = arguments == 1 ? "(a0" : "(a0,a1";
    if (type.bits() == 64) {
      return "Ints." + operation + (type.signed() ? "" : "Unsigned") + plain + ")";
    }
    return "Ints." + operation + "Small" + plain + "," + bounds(type) + ")";
  }

  /** The least and the greatest value, as two Java literals. */
  static String bounds(DataType.Int type) {
    if (type.bits() == 64) {
      return type.signed() ? Long.MIN_VALUE + "L," + Long.MAX_VALUE + "L" : "0L,-1L";
    }
    long half = 1L << (type.bits() - 1);
    return type.signed() ? -half + "L," + (half - 1) + "L" : "0L," + (2 * half - 1) + "L";
  }

  private static String decimals(String operation, Expr.Call call) {
    boolean small = call.type().carrier() == DataType.Carrier.LONG;
    for (Expr arg : call.args()) {
      small &= arg.type().carrier() == DataType.Carrier.LONG;
    }
    return switch (operation) {
      case "negate" -> small ? "Ints.negateAny" : "Decimals.negate(w0)";
      case "add", "subtract" ->
          small ? "Ints." + operation + "Any" : "Decimals." + operation + "(w0,w1,pr)";
      case "multiply" ->
          small && exactProduct(call) ? "Ints.multiplyAny" : "Decimals.multiply(w0,s0,w1,s1,pr,sr)";
      case "divide" -> "Decimals.divide(w0,s0,w1,s1,pr,sr)";
      case "modulo" -> "Decimals.modulo(w0,w1)";
      default -> throw new IllegalStateException("no such operation: " + operation);
    };
  }

  private static boolean exactProduct(Expr.Call call) {
    int precision = 0;
    for (Expr arg : call.args()) {
      precision += Types.asDecimal(arg.type()).precision();
    }
    return precision <= 18;
  }

  /** The code of a cast; empty if the value stays as it is. */
  static String cast(DataType from, DataType to) {
    if (Types.sameValues(from, to)) {
      return "";
    }
    return switch (to) {
      case DataType.Text t -> toText(from);
      case DataType.Json j -> from instanceof DataType.Text ? "Jsons.check" : "Jsons.toJson(o0,t0)";
      case DataType.Bool b ->
          from instanceof DataType.Int ? "Casts.longToBool" : "Casts.textToBool";
      case DataType.Int i -> toInt(from, i);
      case DataType.Decimal d -> toDecimal(from, d);
      case DataType.Float32 f -> toDouble(from) + (from instanceof DataType.Float64 ? "" : "32");
      case DataType.Float64 f -> from instanceof DataType.Float32 ? "" : toDouble(from);
      case DataType.Bytes b -> "Casts.textToBytes";
      case DataType.Date d -> from instanceof DataType.Timestamp t ? day(t) : "Casts.toDate";
      case DataType.Time t -> toTime(from);
      case DataType.Timestamp t -> toTimestamp(from, t);
      case DataType.MonthInterval m -> "Casts.textToMonths";
      case DataType.TimeInterval t -> from instanceof DataType.Time ? "" : "Casts.textToInterval";
      case DataType.ListOf l -> "Nested.cast(o0,t0,tr)";
      case DataType.MapOf m -> "Nested.cast(o0,t0,tr)";
      case DataType.Struct s -> "Nested.cast(o0,t0,tr)";
    };
  }

  private static String toText(DataType from) {
    return switch (from) {
      case DataType.Bool b -> "Casts.boolToText";
      case DataType.Int i ->
          i.bits() == 64 && !i.signed() ? "Casts.unsignedToText" : "Casts.longToText";
      case DataType.Decimal d -> "Casts.decimalToText(w0,s0)";
      case DataType.Float32 f -> "Casts.floatToText";
      case DataType.Float64 f -> "Casts.doubleToText";
      case DataType.Text t -> "";
      case DataType.Json j -> "";
      case DataType.Bytes b -> "Casts.bytesToText";
      case DataType.Date d -> "Casts.dateToText";
      case DataType.Time t -> "Casts.timeToText";
      case DataType.Timestamp t ->
          (t.nanos() ? "Casts.nanosToText" : "Casts.timestampToText")
              + (t.withZone() ? "Zoned" : "");
      case DataType.MonthInterval m -> "Casts.monthsToText";
      case DataType.TimeInterval t -> "Casts.intervalToText";
      case DataType.ListOf l -> "Casts.nestedToText(o0,t0)";
      case DataType.MapOf m -> "Casts.nestedToText(o0,t0)";
      case DataType.Struct s -> "Casts.nestedToText(o0,t0)";
    };
  }

  private static String toInt(DataType from, DataType.Int to) {
    return switch (from) {
      case DataType.Bool b -> "Casts.boolToLong";
      case DataType.Int i -> intToInt(i, to);
      case DataType.Decimal d -> "Decimals.toLong(w0,s0," + bounds(to) + ")";
      case DataType.Float32 f -> "Casts.doubleToLong(a0," + bounds(to) + ")";
      case DataType.Float64 f -> "Casts.doubleToLong(a0," + bounds(to) + ")";
      default -> "Casts.textToLong(a0," + bounds(to) + ")";
    };
  }

  private static String intToInt(DataType.Int from, DataType.Int to) {
    boolean widens =
        from.signed() == to.signed()
            ? to.bits() >= from.bits()
            : to.signed() && to.bits() > from.bits();
    if (widens) {
      return "";
    }
    boolean fromUnsigned64 = from.bits() == 64 && !from.signed();
    if (fromUnsigned64) {
      return "Ints.fitUnsigned(a0," + bounds(to) + ")";
    }
    return to.bits() == 64 ? "Ints.notNegative" : "Ints.fit(a0," + bounds(to) + ")";
  }

  private static String toDecimal(DataType from, DataType.Decimal to) {
    return switch (from) {
      case DataType.Int i -> exactToDecimal(Types.asDecimal(i), to);
      case DataType.Decimal d -> exactToDecimal(d, to);
      case DataType.Float32 f -> "Casts.floatToDecimal(a0,pr,sr)";
      case DataType.Float64 f -> "Casts.doubleToDecimal(a0,pr,sr)";
      default -> "Casts.textToDecimal(a0,pr,sr)";
    };
  }

  private static String exactToDecimal(DataType.Decimal from, DataType.Decimal to) {
    int up = to.scale() - from.scale();
    boolean fits = up >= 0 && to.precision() - to.scale() >= from.precision() - from.scale();
    if (fits && to.precision() <= 18) {
      return up == 0 ? "" : "Ints.multiplyAny(a0," + power(up) + "L)";
    }
    if (fits && up == 0) {
      return "Decimals.same(w0)";
    }
    return "Decimals.rescale(w0," + from.scale() + ",sr,pr)";
  }

  private static long power(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }

  private static String toDouble(DataType from) {
    return switch (from) {
      case DataType.Int i ->
          i.bits() == 64 && !i.signed() ? "Casts.unsignedToDouble" : "Casts.longToDouble";
      case DataType.Decimal d -> "Decimals.toDouble(w0,s0)";
      case DataType.Float64 f -> "Casts.doubleToFloat";
      default -> "Casts.textToDouble";
    };
  }

  private static String day(DataType.Timestamp from) {
    return from.nanos() ? "Casts.nanosToDate" : "Casts.timestampToDate";
  }

  private static String toTime(DataType from) {
    return switch (from) {
      case DataType.Timestamp t -> t.nanos() ? "Casts.nanosToTime" : "Casts.timestampToTime";
      case DataType.TimeInterval t -> "Casts.timestampToTime";
      default -> "Casts.textToTime";
    };
  }

  private static String toTimestamp(DataType from, DataType.Timestamp to) {
    return switch (from) {
      case DataType.Date d -> to.nanos() ? "Casts.dateToNanos" : "Casts.dateToTimestamp";
      case DataType.Timestamp t -> to.nanos() ? "Casts.microsToNanos" : "Casts.nanosToMicros";
      default -> to.nanos() ? "Casts.toNanos" : "Casts.toTimestamp";
    };
  }
}
