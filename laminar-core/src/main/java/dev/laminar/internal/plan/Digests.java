package dev.laminar.internal.plan;

import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.internal.expr.Expr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Names a plan's operators by what they compute, so that an edited query finds the state of what is
 * as it was.
 *
 * <p>Each node is known by the rows that it gives, and each of its columns by what it is. Both are
 * told without places, names of columns, or what merely selects and orders columns: pruning,
 * aliases and projections in between change nothing above them. An operator with state is named by
 * all that its state depends on, the columns that it keeps and their order included; what it gives
 * is named by that name, so whatever is above a changed operator with state is changed, too.
 *
 * <p>Not told: policies for bad rows, parallelism, where results go. Functions in Java cannot be
 * looked into: they are known by their names, inputs and order.
 *
 * <p><b>State:</b> the names. <b>Threads:</b> one to make it, then any.
 */
public final class Digests {

  /**
   * What is known of a node.
   *
   * @param id its name, {@code #2} behind the second of equals
   * @param base the rows that are filtered
   * @param filters what is true of all rows
   * @param columns what each column is
   * @param time where event time comes from; empty if there is none
   * @param lists how many lists have been spread since the rows were made
   */
  private record Known(
      String id,
      String base,
      SortedSet<String> filters,
      List<String> columns,
      String time,
      int lists) {

    /** Rows that an operator makes anew. */
    static Known made(String id, String base, List<String> columns, String time) {
      return new Known(id, base, new TreeSet<>(), columns, time, 0);
    }

    List<String> columns(int[] places) {
      return Arrays.stream(places).mapToObj(columns::get).toList();
    }
  }

  private final Definitions definitions = new Definitions();
  private final ExprDigests expressions = new ExprDigests(definitions);
  private final IdentityHashMap<Node, Known> known = new IdentityHashMap<>();
  private final IdentityHashMap<SinkTable, String> sinks = new IdentityHashMap<>();
  private final Map<String, Integer> equals = new HashMap<>();

  private Digests() {}

  public static Digests of(Plan plan) {
    Digests digests = new Digests();
    for (Node.Sink sink : plan.sinks()) {
      digests.known(sink.input());
      digests.sinks.computeIfAbsent(
          sink.table(), table -> digests.numbered("sink-" + table.name()));
    }
    new TreeMap<>(plan.deadLetters())
        .values()
        .forEach(table -> digests.sinks.put(table, "dead-letters-" + table.name()));
    return digests;
  }

  /** The name of the operator, or of the sink's table. */
  public String id(Node node) {
    return node instanceof Node.Sink sink ? id(sink.table()) : get(node).id();
  }

  /** The name of a table's writers. */
  public String id(SinkTable table) {
    String id = sinks.get(table);
    if (id == null) {
      throw new IllegalArgumentException("the plan does not write '" + table.name() + "'");
    }
    return id;
  }

  /** Why it is named so: what was hashed, line by line, down to the sources. */
  public String describe(Node node) {
    return definitions.describe(get(node).id().replaceFirst("#\\d+$", ""));
  }

  private Known get(Node node) {
    Known found = known.get(node);
    if (found == null) {
      throw new IllegalArgumentException("the node is not of this plan: " + node);
    }
    return found;
  }

  private Known known(Node node) {
    Known found = known.get(node);
    if (found == null) {
      found = make(node);
      known.put(node, found);
    }
    return found;
  }

  private Known make(Node node) {
    return switch (node) {
      case Node.Scan scan -> scan(scan);
      case Node.Values values -> values(values);
      case Node.Calc calc -> calc(calc);
      case Node.Transform transform -> transform(transform);
      case Node.Watermark watermark -> watermark(watermark);
      case Node.WindowAggregate aggregate -> windowAggregate(aggregate);
      case Node.Aggregate aggregate -> aggregate(aggregate);
      case Node.Join join -> join(join);
      case Node.WindowJoin join -> windowJoin(join);
      case Node.Union union -> union(union);
      case Node.Unnest unnest -> unnest(unnest);
      case Node.Sink sink -> throw new IllegalArgumentException("a sink has no readers: " + sink);
    };
  }

  /** Tells equals apart by their order in the plan. */
  private String numbered(String name) {
    int number = equals.merge(name, 1, Integer::sum);
    return number == 1 ? name : name + "#" + number;
  }

  private String rows(Known node) {
    return node.filters().isEmpty()
        ? node.base()
        : definitions.name("filter", node.base(), Definitions.list(List.copyOf(node.filters())));
  }

  // ---- what begins

  /** Two sources are two, even if they read the same: each has its own positions. */
  private Known scan(Node.Scan scan) {
    SourceTable.Identity identity = scan.table().identity();
    String id = numbered(definitions.name("scan", identity.text()));
    List<String> columns = new ArrayList<>();
    for (Field field : scan.schema().fields()) {
      columns.add(column(id, scan.table(), field));
    }
    return Known.made(id, id, columns, "");
  }

  /** A column as the table has it, however much of it is read. */
  private String column(String scan, SourceTable table, Field field) {
    OptionalInt place = table.full().indexOf(field.name());
    Field full = place.isPresent() ? table.full().field(place.getAsInt()) : field;
    boolean byPlace = table.identity().byPosition() && place.isPresent();
    String which = byPlace ? "" + place.getAsInt() : Definitions.quote(field.name());
    return definitions.name("column", scan, which, ExprDigests.type(full.type()));
  }

  private Known values(Node.Values values) {
    List<String> parts = new ArrayList<>();
    parts.add(types(values.schema()));
    values.rows().forEach(row -> parts.add(Definitions.value(row)));
    String id = numbered(definitions.name("values", parts));
    return Known.made(id, id, outputs(id, values.schema().size()), "");
  }

  private static String types(Schema schema) {
    return Definitions.list(schema.types().stream().map(ExprDigests::type).toList());
  }

  private List<String> outputs(String id, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> definitions.name("output", id, Integer.toString(i)))
        .toList();
  }

  // ---- what takes rows where they are

  private Known calc(Node.Calc calc) {
    Known input = known(calc.input());
    SortedSet<String> filters = new TreeSet<>(input.filters());
    calc.filter().ifPresent(f -> filters.addAll(expressions.conjuncts(f, input.columns()::get)));
    List<String> columns =
        calc.projections().stream().map(e -> expressions.of(e, input.columns()::get)).toList();
    String time = calc.timeColumn().isPresent() ? input.time() : "";
    Known made = new Known("", input.base(), filters, columns, time, input.lists());
    String id = definitions.name("calc", rows(made), Definitions.list(columns));
    return new Known(numbered(id), input.base(), filters, columns, time, input.lists());
  }

  /** What Java does to them cannot be seen, so two are two. */
  private Known transform(Node.Transform transform) {
    Known input = known(transform.input());
    String id =
        numbered(
            definitions.name(
                "transform",
                Definitions.quote(transform.name()),
                rows(input),
                Definitions.list(input.columns()),
                types(transform.schema()),
                input.time()));
    String time = transform.timeColumn().isPresent() ? definitions.name("transform-time", id) : "";
    return Known.made(id, id, outputs(id, transform.schema().size()), time);
  }

  private Known watermark(Node.Watermark watermark) {
    Known input = known(watermark.input());
    String time =
        definitions.name(
            "time",
            input.columns().get(watermark.time()),
            expressions.of(watermark.watermark(), input.columns()::get),
            watermark.idleTime().toString());
    String id = numbered(definitions.name("watermark", rows(input), time));
    return new Known(id, input.base(), input.filters(), input.columns(), time, input.lists());
  }

  private Known unnest(Node.Unnest unnest) {
    Known input = known(unnest.input());
    String list = expressions.of(unnest.list(), input.columns()::get);
    int number = input.lists() + 1;
    String spread =
        definitions.name("list", list, Integer.toString(number), unnest.outer() ? "outer" : "");
    List<String> columns = new ArrayList<>(input.columns());
    columns.addAll(outputs(spread, unnest.schema().size() - input.columns().size()));
    String base = definitions.name("unnest", input.base(), spread);
    String id = numbered(definitions.name("spread", base, rows(input)));
    return new Known(id, base, input.filters(), columns, input.time(), number);
  }

  // ---- what has state

  private Known windowAggregate(Node.WindowAggregate node) {
    Known input = known(node.input());
    String name =
        definitions.name(
            "window-aggregate",
            rows(input),
            input.time(),
            Definitions.list(input.columns(node.keys())),
            window(node.window(), input),
            Definitions.list(calls(node.aggregates(), node.input().schema(), input)));
    List<String> columns = new ArrayList<>(input.columns(node.keys()));
    columns.addAll(outputs(name, node.schema().size() - node.keys().length));
    return Known.made(numbered(name), name, columns, definitions.name("window-time", name));
  }

  private static String window(WindowSpec window, Known input) {
    return switch (window) {
      case WindowSpec.Tumble w -> "tumble(" + span(w.size()) + ", " + w.offsetMicros() + ")";
      case WindowSpec.Hop w ->
          "hop(" + span(w.slide()) + ", " + span(w.size()) + ", " + w.offsetMicros() + ")";
      case WindowSpec.Session w -> "session(" + w.gapMicros() + ")";
      case WindowSpec.Cumulate w ->
          "cumulate(" + span(w.step()) + ", " + span(w.max()) + ", " + w.offsetMicros() + ")";
      case WindowSpec.Given w ->
          "given(" + input.columns().get(w.start()) + ", " + input.columns().get(w.end()) + ")";
    };
  }

  private static String span(WindowSpec.Span span) {
    return span.months() == 0 ? span.micros() + " us" : span.months() + " months";
  }

  private Known aggregate(Node.Aggregate node) {
    Known input = known(node.input());
    String name =
        definitions.name(
            "aggregate",
            rows(input),
            Definitions.list(input.columns(node.keys())),
            Definitions.list(calls(node.aggregates(), node.input().schema(), input)));
    List<String> columns = new ArrayList<>(input.columns(node.keys()));
    columns.addAll(outputs(name, node.aggregates().size()));
    return Known.made(numbered(name), name, columns, "");
  }

  /** Whether an argument can be null decides what an accumulator keeps. */
  private List<String> calls(List<AggregateCall> calls, Schema schema, Known input) {
    List<String> names = new ArrayList<>();
    for (AggregateCall call : calls) {
      List<String> parts = new ArrayList<>();
      parts.add(Definitions.quote(call.function()) + (call.distinct() ? " distinct" : ""));
      for (int arg : call.args()) {
        parts.add(input.columns().get(arg) + (schema.field(arg).nullable() ? "" : " not null"));
      }
      parts.add(Definitions.value(call.params()));
      parts.add(call.filter().isPresent() ? input.columns().get(call.filter().getAsInt()) : "");
      for (AggregateCall.SortKey key : call.orderBy()) {
        parts.add(
            input.columns().get(key.column())
                + (key.descending() ? " descending" : "")
                + (key.nullsFirst() ? " nulls first" : ""));
      }
      parts.add(ExprDigests.type(call.type()));
      names.add(definitions.name("function", parts));
    }
    return names;
  }

  private Known join(Node.Join node) {
    Known left = known(node.left());
    Known right = known(node.right());
    List<String> parts = new ArrayList<>();
    parts.add(side(left, node.left().schema(), node.leftKeys()));
    parts.add(side(right, node.right().schema(), node.rightKeys()));
    parts.add(Definitions.list(conditions(node.condition(), left, right)));
    String name = definitions.name("join", join(node.kind(), parts));
    return Known.made(numbered(name), name, joined(left, right), "");
  }

  private Known windowJoin(Node.WindowJoin node) {
    Known left = known(node.left());
    Known right = known(node.right());
    List<String> parts = new ArrayList<>();
    parts.add(side(left, node.left().schema(), node.leftKeys()));
    parts.add(left.columns().get(node.leftWindow()) + " of " + left.time());
    parts.add(side(right, node.right().schema(), node.rightKeys()));
    parts.add(right.columns().get(node.rightWindow()) + " of " + right.time());
    parts.add(Definitions.list(conditions(node.condition(), left, right)));
    String name = definitions.name("window-join", join(node.kind(), parts));
    String time = node.timeColumn().isPresent() ? definitions.name("window-time", name) : "";
    return Known.made(numbered(name), name, joined(left, right), time);
  }

  private static List<String> join(JoinKind kind, List<String> parts) {
    List<String> all = new ArrayList<>();
    all.add(kind.name());
    all.addAll(parts);
    return all;
  }

  /** A side's rows as they are kept: columns in their order, as much of them as is read. */
  private String side(Known input, Schema schema, int[] keys) {
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < schema.size(); i++) {
      kept.add(input.columns().get(i) + " " + ExprDigests.type(schema.field(i).type()));
    }
    return definitions.name(
        "side", rows(input), Definitions.list(kept), Definitions.list(input.columns(keys)));
  }

  private List<String> conditions(Optional<Expr> condition, Known left, Known right) {
    List<String> columns = joined(left, right);
    return condition.map(expr -> expressions.conjuncts(expr, columns::get)).orElse(List.of());
  }

  /** The sides may read the same table. */
  private List<String> joined(Known left, Known right) {
    List<String> columns = new ArrayList<>();
    left.columns().forEach(column -> columns.add(definitions.name("left", column)));
    right.columns().forEach(column -> columns.add(definitions.name("right", column)));
    return columns;
  }

  // ---- unions

  /** The order of the inputs does not matter; a column is what it is in each of them. */
  private Known union(Node.Union union) {
    List<Known> inputs = new ArrayList<>();
    union.inputs().forEach(input -> inputs.add(known(input)));
    inputs.sort((a, b) -> rows(a).compareTo(rows(b)));
    String base = definitions.name("union", inputs.stream().map(this::rows).toList());
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < union.schema().size(); i++) {
      int column = i;
      columns.add(
          definitions.name(
              "union-column", inputs.stream().map(n -> n.columns().get(column)).toList()));
    }
    String time =
        union.timeColumn().isPresent()
            ? definitions.name("union-time", inputs.stream().map(Known::time).toList())
            : "";
    return Known.made(numbered(base), base, columns, time);
  }
}
