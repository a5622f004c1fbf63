package dev.laminar.sql.internal.bind;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.plan.WindowSpec;
import dev.laminar.sql.internal.bind.Relation.WindowColumns;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The value {@code window} in expressions.
 *
 * <p>Before rows are grouped, a window is a {@linkplain #pending call} that only a grouping (or the
 * assigner) can compute. Afterwards it is a {@linkplain #struct struct} made from two columns of
 * the node, and stays two columns wherever it goes, so that joins and groupings recognise it.
 */
final class Windows {

  /** The type of the value: a struct of start and end. */
  static final DataType.Struct TYPE =
      new DataType.Struct(
          List.of(
              Field.required("start", DataType.TIMESTAMP),
              Field.required("end", DataType.TIMESTAMP)));

  private static final String PREFIX = "window:";

  private Windows() {}

  /** A window that has not been computed yet; its parameters are the arguments. */
  static Expr.Call pending(WindowSpec spec) {
    return switch (spec) {
      case WindowSpec.Tumble t -> call("tumble", literal(t.size()), literal(t.offsetMicros()));
      case WindowSpec.Hop h ->
          call("hop", literal(h.slide()), literal(h.size()), literal(h.offsetMicros()));
      case WindowSpec.Session s -> call("session", literal(s.gapMicros()));
      case WindowSpec.Cumulate c ->
          call("cumulate", literal(c.step()), literal(c.max()), literal(c.offsetMicros()));
      case WindowSpec.Given g -> throw new IllegalArgumentException("not pending: " + spec);
    };
  }

  /** The window that a pending call stands for, or empty if it is something else. */
  static Optional<WindowSpec> spec(Expr expr) {
    if (!(expr instanceof Expr.Call call)
        || !call.function().startsWith(PREFIX)
        || isPendingTime(expr)) {
      return Optional.empty();
    }
    return Optional.of(
        switch (call.function().substring(PREFIX.length())) {
          case "tumble" -> new WindowSpec.Tumble(span(call, 0), micros(call, 1));
          case "hop" -> new WindowSpec.Hop(span(call, 0), span(call, 1), micros(call, 2));
          case "session" -> new WindowSpec.Session(micros(call, 0));
          default -> new WindowSpec.Cumulate(span(call, 0), span(call, 1), micros(call, 2));
        });
  }

  static boolean isPending(Expr expr) {
    return spec(expr).isPresent();
  }

  /** The name that the user knows a pending window's function by. */
  static String functionOf(Expr.Call pending) {
    return pending.function().substring(PREFIX.length());
  }

  static boolean hasPending(Expr expr) {
    return Trees.any(expr, Windows::isPending);
  }

  /** The event time of a pending window: the last microsecond in it. */
  static Expr pendingTime(Expr window) {
    return new Expr.Call(PREFIX + "time", List.of(window), DataType.TIMESTAMP, false);
  }

  static boolean isPendingTime(Expr expr) {
    return expr instanceof Expr.Call call && call.function().equals(PREFIX + "time");
  }

  /** A window as a struct of two columns. */
  static Expr struct(int start, int end) {
    return structOf(
        new Expr.ColumnRef(start, DataType.TIMESTAMP, false),
        new Expr.ColumnRef(end, DataType.TIMESTAMP, false));
  }

  static Expr struct(WindowColumns columns) {
    return struct(columns.start(), columns.end());
  }

  /** A column that holds a window's start or end. */
  static Expr border(int column, boolean nullable) {
    return new Expr.ColumnRef(column, DataType.TIMESTAMP, nullable);
  }

  /** A window on the side of an outer join that may miss: null where its columns are. */
  static Expr missing(WindowColumns columns) {
    Expr start = new Expr.ColumnRef(columns.start(), DataType.TIMESTAMP, true);
    Expr end = new Expr.ColumnRef(columns.end(), DataType.TIMESTAMP, true);
    Expr absent = new Expr.Call(IS_NULL, List.of(start), DataType.BOOLEAN, false);
    return new Expr.Case(
        List.of(new Expr.When(absent, new Expr.Literal(null, TYPE))),
        structOf(start, end),
        TYPE,
        true);
  }

  /** The two columns from which a window value is made, or null if it is none. */
  static @Nullable WindowColumns columns(Expr expr) {
    Expr struct = expr;
    if (expr instanceof Expr.Case choice
        && choice.whens().size() == 1
        && choice.whens().getFirst().result() instanceof Expr.Literal literal
        && literal.value() == null) {
      struct = choice.otherwise();
    }
    if (struct instanceof Expr.Call call
        && call.function().equals(ROW)
        && call.type().equals(TYPE)
        && call.args().get(0) instanceof Expr.ColumnRef start
        && call.args().get(1) instanceof Expr.ColumnRef end) {
      return new WindowColumns(start.index(), end.index(), false);
    }
    return null;
  }

  private static Expr structOf(Expr start, Expr end) {
    return new Expr.Call(ROW, List.of(start, end), TYPE, false);
  }

  private static Expr.Call call(String name, Expr... args) {
    return new Expr.Call(PREFIX + name, List.of(args), TYPE, false);
  }

  private static Expr literal(WindowSpec.Span span) {
    return span.months() != 0
        ? new Expr.Literal((long) span.months(), new DataType.MonthInterval())
        : new Expr.Literal(span.micros(), new DataType.TimeInterval());
  }

  private static Expr literal(long micros) {
    return new Expr.Literal(micros, new DataType.TimeInterval());
  }

  private static WindowSpec.Span span(Expr.Call call, int index) {
    Expr.Literal literal = (Expr.Literal) call.args().get(index);
    long value = (Long) java.util.Objects.requireNonNull(literal.value());
    return literal.type() instanceof DataType.MonthInterval
        ? WindowSpec.Span.months((int) value)
        : WindowSpec.Span.micros(value);
  }

  private static long micros(Expr.Call call, int index) {
    return span(call, index).micros();
  }

  /** Names in the function registry. */
  static final String ROW = "row";

  static final String IS_NULL = "is_null";
}
