package dev.laminar.internal.fluent;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Row;
import dev.laminar.internal.aggregate.AggregateFunctions;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.expr.Functions;
import dev.laminar.internal.plan.AggregateCall;
import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.plan.WindowSpec;
import dev.laminar.internal.plan.WindowSpec.Span;
import dev.laminar.stream.AggregateExpression;
import dev.laminar.stream.DataStream;
import dev.laminar.stream.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Builds the two nodes of a grouping: a calc that computes keys, arguments and filters as columns,
 * and the aggregate over them. Immutable.
 */
record Grouping(PlanBuilder builder, Node input, List<String> keys) {

  DataStream<Row> updating(AggregateExpression... aggregates) {
    Columns columns = columns(aggregates);
    return stream(new Node.Aggregate(columns.calc(), keyIndexes(), columns.calls()));
  }

  DataStream<Row> windowed(Window window, AggregateExpression... aggregates) {
    if (input.timeColumn().isEmpty()) {
      throw new LaminarException(
          ErrorCode.INVALID_QUERY,
          "a window needs event time; say eventTime(column, disorder) before it");
    }
    Columns columns = columns(aggregates);
    WindowSpec spec = spec(window);
    return stream(new Node.WindowAggregate(columns.calc(), keyIndexes(), spec, columns.calls()));
  }

  private DataStream<Row> stream(Node node) {
    return new FluentStream<>(builder, node, RecordCodec.rows(node.schema()));
  }

  private int[] keyIndexes() {
    return IntStream.range(0, keys.size()).toArray();
  }

  private static WindowSpec spec(Window window) {
    return switch (window) {
      case Window.Tumble w -> new WindowSpec.Tumble(span(w.size()), 0);
      case Window.Hop w -> new WindowSpec.Hop(span(w.slide()), span(w.size()), 0);
      case Window.Session w -> new WindowSpec.Session(micros(w.gap()));
      case Window.Cumulate w -> new WindowSpec.Cumulate(span(w.step()), span(w.max()), 0);
    };
  }

  private static Span span(Duration duration) {
    return Span.micros(micros(duration));
  }

  private static long micros(Duration duration) {
    long micros = duration.toNanos() / 1000;
    if (micros <= 0) {
      throw new LaminarException(
          ErrorCode.INVALID_QUERY, "expected a time of at least a microsecond, got " + duration);
    }
    return micros;
  }

  /** The calc below the aggregate, and the calls on its columns. */
  private record Columns(Node calc, List<AggregateCall> calls) {}

  private Columns columns(AggregateExpression... aggregates) {
    Binder binder = new Binder(input.schema());
    List<Expr> exprs = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (String key : keys) {
      exprs.add(binder.ref(binder.column(key)));
      names.add(key);
    }
    OptionalInt time = OptionalInt.empty();
    if (input.timeColumn().isPresent()) {
      time = OptionalInt.of(exprs.size());
      exprs.add(binder.ref(input.timeColumn().getAsInt()));
      names.add("$time");
    }
    List<AggregateCall> calls = new ArrayList<>();
    for (AggregateExpression aggregate : aggregates) {
      calls.add(call(aggregate, binder, exprs, names));
    }
    return new Columns(
        new Node.Calc(input, Optional.empty(), exprs, names, time, BadData.FAIL), calls);
  }

  private static AggregateCall call(
      AggregateExpression aggregate, Binder binder, List<Expr> exprs, List<String> names) {
    List<Expr> args = aggregate.args().stream().map(binder::bind).toList();
    List<Field> fields =
        args.stream().map(arg -> new Field("", arg.type(), arg.nullable())).toList();
    AggregateFunctions.Bound bound =
        AggregateFunctions.bind(aggregate.function(), fields, List.of(), aggregate.isDistinct());
    List<Integer> columns = new ArrayList<>();
    for (int i = 0; i < args.size(); i++) {
      columns.add(add(Functions.cast(args.get(i), bound.arguments().get(i)), exprs, names));
    }
    OptionalInt filter = OptionalInt.empty();
    if (aggregate.filter().isPresent()) {
      Expr condition = Functions.cast(binder.bind(aggregate.filter().get()), DataType.BOOLEAN);
      filter = OptionalInt.of(add(condition, exprs, names));
    }
    return new AggregateCall(
        aggregate.function(),
        columns,
        aggregate.isDistinct(),
        filter,
        List.of(),
        aggregate.name(),
        bound.type(),
        bound.nullable());
  }

  private static int add(Expr expr, List<Expr> exprs, List<String> names) {
    int existing = exprs.indexOf(expr);
    if (existing >= 0) {
      return existing;
    }
    exprs.add(expr);
    names.add("$" + exprs.size());
    return exprs.size() - 1;
  }
}
