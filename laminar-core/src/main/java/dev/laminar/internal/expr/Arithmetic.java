package dev.laminar.internal.expr;

import dev.laminar.data.DataType;
import java.util.List;
import java.util.Set;

/**
 * The types of arithmetic: numbers of different types are brought to one before the overload is
 * chosen, and exact results get the digits that they need.
 */
final class Arithmetic {

  private static final Set<String> BINARY = Set.of("+", "-", "*", "/", "%");
  private static final Set<String> BITS = Set.of("&", "|", "#", "gcd", "lcm");
  private static final int MAX = DataType.Decimal.MAX_PRECISION;

  private Arithmetic() {}

  /** The arguments of an arithmetic operator as numbers of one kind; others are left alone. */
  static List<Expr> coerce(String name, List<Expr> args) {
    if (args.size() != 2 || !(BINARY.contains(name) || BITS.contains(name))) {
      return args;
    }
    Expr a = adopt(args.get(0), args.get(1));
    Expr b = adopt(args.get(1), args.get(0));
    if (!Types.isNumeric(a.type()) || !Types.isNumeric(b.type())) {
      return args;
    }
    if (a.type() instanceof DataType.Float32 && b.type() instanceof DataType.Float32) {
      return name.equals("%") ? both(a, b, DataType.DOUBLE) : List.of(a, b);
    }
    if (Types.isFloat(a.type()) || Types.isFloat(b.type())) {
      return both(a, b, DataType.DOUBLE);
    }
    if (a.type() instanceof DataType.Int && b.type() instanceof DataType.Int) {
      DataType common = Types.common(a.type(), b.type());
      return both(a, b, common);
    }
    return decimals(name, a, b);
  }

  /** A literal text or NULL beside a number is a number of its type. */
  private static Expr adopt(Expr arg, Expr other) {
    return TypePattern.flexible(arg) && Types.isNumeric(other.type())
        ? Functions.cast(arg, other.type())
        : arg;
  }

  private static List<Expr> both(Expr a, Expr b, DataType type) {
    return List.of(Functions.cast(a, type), Functions.cast(b, type));
  }

  private static List<Expr> decimals(String name, Expr a, Expr b) {
    DataType.Decimal x = Types.asDecimal(a.type());
    DataType.Decimal y = Types.asDecimal(b.type());
    if (name.equals("*") || name.equals("/")) {
      return List.of(Functions.cast(a, x), Functions.cast(b, y));
    }
    int scale = Math.max(x.scale(), y.scale());
    return List.of(Functions.cast(a, rescaled(x, scale)), Functions.cast(b, rescaled(y, scale)));
  }

  private static DataType rescaled(DataType.Decimal type, int scale) {
    return new DataType.Decimal(Math.min(MAX, type.precision() - type.scale() + scale), scale);
  }

  /** The type of a result that {@code functions.txt} gives by a rule. */
  static DataType result(String rule, List<Expr> args) {
    DataType first = args.getFirst().type();
    if (first instanceof DataType.Int) {
      return first;
    }
    DataType.Decimal x = Types.asDecimal(first);
    return switch (rule) {
      case "add" -> add(x, Types.asDecimal(args.get(1).type()));
      case "multiply" -> multiply(x, Types.asDecimal(args.get(1).type()));
      case "divide" -> divide(x, Types.asDecimal(args.get(1).type()));
      case "modulo" -> modulo(x, Types.asDecimal(args.get(1).type()));
      case "whole" -> new DataType.Decimal(Math.min(MAX, x.precision() - x.scale() + 1), 0);
      case "round" -> places(x, args.get(1), 1);
      case "truncate" -> places(x, args.get(1), 0);
      default -> throw new IllegalStateException("no such rule: " + rule);
    };
  }

  private static DataType add(DataType.Decimal x, DataType.Decimal y) {
    int scale = Math.max(x.scale(), y.scale());
    int whole = Math.max(x.precision() - x.scale(), y.precision() - y.scale()) + 1;
    return new DataType.Decimal(Math.min(MAX, whole + scale), scale);
  }

  private static DataType multiply(DataType.Decimal x, DataType.Decimal y) {
    int scale = Math.min(MAX, x.scale() + y.scale());
    return new DataType.Decimal(Math.min(MAX, x.precision() + y.precision()), scale);
  }

  /** At least six places, and so many that no digit of the dividend is lost by the divisor's. */
  private static DataType divide(DataType.Decimal x, DataType.Decimal y) {
    int whole = Math.min(MAX, x.precision() - x.scale() + y.scale());
    int scale = Math.max(6, x.scale() + y.precision() + 1);
    int kept = Math.min(scale, Math.max(MAX - whole, Math.min(scale, 6)));
    return new DataType.Decimal(Math.min(MAX, whole + kept), kept);
  }

  private static DataType modulo(DataType.Decimal x, DataType.Decimal y) {
    int scale = Math.max(x.scale(), y.scale());
    int whole = Math.min(x.precision() - x.scale(), y.precision() - y.scale());
    return new DataType.Decimal(Math.clamp(whole + scale, 1, MAX), scale);
  }

  private static DataType places(DataType.Decimal x, Expr places, int carry) {
    int scale =
        places instanceof Expr.Literal literal && literal.value() instanceof Number n
            ? Math.clamp(n.longValue(), 0, x.scale())
            : x.scale();
    int whole = x.precision() - x.scale() + carry;
    return new DataType.Decimal(Math.clamp(whole + scale, 1, MAX), scale);
  }
}
