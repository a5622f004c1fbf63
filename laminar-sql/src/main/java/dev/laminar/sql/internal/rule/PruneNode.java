package dev.laminar.sql.internal.rule;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.plan.AggregateCall;
import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.plan.WindowSpec;
import dev.laminar.sql.internal.rule.PruneColumns.Need;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Makes a step anew over pruned inputs, without what is not used of it. */
record PruneNode(Need need, List<Pruned> inputs) {

  Pruned apply(Node node) {
    return switch (node) {
      case Node.Scan scan -> scan(scan);
      case Node.Values values -> Pruned.same(values);
      case Node.Sink sink -> Pruned.same(new Node.Sink(input().node(), sink.table()));
      case Node.Transform t ->
          Pruned.same(
              new Node.Transform(
                  input().node(), t.name(), t.schema(), t.function(), t.timeColumn()));
      case Node.Calc calc -> calc(calc);
      case Node.Watermark watermark -> watermark(watermark);
      case Node.WindowAggregate aggregate -> windowAggregate(aggregate);
      case Node.Aggregate aggregate -> aggregate(aggregate);
      case Node.Join join -> join(join);
      case Node.WindowJoin join -> windowJoin(join);
      case Node.Union union -> union(union);
      case Node.Unnest unnest -> unnest(unnest);
    };
  }

  private Pruned input() {
    return inputs.getFirst();
  }

  private static int[] gone(int size) {
    int[] columns = new int[size];
    Arrays.fill(columns, -1);
    return columns;
  }

  private Pruned scan(Node.Scan scan) {
    int size = scan.schema().size();
    int[] columns = gone(size);
    @Nullable Usage[] shapes = new Usage[size];
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Usage usage = need.columns[i];
      if (!usage.isEmpty()) {
        Field field = scan.schema().field(i);
        columns[i] = fields.size();
        shapes[i] = usage.isAll() ? null : usage;
        fields.add(new Field(field.name(), usage.prune(field.type()), field.nullable()));
      }
    }
    if (fields.isEmpty()) {
      int cheapest = cheapest(scan.schema());
      columns[cheapest] = 0;
      fields.add(scan.schema().field(cheapest));
    }
    return new Pruned(new Node.Scan(scan.table(), new Schema(fields)), columns, shapes);
  }

  /** The column that costs least to read, where rows only count. */
  private static int cheapest(Schema schema) {
    for (int i = 0; i < schema.size(); i++) {
      DataType.Layout layout = schema.field(i).type().layout();
      boolean fixed = layout == DataType.Layout.BIT || layout.width() > 0 && layout.width() <= 8;
      if (fixed && layout != DataType.Layout.LIST) {
        return i;
      }
    }
    return 0;
  }

  private Pruned calc(Node.Calc calc) {
    int[] columns = gone(calc.projections().size());
    @Nullable Usage[] shapes = new Usage[columns.length];
    List<Expr> projections = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i : Kept.projections(need, calc)) {
      Expr projection = calc.projections().get(i);
      columns[i] = projections.size();
      shapes[i] = input().shape(projection);
      projections.add(input().place(projection));
      names.add(calc.names().get(i));
    }
    if (projections.isEmpty()) {
      projections.add(new Expr.Literal(true, DataType.BOOLEAN));
      names.add("one");
    }
    OptionalInt time = OptionalInt.empty();
    if (need.time && calc.timeColumn().isPresent()) {
      time = OptionalInt.of(columns[calc.timeColumn().getAsInt()]);
    }
    Optional<Expr> filter = calc.filter().map(input()::place);
    Node node = new Node.Calc(input().node(), filter, projections, names, time, calc.badData());
    return new Pruned(node, columns, shapes);
  }

  private Pruned watermark(Node.Watermark watermark) {
    if (!need.time) {
      return input();
    }
    Node node =
        new Node.Watermark(
            input().node(),
            input().column(watermark.time()),
            input().place(watermark.watermark()),
            watermark.idleTime(),
            watermark.badData());
    return new Pruned(node, input().columns(), input().shapes());
  }

  // ---- groupings

  private Pruned windowAggregate(Node.WindowAggregate node) {
    List<AggregateCall> used = Kept.aggregates(need, node);
    WindowSpec window =
        node.window() instanceof WindowSpec.Given given
            ? new WindowSpec.Given(input().column(given.start()), input().column(given.end()))
            : node.window();
    Node made =
        new Node.WindowAggregate(
            input().node(), input().columns(node.keys()), window, placed(used));
    int first = node.keys().length + 2;
    int[] columns = grouped(node.schema().size(), first, node.aggregates(), used);
    columns[columns.length - 1] = first + used.size();
    return new Pruned(made, columns, new Usage[columns.length]);
  }

  private Pruned aggregate(Node.Aggregate node) {
    List<AggregateCall> used = Kept.aggregates(need, node);
    Node made = new Node.Aggregate(input().node(), input().columns(node.keys()), placed(used));
    int[] columns = grouped(node.schema().size(), node.keys().length, node.aggregates(), used);
    return new Pruned(made, columns, new Usage[columns.length]);
  }

  private static int[] grouped(
      int size, int first, List<AggregateCall> all, List<AggregateCall> used) {
    int[] columns = gone(size);
    for (int i = 0; i < first; i++) {
      columns[i] = i;
    }
    int next = first;
    for (int i = 0; i < all.size() && next - first < used.size(); i++) {
      if (all.get(i) == used.get(next - first)) {
        columns[first + i] = next++;
      }
    }
    return columns;
  }

  private List<AggregateCall> placed(List<AggregateCall> calls) {
    List<AggregateCall> placed = new ArrayList<>();
    for (AggregateCall call : calls) {
      placed.add(
          new AggregateCall(
              call.function(),
              call.args().stream().map(input()::column).toList(),
              call.params(),
              call.distinct(),
              input().column(call.filter()),
              call.orderBy().stream().map(this::placed).toList(),
              call.name(),
              call.type(),
              call.nullable()));
    }
    return placed;
  }

  private AggregateCall.SortKey placed(AggregateCall.SortKey key) {
    return new AggregateCall.SortKey(
        input().column(key.column()), key.descending(), key.nullsFirst());
  }

  // ---- joins

  private Pruned join(Node.Join join) {
    Pruned left = inputs.get(0);
    Pruned right = inputs.get(1);
    int[] leftKeys = left.columns(join.leftKeys());
    int[] rightKeys = right.columns(join.rightKeys());
    Node bare =
        new Node.Join(
            left.node(), right.node(), join.kind(), leftKeys, rightKeys, Optional.empty());
    Pruned both = Pruned.both(bare, left, right);
    Node node =
        new Node.Join(
            left.node(),
            right.node(),
            join.kind(),
            leftKeys,
            rightKeys,
            join.condition().map(both::place));
    return new Pruned(node, both.columns(), both.shapes());
  }

  private Pruned windowJoin(Node.WindowJoin join) {
    Pruned left = inputs.get(0);
    Pruned right = inputs.get(1);
    Pruned both = Pruned.both(windowJoin(join, Optional.empty(), OptionalInt.empty()), left, right);
    Node node = windowJoin(join, join.condition().map(both::place), both.column(join.timeColumn()));
    return new Pruned(node, both.columns(), both.shapes());
  }

  private Node windowJoin(Node.WindowJoin join, Optional<Expr> condition, OptionalInt time) {
    Pruned left = inputs.get(0);
    Pruned right = inputs.get(1);
    return new Node.WindowJoin(
        left.node(),
        right.node(),
        join.kind(),
        left.columns(join.leftKeys()),
        right.columns(join.rightKeys()),
        left.column(join.leftWindow()),
        right.column(join.rightWindow()),
        condition,
        time);
  }

  // ---- unions and lists

  private Pruned union(Node.Union union) {
    boolean[] kept = Kept.columns(need, union.timeColumn());
    int[] columns = gone(kept.length);
    int next = 0;
    for (int i = 0; i < kept.length; i++) {
      columns[i] = kept[i] ? next++ : -1;
    }
    OptionalInt time =
        need.time && union.timeColumn().isPresent()
            ? OptionalInt.of(columns[union.timeColumn().getAsInt()])
            : OptionalInt.empty();
    List<Node> parts = new ArrayList<>();
    for (Pruned input : inputs) {
      parts.add(selected(input, union, kept, time));
    }
    return new Pruned(new Node.Union(parts, time), columns, new Usage[columns.length]);
  }

  /** All parts of a union have the same columns. */
  private static Node selected(Pruned input, Node.Union union, boolean[] kept, OptionalInt time) {
    List<Expr> projections = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < kept.length; i++) {
      if (kept[i]) {
        int column = input.column(i);
        Field field = input.schema().field(column);
        projections.add(new Expr.ColumnRef(column, field.type(), field.nullable()));
        names.add(union.schema().field(i).name());
      }
    }
    Node.Calc calc =
        new Node.Calc(input.node(), Optional.empty(), projections, names, time, BadData.FAIL);
    return Calcs.isIdentity(calc) ? input.node() : calc;
  }

  private Pruned unnest(Node.Unnest unnest) {
    Node node =
        new Node.Unnest(
            input().node(),
            input().place(unnest.list()),
            unnest.elements(),
            unnest.spread(),
            unnest.ordinality(),
            unnest.outer());
    int size = unnest.schema().size();
    int width = input().columns().length;
    int[] columns = Arrays.copyOf(input().columns(), size);
    @Nullable Usage[] shapes = Arrays.copyOf(input().shapes(), size);
    for (int i = width; i < size; i++) {
      columns[i] = input().schema().size() + i - width;
    }
    return new Pruned(node, columns, shapes);
  }
}
