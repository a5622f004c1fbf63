package dev.laminar.sql.internal.bind;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.expr.Functions;
import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.plan.WindowSpec;
import dev.laminar.internal.plan.WindowSpec.Span;
import dev.laminar.sql.internal.bind.Relation.Output;
import dev.laminar.sql.internal.bind.Relation.WindowColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Gives rows their windows as columns, one row per row and window, where a query asks for more of
 * windows than grouping by them. A grouping does without: it works by panes.
 */
final class WindowAssigner {

  private static final DataType INTERVAL = new DataType.TimeInterval();
  private static final DataType MONTHS = new DataType.MonthInterval();

  private final Relation relation;
  private final Expr.Call pending;
  private final Expr time;

  private WindowAssigner(Relation relation, Expr.Call pending) {
    this.relation = relation;
    this.pending = pending;
    this.time = Windows.border(Grouping.timeColumn(relation, pending), false);
  }

  /** The relation with its pending window, if it has one, computed. */
  static Relation assign(Relation relation) {
    for (Expr expr : relation.expressions()) {
      Expr.Call pending = pendingIn(expr);
      if (pending != null) {
        return new WindowAssigner(relation, pending).assigned();
      }
    }
    return relation;
  }

  static Expr.@Nullable Call pendingIn(Expr expr) {
    if (Windows.isPending(expr)) {
      return (Expr.Call) expr;
    }
    for (Expr child : Trees.children(expr)) {
      Expr.Call found = pendingIn(child);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private Relation assigned() {
    return switch (Windows.spec(pending).orElseThrow()) {
      case WindowSpec.Tumble t -> computed(1, i -> aligned(t.size(), t.offsetMicros()), t.size());
      case WindowSpec.Hop h ->
          computed(
              count(h.slide(), h.size()),
              i -> Functions.call("-", aligned(h.slide(), h.offsetMicros()), times(h.slide(), i)),
              h.size());
      case WindowSpec.Cumulate c -> cumulated(c);
      case WindowSpec.Session s ->
          throw new LaminarException(
              ErrorCode.UNSUPPORTED,
              "a session window has its bounds only once it is grouped; use window_start and"
                  + " window_end in GROUP BY of this query and filter or join the result");
      case WindowSpec.Given g -> throw new IllegalStateException("no pending window: " + g);
    };
  }

  private static int count(Span slide, Span size) {
    return slide.months() != 0
        ? Math.ceilDiv(size.months(), slide.months())
        : Math.toIntExact(Math.ceilDiv(size.micros(), slide.micros()));
  }

  private Relation computed(int windows, UnaryOperator<Expr> startOf, Span size) {
    Node numbered = numbered(windows);
    Expr start = startOf.apply(number(numbered));
    return finish(numbered, start, plus(start, size), windows > 1, true);
  }

  private Relation cumulated(WindowSpec.Cumulate c) {
    Node numbered = numbered(count(c.step(), c.max()));
    Expr start = aligned(c.max(), c.offsetMicros());
    Expr end = plus(Functions.call("+", start, times(c.step(), number(numbered))), c.step());
    return finish(numbered, start, end, true, false);
  }

  /** The input, each row as often as it has windows, with the number of the window behind. */
  private Node numbered(int windows) {
    if (windows == 1) {
      return relation.node();
    }
    Expr list = Functions.call("generate_series", number(0), number(windows - 1));
    boolean nullable = ((DataType.ListOf) list.type()).element().nullable();
    Field element = new Field("window_number", DataType.BIGINT, nullable);
    return new Node.Unnest(relation.node(), list, List.of(element), false, false, false);
  }

  private static Expr number(long value) {
    return new Expr.Literal(value, DataType.BIGINT);
  }

  private static Expr number(Node numbered) {
    int last = numbered.schema().size() - 1;
    Field field = numbered.schema().field(last);
    return new Expr.ColumnRef(last, field.type(), field.nullable());
  }

  private Relation finish(Node numbered, Expr start, Expr end, boolean check, boolean fixed) {
    Projection projection = Projection.identity(relation.node().schema());
    int startColumn = projection.append(start, "window_start");
    int endColumn = projection.append(end, "window_end");
    Expr micro = new Expr.Literal(1L, INTERVAL);
    int timeColumn = projection.append(Functions.call("-", end, micro), "window_time");
    Optional<Expr> within = check ? Optional.of(Functions.call(">", end, time)) : Optional.empty();
    BadData badData = relation.badData();
    Node node = projection.over(numbered, within, OptionalInt.of(timeColumn), badData);
    Expr window = Windows.struct(startColumn, endColumn);
    List<Output> outputs = new ArrayList<>();
    for (Output output : relation.outputs()) {
      Expr placed = Trees.rewrite(output.expr(), part -> place(part, window, timeColumn));
      outputs.add(new Output(output.name(), placed));
    }
    WindowColumns columns = new WindowColumns(startColumn, endColumn, fixed);
    return new Relation(node, outputs, List.of(columns), badData);
  }

  private Expr place(Expr part, Expr window, int timeColumn) {
    if (part.equals(pending)) {
      return window;
    }
    if (Windows.isPendingTime(part)) {
      return Windows.border(timeColumn, false);
    }
    return part instanceof Expr.FieldOf field ? Fields.field(field.struct(), field.index()) : part;
  }

  // ---- times

  /** The last time at or before the row's that is a whole number of spans from the epoch. */
  private Expr aligned(Span span, long offset) {
    if (span.months() == 0) {
      return Functions.call(
          "date_bin",
          new Expr.Literal(span.micros(), INTERVAL),
          time,
          new Expr.Literal(offset, DataType.TIMESTAMP));
    }
    Expr shift = new Expr.Literal(offset, INTERVAL);
    Expr shifted = offset == 0 ? time : Functions.call("-", time, shift);
    Expr month = Functions.call("date_trunc", new Expr.Literal("month", DataType.TEXT), shifted);
    Expr beyond = monthsBeyond(shifted, span.months());
    Expr start = span.months() == 1 ? month : Functions.call("-", month, beyond);
    return offset == 0 ? start : Functions.call("+", start, shift);
  }

  /** How many months a time's month is behind one that is a multiple of so many from the epoch. */
  private static Expr monthsBeyond(Expr shifted, int months) {
    Expr years = Functions.call("-", Functions.call("year", shifted), number(1970));
    Expr since =
        Functions.call(
            "+",
            Functions.call("*", years, number(12)),
            Functions.call("-", Functions.call("month", shifted), number(1)));
    Expr size = number(months);
    Expr positive = Functions.call("+", Functions.call("%", since, size), size);
    Expr one = new Expr.Literal(1L, MONTHS);
    return Functions.call("*", one, Functions.call("%", positive, size));
  }

  private static Expr times(Span span, Expr count) {
    Expr one =
        span.months() != 0
            ? new Expr.Literal((long) span.months(), MONTHS)
            : new Expr.Literal(span.micros(), INTERVAL);
    return Functions.call("*", one, count);
  }

  private static Expr plus(Expr start, Span span) {
    Expr length =
        span.months() != 0
            ? new Expr.Literal((long) span.months(), MONTHS)
            : new Expr.Literal(span.micros(), INTERVAL);
    return Functions.call("+", start, length);
  }
}
