package dev.laminar.internal.expr.compile;

import dev.laminar.data.DataType;
import dev.laminar.internal.expr.Expr;
import java.util.List;

/** Writes comparisons of two values of one type that are not null, as Java expressions. */
final class Comparisons {

  private static final String FUNCTION = "dev.laminar.internal.expr.function.";

  private Comparisons() {}

  static String code(String operator, List<Expr> args, List<Term> terms) {
    DataType type = args.get(0).type();
    DataType other = args.get(1).type();
    Term x = terms.get(0);
    Term y = terms.get(1);
    if (type instanceof DataType.Decimal a
        && other instanceof DataType.Decimal b
        && (a.scale() != b.scale() || x.carrier() != y.carrier())) {
      return "(%sDecimals.compare(%s, %s, %d, %s, %s, %d) %s 0)"
          .formatted(
              FUNCTION, high(x), low(x), a.scale(), high(y), low(y), b.scale(), java(operator));
    }
    return switch (x.carrier()) {
      case LONG -> longs(operator, type, x, y);
      case DOUBLE -> doubles(operator, args, x, y);
      case BOOLEAN -> booleans(operator, x, y);
      case SLICE -> slices(operator, x, y);
      case INT128 -> wide(operator, x, y);
      case OBJECT ->
          "(%sValues.compare(%s, %s) %s 0)".formatted(FUNCTION, x.a(), y.a(), java(operator));
    };
  }

  private static String high(Term term) {
    return term.carrier() == DataType.Carrier.INT128 ? term.a() : "(" + term.a() + " >> 63)";
  }

  private static String low(Term term) {
    return term.carrier() == DataType.Carrier.INT128 ? term.b() : term.a();
  }

  static String java(String operator) {
    return switch (operator) {
      case "=" -> "==";
      case "<>" -> "!=";
      default -> operator;
    };
  }

  private static String longs(String operator, DataType type, Term x, Term y) {
    boolean unsigned = type instanceof DataType.Int i && i.bits() == 64 && !i.signed();
    if (unsigned && !operator.equals("=") && !operator.equals("<>")) {
      return "(Long.compareUnsigned(%s, %s) %s 0)".formatted(x.a(), y.a(), operator);
    }
    return "(%s %s %s)".formatted(x.a(), java(operator), y.a());
  }

  /** NaN is equal to itself and above all; beside a literal the plain operators often do. */
  private static String doubles(String operator, List<Expr> args, Term x, Term y) {
    boolean plain =
        Emitter.literalValue(args.get(1)) instanceof Number n && !Double.isNaN(n.doubleValue());
    if (plain) {
      return switch (operator) {
        case ">" -> "(!(%s <= %s))".formatted(x.a(), y.a());
        case ">=" -> "(!(%s < %s))".formatted(x.a(), y.a());
        default -> "(%s %s %s)".formatted(x.a(), java(operator), y.a());
      };
    }
    return switch (operator) {
      case "=" -> "%sFloats.equal(%s, %s)".formatted(FUNCTION, x.a(), y.a());
      case "<>" -> "(!%sFloats.equal(%s, %s))".formatted(FUNCTION, x.a(), y.a());
      case "<" -> "%sFloats.less(%s, %s)".formatted(FUNCTION, x.a(), y.a());
      case ">" -> "%sFloats.less(%s, %s)".formatted(FUNCTION, y.a(), x.a());
      case "<=" -> "(!%sFloats.less(%s, %s))".formatted(FUNCTION, y.a(), x.a());
      default -> "(!%sFloats.less(%s, %s))".formatted(FUNCTION, x.a(), y.a());
    };
  }

  private static String booleans(String operator, Term x, Term y) {
    return switch (operator) {
      case "=" -> "(%s == %s)".formatted(x.a(), y.a());
      case "<>" -> "(%s != %s)".formatted(x.a(), y.a());
      case "<" -> "(!%s & %s)".formatted(x.a(), y.a());
      case ">" -> "(%s & !%s)".formatted(x.a(), y.a());
      case "<=" -> "(!%s | %s)".formatted(x.a(), y.a());
      default -> "(%s | !%s)".formatted(x.a(), y.a());
    };
  }

  private static String slices(String operator, Term x, Term y) {
    String arguments = "%s, %s, %s, %s".formatted(x.a(), x.b(), y.a(), y.b());
    return switch (operator) {
      case "=" -> equalSlices(x, y);
      case "<>" -> "(!" + equalSlices(x, y) + ")";
      default -> "(Mem.compare(%s) %s 0)".formatted(arguments, operator);
    };
  }

  private static String equalSlices(Term x, Term y) {
    return "(%s == %s && Mem.equal(%s, %s, %s))".formatted(x.b(), y.b(), x.a(), y.a(), x.b());
  }

  private static String wide(String operator, Term x, Term y) {
    String equal = "(%s == %s & %s == %s)".formatted(x.a(), y.a(), x.b(), y.b());
    String less = "%sDecimals.less(%s, %s, %s, %s)";
    String xy = less.formatted(FUNCTION, x.a(), x.b(), y.a(), y.b());
    String yx = less.formatted(FUNCTION, y.a(), y.b(), x.a(), x.b());
    return switch (operator) {
      case "=" -> equal;
      case "<>" -> "(!" + equal + ")";
      case "<" -> xy;
      case ">" -> yx;
      case "<=" -> "(!" + yx + ")";
      default -> "(!" + xy + ")";
    };
  }
}
