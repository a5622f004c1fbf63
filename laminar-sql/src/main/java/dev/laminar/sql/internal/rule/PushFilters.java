package dev.laminar.sql.internal.rule;

import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.plan.JoinKind;
import dev.laminar.internal.plan.Node;
import dev.laminar.sql.internal.bind.Conjuncts;
import dev.laminar.sql.internal.bind.Trees;
import dev.laminar.sql.internal.bind.Volatility;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Moves conditions towards the sources, so that exchanges and states see fewer rows.
 *
 * <p>A condition passes projections, unions, the kept sides of joins, and groupings if it concerns
 * keys. It stays above watermarks, which have to see every row, and above what other readers share,
 * except for projections, which it takes a copy of.
 */
final class PushFilters {

  /** A condition under way, with the policy for rows on which it fails. */
  private record Filter(Expr condition, BadData badData) {
    Filter over(Expr moved) {
      return new Filter(moved, badData);
    }
  }

  private final IdentityHashMap<Node, Integer> readers;
  private final IdentityHashMap<Node, Node> unfiltered = new IdentityHashMap<>();

  private PushFilters(IdentityHashMap<Node, Integer> readers) {
    this.readers = readers;
  }

  static List<Node> apply(List<Node> roots) {
    PushFilters rule = new PushFilters(readers(roots));
    List<Node> pushed = new ArrayList<>();
    roots.forEach(root -> pushed.add(rule.push(root, List.of())));
    return pushed;
  }

  /** How many readers each node has; a calculation passes on those that it has itself. */
  private static IdentityHashMap<Node, Integer> readers(List<Node> roots) {
    IdentityHashMap<Node, Integer> readers = new IdentityHashMap<>();
    for (Node node : Nodes.readersFirst(roots)) {
      int through = node instanceof Node.Calc ? readers.getOrDefault(node, 1) : 1;
      node.inputs().forEach(input -> readers.merge(input, through, Integer::sum));
    }
    return readers;
  }

  private Node push(Node node, List<Filter> filters) {
    if (filters.isEmpty()) {
      Node known = unfiltered.get(node);
      if (known == null) {
        known = into(node, List.of());
        unfiltered.put(node, known);
      }
      return known;
    }
    boolean passes = node instanceof Node.Calc || readers.getOrDefault(node, 0) < 2;
    return passes ? into(node, filters) : above(push(node, List.of()), filters);
  }

  /** Puts the conditions into the step as far as they may go. */
  private Node into(Node node, List<Filter> filters) {
    return switch (node) {
      case Node.Calc calc -> calc(calc, filters);
      case Node.Union union ->
          new Node.Union(
              union.inputs().stream().map(input -> push(input, filters)).toList(),
              union.timeColumn());
      case Node.Unnest unnest -> below(unnest, filters, unnest.input().schema().size());
      case Node.Aggregate aggregate -> grouped(aggregate, aggregate.keys(), filters);
      case Node.WindowAggregate aggregate -> grouped(aggregate, aggregate.keys(), filters);
      case Node.Join join -> join(join, join.kind(), filters);
      case Node.WindowJoin join -> join(join, join.kind(), filters);
      case Node.Scan scan -> above(scan, filters);
      case Node.Values values -> above(values, filters);
      case Node.Transform transform -> above(unfilteredInputs(transform), filters);
      case Node.Watermark watermark -> above(unfilteredInputs(watermark), filters);
      case Node.Sink sink -> unfilteredInputs(sink);
    };
  }

  private Node unfilteredInputs(Node node) {
    return Nodes.withInputs(
        node, node.inputs().stream().map(input -> push(input, List.of())).toList());
  }

  private Node calc(Node.Calc calc, List<Filter> filters) {
    boolean settled = calc.projections().stream().noneMatch(Volatility::isVolatile);
    if (!settled && !filters.isEmpty()) {
      return above(push(calc, List.of()), filters);
    }
    List<Filter> all = new ArrayList<>();
    List<Expr> kept = new ArrayList<>();
    for (Expr condition : calc.filter().map(Conjuncts::of).orElse(List.of())) {
      if (Volatility.isVolatile(condition)) {
        kept.add(condition);
      } else {
        all.add(new Filter(condition, calc.badData()));
      }
    }
    for (Filter filter : filters) {
      all.add(filter.over(Trees.substitute(filter.condition(), calc.projections())));
    }
    return new Node.Calc(
        push(calc.input(), all),
        Conjuncts.all(kept),
        calc.projections(),
        calc.names(),
        calc.timeColumn(),
        calc.badData());
  }

  /** Conditions on the first {@code width} columns go below a step with one input. */
  private Node below(Node node, List<Filter> filters, int width) {
    List<Filter> down = new ArrayList<>();
    List<Filter> up = new ArrayList<>();
    for (Filter filter : filters) {
      boolean passes = movable(filter) && Trees.columns(filter.condition()).length() <= width;
      (passes ? down : up).add(filter);
    }
    Node moved = Nodes.withInputs(node, List.of(push(node.inputs().getFirst(), down)));
    return above(moved, up);
  }

  private Node grouped(Node node, int[] keys, List<Filter> filters) {
    List<Filter> down = new ArrayList<>();
    List<Filter> up = new ArrayList<>();
    for (Filter filter : filters) {
      if (movable(filter) && Trees.columns(filter.condition()).length() <= keys.length) {
        down.add(filter.over(Trees.mapColumns(filter.condition(), column -> keys[column])));
      } else {
        up.add(filter);
      }
    }
    Node moved = Nodes.withInputs(node, List.of(push(node.inputs().getFirst(), down)));
    return above(moved, up);
  }

  private Node join(Node join, JoinKind kind, List<Filter> filters) {
    int width = join.inputs().getFirst().schema().size();
    List<Filter> left = new ArrayList<>();
    List<Filter> right = new ArrayList<>();
    List<Filter> up = new ArrayList<>();
    IntUnaryOperator shift = column -> column - width;
    for (Filter filter : filters) {
      BitSet columns = Trees.columns(filter.condition());
      if (!movable(filter)) {
        up.add(filter);
      } else if (columns.length() <= width && !kind.keepsRight()) {
        left.add(filter);
      } else if (columns.nextSetBit(0) >= width && !kind.keepsLeft()) {
        right.add(filter.over(Trees.mapColumns(filter.condition(), shift)));
      } else {
        up.add(filter);
      }
    }
    List<Node> inputs =
        List.of(push(join.inputs().get(0), left), push(join.inputs().get(1), right));
    return above(Nodes.withInputs(join, inputs), up);
  }

  /** Whether the condition says the same wherever it stands, and concerns a column at all. */
  private static boolean movable(Filter filter) {
    return !Trees.columns(filter.condition()).isEmpty()
        && !Volatility.isVolatile(filter.condition());
  }

  /** Keeps the rows for which the conditions are true right above a step. */
  private static Node above(Node node, List<Filter> filters) {
    Node result = node;
    for (int i = 0; i < filters.size(); ) {
      BadData badData = filters.get(i).badData();
      List<Expr> same = new ArrayList<>();
      while (i < filters.size() && filters.get(i).badData().equals(badData)) {
        same.add(filters.get(i++).condition());
      }
      result = Calcs.filter(result, Conjuncts.all(same).orElseThrow(), badData);
    }
    return result;
  }
}
