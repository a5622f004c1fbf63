package dev.laminar.sql.internal.bind;

import dev.laminar.data.DataType;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.plan.WindowSpec;
import dev.laminar.internal.plan.WindowSpec.Span;
import dev.laminar.sql.parser.Interval;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;

/**
 * Reads the calls that make windows: {@code tumble}, {@code hop}, {@code session}, {@code
 * cumulate}.
 */
final class WindowFunctions {

  private static final Set<String> NAMES = Set.of("tumble", "hop", "session", "cumulate");

  private WindowFunctions() {}

  static boolean isWindow(String name) {
    return NAMES.contains(name.toLowerCase(Locale.ROOT));
  }

  /** The pending window of a call in a query. */
  static Expr bind(String name, SqlCall call, ExpressionBinder binder) {
    return Windows.pending(spec(name, call, call.getOperandList(), binder));
  }

  /** The window that those arguments describe. */
  static WindowSpec spec(
      String name, SqlCall call, List<SqlNode> operands, ExpressionBinder binder) {
    List<Span> spans = operands.stream().map(operand -> span(operand, name, binder)).toList();
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "tumble" -> {
        check(call, spans, 1, 2, "tumble(size[, offset])");
        yield new WindowSpec.Tumble(positive(call, spans.get(0), "size"), offset(call, spans, 1));
      }
      case "hop" -> {
        check(call, spans, 2, 3, "hop(slide, size[, offset])");
        yield hop(call, spans);
      }
      case "session" -> {
        check(call, spans, 1, 1, "session(gap)");
        yield new WindowSpec.Session(micros(call, positive(call, spans.get(0), "gap"), "gap"));
      }
      default -> {
        check(call, spans, 2, 3, "cumulate(step, max[, offset])");
        yield cumulate(call, spans);
      }
    };
  }

  private static WindowSpec hop(SqlCall call, List<Span> spans) {
    Span slide = positive(call, spans.get(0), "slide");
    Span size = positive(call, spans.get(1), "size");
    checkOrder(call, slide, size, "slide", "size");
    return new WindowSpec.Hop(slide, size, offset(call, spans, 2));
  }

  private static WindowSpec cumulate(SqlCall call, List<Span> spans) {
    Span step = positive(call, spans.get(0), "step");
    Span max = positive(call, spans.get(1), "max");
    checkOrder(call, step, max, "step", "max");
    boolean divides =
        step.months() != 0 ? max.months() % step.months() == 0 : max.micros() % step.micros() == 0;
    if (!divides) {
      throw BindError.invalid(call, "max has to be a multiple of step in cumulate(step, max)");
    }
    return new WindowSpec.Cumulate(step, max, offset(call, spans, 2));
  }

  /** Both are calendar months or both are times, and the first is not the longer one. */
  private static void checkOrder(
      SqlCall call, Span small, Span large, String smallName, String largeName) {
    if ((small.months() != 0) != (large.months() != 0)) {
      throw BindError.invalid(
          call,
          smallName
              + " and "
              + largeName
              + " have to be both in months (or years) or both in days,"
              + " hours, minutes or seconds");
    }
    if (small.months() > large.months() || small.micros() > large.micros()) {
      throw BindError.invalid(
          call, smallName + " may not be longer than " + largeName + "; is their order right?");
    }
  }

  private static void check(SqlCall call, List<Span> spans, int least, int most, String usage) {
    if (spans.size() < least || spans.size() > most) {
      throw BindError.invalid(call, "expected " + usage + ", got " + spans.size() + " arguments");
    }
  }

  private static Span positive(SqlCall call, Span span, String what) {
    if (span.months() <= 0 && span.micros() <= 0) {
      throw BindError.invalid(call, "the " + what + " of a window has to be longer than nothing");
    }
    return span;
  }

  private static long offset(SqlCall call, List<Span> spans, int index) {
    return index < spans.size() ? micros(call, spans.get(index), "offset") : 0;
  }

  private static long micros(SqlCall call, Span span, String what) {
    if (span.months() != 0) {
      throw BindError.invalid(
          call, "the " + what + " has to be in days, hours, minutes or seconds, not in months");
    }
    return span.micros();
  }

  private static Span span(SqlNode node, String function, ExpressionBinder binder) {
    Interval interval = interval(node, function, binder);
    if (interval.months() != 0 && interval.micros() != 0) {
      throw BindError.invalid(
          node, "a window's length is in months or in days and times, not in both");
    }
    return new Span(Math.toIntExact(interval.months()), interval.micros());
  }

  private static Interval interval(SqlNode node, String function, ExpressionBinder binder) {
    Optional<Interval> literal = Interval.of(node);
    if (literal.isPresent()) {
      return literal.get();
    }
    if (node instanceof SqlLiteral text
        && Literals.bind(text) instanceof Expr.Literal constant
        && constant.value() instanceof String string) {
      try {
        return Interval.parse(string);
      } catch (IllegalArgumentException e) {
        throw BindError.invalid(node, String.valueOf(e.getMessage()));
      }
    }
    return constant(binder.bind(node), node, function);
  }

  private static Interval constant(Expr expr, SqlNode node, String function) {
    if (Constants.require(expr) instanceof Expr.Literal literal
        && literal.value() instanceof Long length) {
      if (literal.type() instanceof DataType.TimeInterval) {
        return new Interval(0, length);
      }
      if (literal.type() instanceof DataType.MonthInterval) {
        return new Interval(length, 0);
      }
    }
    throw BindError.invalid(
        node,
        function
            + " expects constant intervals such as INTERVAL '1 minute', got a value of type "
            + expr.type()
            + "; event time is the column that the table's WATERMARK names");
  }
}
