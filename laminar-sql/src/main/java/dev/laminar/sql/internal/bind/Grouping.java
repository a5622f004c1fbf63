package dev.laminar.sql.internal.bind;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.plan.AggregateCall;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.plan.WindowSpec;
import dev.laminar.sql.internal.bind.Relation.WindowColumns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * GROUP BY: collects keys and aggregates, makes the node, and says what expressions over the input
 * mean over the groups. One use.
 *
 * <p>While expressions are bound, aggregate i is column {@link #AGGREGATES} + i. Afterwards {@link
 * #rebase} puts each key and aggregate where the node has it.
 */
final class Grouping {

  static final int AGGREGATES = 1 << 24;
  private static final int OUTPUT = 1 << 25;

  private final Relation input;
  private final AggregateBinder aggregates;
  private final List<Expr> keys;
  private final Map<Expr, Expr> replacements = new LinkedHashMap<>();

  Grouping(Relation input, Scope scope, List<Expr> keys) {
    this.input = input;
    this.keys = keys;
    this.aggregates = new AggregateBinder(input, scope, !keys.isEmpty());
  }

  /** The aggregate's value, as a column that {@link #rebase} knows. */
  Expr aggregate(AggregateRequest request) {
    return aggregates.add(request);
  }

  boolean hasAggregates() {
    return !aggregates.isEmpty();
  }

  /** Whether a window that is only named has to become columns first. */
  boolean needsWindows() {
    return aggregates.needsWindows();
  }

  // ---- the node

  /** The groups; its outputs are to be filled from rebased expressions. */
  Relation build() {
    Optional<WindowKey> window = WindowKey.find(keys, input);
    List<Expr> plain = window.map(w -> w.others(keys)).orElse(keys);
    Projection projection = new Projection();
    int[] keyColumns = new int[plain.size()];
    for (int i = 0; i < plain.size(); i++) {
      keyColumns[i] = projection.append(plain.get(i), keyName(plain.get(i), i));
    }
    List<AggregateCall> calls = aggregates.calls(projection);
    return window.isPresent()
        ? windowed(window.get(), plain, keyColumns, projection, calls)
        : unwindowed(plain, keyColumns, projection, calls);
  }

  private String keyName(Expr key, int index) {
    return key instanceof Expr.ColumnRef ref
        ? input.node().schema().field(ref.index()).name()
        : "key" + (index + 1);
  }

  private Relation unwindowed(
      List<Expr> plain, int[] keyColumns, Projection projection, List<AggregateCall> calls) {
    if (projection.size() == 0) {
      projection.append(new Expr.Literal(true, dev.laminar.data.DataType.BOOLEAN), "one");
    }
    Node below = projection.over(input.node(), OptionalInt.empty(), input.badData());
    Node node = new Node.Aggregate(below, keyColumns, calls);
    replaceKeys(plain);
    replaceAggregates(calls, plain.size());
    return new Relation(node, List.of(), List.of(), input.badData());
  }

  private Relation windowed(
      WindowKey window,
      List<Expr> plain,
      int[] keyColumns,
      Projection projection,
      List<AggregateCall> calls) {
    timeColumn(input, window.function());
    WindowSpec spec = window.spec(projection);
    OptionalInt time = projection.keepTime(input.node());
    Node below = projection.over(input.node(), time, input.badData());
    Node node = new Node.WindowAggregate(below, keyColumns, spec, calls);
    int start = plain.size();
    replaceKeys(plain);
    window
        .replacements(OUTPUT + start, OUTPUT + start + 1, OUTPUT + start + 2 + calls.size())
        .forEach(replacements::putIfAbsent);
    replaceAggregates(calls, start + 2);
    WindowColumns columns = new WindowColumns(start, start + 1, window.fixed());
    return new Relation(node, List.of(), List.of(columns), input.badData());
  }

  private void replaceKeys(List<Expr> plain) {
    for (int i = 0; i < plain.size(); i++) {
      Expr key = plain.get(i);
      replacements.put(key, new Expr.ColumnRef(OUTPUT + i, key.type(), key.nullable()));
    }
  }

  private void replaceAggregates(List<AggregateCall> calls, int first) {
    for (int i = 0; i < calls.size(); i++) {
      AggregateCall call = calls.get(i);
      replacements.put(
          new Expr.ColumnRef(AGGREGATES + i, call.type(), call.nullable()),
          new Expr.ColumnRef(OUTPUT + first + i, call.type(), call.nullable()));
    }
  }

  /** The input's event time, or an error that says why there is none. */
  static int timeColumn(Relation input, Expr.Call pending) {
    return timeColumn(input, Windows.functionOf(pending));
  }

  static int timeColumn(Relation input, String function) {
    return input
        .node()
        .timeColumn()
        .orElseThrow(
            () ->
                new LaminarException(
                    ErrorCode.INVALID_QUERY,
                    function
                        + " needs event time, which its input has lost: rows of an unwindowed"
                        + " GROUP BY, DISTINCT or JOIN have none. Window the inputs first, or write"
                        + " the result to a table that has a WATERMARK"));
  }

  // ---- expressions over the groups

  /**
   * The expression over the node's columns, or empty if it uses what is neither key nor aggregate.
   */
  Optional<Expr> rebase(Expr expr) {
    Expr replaced = replace(expr);
    boolean complete =
        !Trees.any(
            replaced,
            part ->
                Windows.isPending(part)
                    || part instanceof Expr.ColumnRef ref && ref.index() < OUTPUT);
    return complete
        ? Optional.of(
            Trees.mapColumns(
                replaced, column -> column < Unnests.ELEMENTS ? column - OUTPUT : column))
        : Optional.empty();
  }

  private Expr replace(Expr expr) {
    Expr replacement = replacements.get(expr);
    if (replacement != null) {
      return replacement;
    }
    List<Expr> children = Trees.children(expr);
    if (children.isEmpty()) {
      return expr;
    }
    List<Expr> replaced = new ArrayList<>(children.size());
    children.forEach(child -> replaced.add(replace(child)));
    Expr result = Trees.withChildren(expr, replaced);
    return result instanceof Expr.FieldOf field
        ? Fields.field(field.struct(), field.index())
        : result;
  }
}
