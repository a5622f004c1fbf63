package dev.laminar.sql.internal.bind;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.internal.aggregate.AggregateFunctions;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.expr.Functions;
import dev.laminar.internal.plan.AggregateCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;

/** Types the aggregates of one grouping; equal ones are computed once. */
final class AggregateBinder {

  /** Functions whose arguments after the first are constants. */
  private static final Set<String> WITH_PARAMETERS =
      Set.of(
          "string_agg",
          "listagg",
          "group_concat",
          "top_k",
          "approx_percentile_cont",
          "approx_percentile");

  /** Functions that go by event time, which they are handed behind their arguments. */
  private static final Set<String> BY_TIME = Set.of("first_value", "last_value", "first", "last");

  /** Functions that say zero where there is nothing. */
  private static final Set<String> NEVER_NULL = Set.of("count", "approx_distinct", "count_if");

  /** An aggregate over expressions of the input. */
  private record Typed(
      String function,
      List<Expr> args,
      List<Object> params,
      boolean distinct,
      Optional<Expr> filter,
      List<Order> orderBy,
      DataType type,
      boolean nullable) {}

  private record Order(Expr expr, boolean descending, boolean nullsFirst) {}

  private final Relation input;
  private final ExpressionBinder binder;
  private final boolean keyed;
  private final List<Typed> all = new ArrayList<>();

  /** For a grouping of that input; {@code keyed} says that every group has a row. */
  AggregateBinder(Relation input, Scope scope, boolean keyed) {
    this.input = input;
    this.keyed = keyed;
    this.binder = new ExpressionBinder(scope, Place.plain("another aggregate"));
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** Whether some aggregate is over a window that has not been computed. */
  boolean needsWindows() {
    return all.stream()
        .anyMatch(
            typed ->
                typed.args.stream().anyMatch(Windows::hasPending)
                    || typed.filter.filter(Windows::hasPending).isPresent());
  }

  /** The aggregate as a column, {@link Grouping#AGGREGATES} and following. */
  Expr add(AggregateRequest request) {
    Typed typed = BindError.locate(request.call(), () -> typed(request));
    int index = all.indexOf(typed);
    if (index < 0) {
      index = all.size();
      all.add(typed);
    }
    return new Expr.ColumnRef(Grouping.AGGREGATES + index, typed.type(), typed.nullable());
  }

  private Typed typed(AggregateRequest request) {
    String name = request.name().toLowerCase(Locale.ROOT);
    List<Expr> args = new ArrayList<>();
    List<Object> params = new ArrayList<>();
    boolean ranked = request.withinGroup() && !request.orderBy().isEmpty();
    for (int i = 0; i < request.args().size(); i++) {
      Expr arg = binder.bind(request.args().get(i));
      if (ranked && !WITH_PARAMETERS.contains(name) || i > 0 && WITH_PARAMETERS.contains(name)) {
        params.add(Constants.value(arg, "argument " + (i + 1) + " of " + name));
      } else {
        args.add(arg);
      }
    }
    List<Order> orderBy = request.orderBy().stream().map(this::order).toList();
    if (ranked && args.isEmpty()) {
      orderBy.forEach(order -> args.add(order.expr()));
    }
    if (BY_TIME.contains(name)) {
      args.add(eventTime(name));
    }
    return bound(request, name, args, params, orderBy);
  }

  private Expr eventTime(String name) {
    OptionalInt time = input.node().timeColumn();
    if (time.isEmpty()) {
      throw BindError.unlocated(
          name
              + " goes by event time, which its input has not (any more); use min or max of a"
              + " column");
    }
    Field field = input.node().schema().field(time.getAsInt());
    return new Expr.ColumnRef(time.getAsInt(), field.type(), field.nullable());
  }

  private Typed bound(
      AggregateRequest request,
      String name,
      List<Expr> args,
      List<Object> params,
      List<Order> orderBy) {
    List<Field> fields =
        args.stream().map(arg -> new Field("arg", arg.type(), arg.nullable())).toList();
    AggregateFunctions.Bound bound =
        AggregateFunctions.bind(name, fields, params, request.distinct());
    List<Expr> cast = new ArrayList<>();
    for (int i = 0; i < args.size(); i++) {
      cast.add(Functions.cast(args.get(i), bound.arguments().get(i)));
    }
    SqlNode where = request.filter();
    Optional<Expr> filter =
        where == null ? Optional.empty() : Optional.of(binder.condition(where, "FILTER"));
    boolean nullable =
        bound.nullable() || !NEVER_NULL.contains(name) && (!keyed || filter.isPresent());
    return new Typed(
        name, cast, params, request.distinct(), filter, orderBy, bound.type(), nullable);
  }

  /** As in Postgres: nulls come last ascending and first descending unless said otherwise. */
  private Order order(SqlNode node) {
    SqlNode expr = node;
    boolean descending = false;
    Boolean nullsFirst = null;
    while (true) {
      SqlKind kind = expr.getKind();
      if (kind == SqlKind.DESCENDING) {
        descending = true;
      } else if (kind == SqlKind.NULLS_FIRST || kind == SqlKind.NULLS_LAST) {
        nullsFirst = kind == SqlKind.NULLS_FIRST;
      } else {
        break;
      }
      expr = ((SqlCall) expr).operand(0);
    }
    return new Order(binder.bind(expr), descending, nullsFirst == null ? descending : nullsFirst);
  }

  /** The calls; what they need of the input is added to the projection below them. */
  List<AggregateCall> calls(Projection projection) {
    List<AggregateCall> calls = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      calls.add(call(all.get(i), i, projection));
    }
    return calls;
  }

  private static AggregateCall call(Typed typed, int index, Projection projection) {
    String name = typed.function() + (index + 1);
    List<Integer> args =
        typed.args().stream().map(arg -> projection.add(arg, name + "_arg")).toList();
    OptionalInt filter =
        typed.filter().isEmpty()
            ? OptionalInt.empty()
            : OptionalInt.of(projection.add(typed.filter().get(), name + "_filter"));
    List<AggregateCall.SortKey> orderBy = new ArrayList<>();
    for (Order order : typed.orderBy()) {
      int column = projection.add(order.expr(), name + "_order");
      orderBy.add(new AggregateCall.SortKey(column, order.descending(), order.nullsFirst()));
    }
    return new AggregateCall(
        typed.function(),
        args,
        typed.params(),
        typed.distinct(),
        filter,
        orderBy,
        name,
        typed.type(),
        typed.nullable());
  }
}
