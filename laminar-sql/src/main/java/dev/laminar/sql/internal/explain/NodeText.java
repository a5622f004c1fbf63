package dev.laminar.sql.internal.explain;

import dev.laminar.data.Schema;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.plan.AggregateCall;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.plan.WindowSpec;
import dev.laminar.sql.parser.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says in a line what a step does. */
final class NodeText {

  private NodeText() {}

  static String operator(Node node) {
    return switch (node) {
      case Node.Scan scan -> "scan";
      case Node.Values values -> "values";
      case Node.Calc calc -> calc.filter().isPresent() ? "filter" : "project";
      case Node.Transform transform -> "transform";
      case Node.Watermark watermark -> "watermark";
      case Node.WindowAggregate aggregate -> "window aggregate";
      case Node.Aggregate aggregate -> aggregate.aggregates().isEmpty() ? "distinct" : "aggregate";
      case Node.Join join -> "join";
      case Node.WindowJoin join -> "window join";
      case Node.Union union -> "union";
      case Node.Unnest unnest -> "unnest";
      case Node.Sink sink -> "sink";
    };
  }

  static String description(Node node) {
    return switch (node) {
      case Node.Scan scan ->
          scan.table().name()
              + " (connector "
              + scan.table().connector()
              + ") reads "
              + scan.schema().fields().stream()
                  .map(Object::toString)
                  .collect(Collectors.joining(", "));
      case Node.Values values -> values.rows().size() + " rows";
      case Node.Calc calc -> calc(calc);
      case Node.Transform transform -> transform.name();
      case Node.Watermark w ->
          "event time "
              + w.schema().field(w.time()).name()
              + ", watermark "
              + new ExprText(w.input().schema()).of(w.watermark());
      case Node.WindowAggregate a ->
          window(a.window(), a.input().schema())
              + by(names(a.input().schema(), a.keys()))
              + calls(a.aggregates(), a.input().schema());
      case Node.Aggregate a ->
          by(names(a.input().schema(), a.keys())).strip()
              + calls(a.aggregates(), a.input().schema());
      case Node.Join j -> join(j, j.kind().toString(), j.leftKeys(), j.rightKeys(), j.condition());
      case Node.WindowJoin j ->
          join(j, j.kind().toString(), j.leftKeys(), j.rightKeys(), j.condition());
      case Node.Union union -> union.inputs().size() + " inputs";
      case Node.Unnest unnest ->
          new ExprText(unnest.input().schema()).of(unnest.list())
              + " AS "
              + unnest.elements().stream()
                  .map(field -> field.name())
                  .collect(Collectors.joining(", "));
      case Node.Sink sink ->
          sink.table().name()
              + " (connector "
              + sink.table().connector()
              + ")"
              + (sink.table().primaryKey().isEmpty()
                  ? ""
                  : " by " + String.join(", ", sink.table().primaryKey()));
    };
  }

  private static String calc(Node.Calc calc) {
    ExprText text = new ExprText(calc.input().schema());
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < calc.projections().size(); i++) {
      String value = text.of(calc.projections().get(i));
      String name = calc.names().get(i);
      columns.add(value.equals(name) ? name : name + " = " + value);
    }
    String where = calc.filter().map(filter -> "where " + text.of(filter) + "; ").orElse("");
    return where + String.join(", ", columns);
  }

  static List<String> names(Schema schema, int[] columns) {
    List<String> names = new ArrayList<>();
    for (int column : columns) {
      names.add(schema.field(column).name());
    }
    return names;
  }

  private static String by(List<String> keys) {
    return keys.isEmpty() ? "" : " by " + String.join(", ", keys);
  }

  private static String calls(List<AggregateCall> calls, Schema input) {
    String list = calls.stream().map(call -> call(call, input)).collect(Collectors.joining(", "));
    return list.isEmpty() ? "" : ": " + list;
  }

  private static String call(AggregateCall call, Schema input) {
    String args =
        call.args().stream()
            .map(column -> input.field(column).name())
            .collect(Collectors.joining(", "));
    String text =
        call.function()
            + "("
            + (call.distinct() ? "DISTINCT " : "")
            + (args.isEmpty() ? "*" : args)
            + ")";
    return call.filter().isPresent()
        ? text + " FILTER (WHERE " + input.field(call.filter().getAsInt()).name() + ")"
        : text;
  }

  private static String window(WindowSpec window, Schema input) {
    return switch (window) {
      case WindowSpec.Tumble t -> "tumble(" + span(t.size()) + ")";
      case WindowSpec.Hop h -> "hop(" + span(h.slide()) + ", " + span(h.size()) + ")";
      case WindowSpec.Session s -> "session(" + span(WindowSpec.Span.micros(s.gapMicros())) + ")";
      case WindowSpec.Cumulate c -> "cumulate(" + span(c.step()) + ", " + span(c.max()) + ")";
      case WindowSpec.Given g ->
          "the window " + input.field(g.start()).name() + " to " + input.field(g.end()).name();
    };
  }

  private static String span(WindowSpec.Span span) {
    return new Interval(span.months(), span.micros()).toString();
  }

  private static String join(
      Node join, String kind, int[] leftKeys, int[] rightKeys, Optional<Expr> condition) {
    List<String> left = names(join.inputs().get(0).schema(), leftKeys);
    List<String> right = names(join.inputs().get(1).schema(), rightKeys);
    List<String> equal = new ArrayList<>();
    for (int i = 0; i < left.size(); i++) {
      equal.add(left.get(i) + " = " + right.get(i));
    }
    condition.ifPresent(c -> equal.add(new ExprText(join.schema()).of(c)));
    String on = equal.isEmpty() ? "every row with every row" : "on " + String.join(" AND ", equal);
    return kind.toLowerCase(java.util.Locale.ROOT) + " " + on;
  }
}
