package dev.laminar.sql.internal.rule;

import dev.laminar.internal.plan.Node;
import dev.laminar.sql.internal.bind.Volatility;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Makes one node of equal ones over the same inputs, so that a query written twice is computed
 * once. Names of columns do not count, except to sinks.
 */
final class ShareEqual {

  /** What makes a node: its kind, its inputs by number, and what else it is told. */
  private record Key(Class<?> kind, List<Integer> inputs, List<Object> properties) {}

  private final Map<Key, Node> known = new HashMap<>();
  private final IdentityHashMap<Node, Integer> numbers = new IdentityHashMap<>();

  private ShareEqual() {}

  static List<Node> apply(List<Node> roots) {
    ShareEqual rule = new ShareEqual();
    return Nodes.rewrite(roots, rule::shared);
  }

  private Node shared(Node node) {
    List<Object> properties = properties(node);
    if (properties.isEmpty()) {
      return numbered(node);
    }
    List<Integer> inputs = new ArrayList<>();
    node.inputs().forEach(input -> inputs.add(numbers.get(input)));
    return known.computeIfAbsent(
        new Key(node.getClass(), inputs, properties), key -> numbered(node));
  }

  private Node numbered(Node node) {
    numbers.putIfAbsent(node, numbers.size());
    return node;
  }

  /** What two nodes have to agree on to be one; empty if they never are. */
  private static List<Object> properties(Node node) {
    return switch (node) {
      case Node.Scan scan -> List.of();
      case Node.Values values -> List.of();
      case Node.Transform transform -> List.of();
      case Node.Sink sink -> List.of();
      case Node.Calc c when isVolatile(c) -> List.of();
      case Node.Calc c -> List.of(c.filter(), c.projections(), c.timeColumn(), c.badData());
      case Node.Watermark w -> List.of(w.time(), w.watermark(), w.idleTime(), w.badData());
      case Node.WindowAggregate a -> List.of(ints(a.keys()), a.window(), a.aggregates());
      case Node.Aggregate a -> List.of(ints(a.keys()), a.aggregates());
      case Node.Join j -> List.of(j.kind(), ints(j.leftKeys()), ints(j.rightKeys()), j.condition());
      case Node.WindowJoin j ->
          List.of(
              j.kind(),
              ints(j.leftKeys()),
              ints(j.rightKeys()),
              j.leftWindow(),
              j.rightWindow(),
              j.condition(),
              j.timeColumn());
      case Node.Union u -> List.of(u.timeColumn());
      case Node.Unnest u -> List.of(u.list(), u.elements(), u.spread(), u.ordinality(), u.outer());
    };
  }

  private static boolean isVolatile(Node.Calc calc) {
    return calc.projections().stream().anyMatch(Volatility::isVolatile)
        || calc.filter().filter(Volatility::isVolatile).isPresent();
  }

  private static List<Integer> ints(int[] columns) {
    return IntStream.of(columns).boxed().toList();
  }
}
