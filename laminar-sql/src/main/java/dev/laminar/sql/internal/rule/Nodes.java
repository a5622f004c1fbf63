package dev.laminar.sql.internal.rule;

import dev.laminar.internal.plan.Node;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Walks over plans, in which a node may have several readers. */
final class Nodes {

  private Nodes() {}

  /** How many readers each node has. */
  static IdentityHashMap<Node, Integer> readers(List<Node> roots) {
    IdentityHashMap<Node, Integer> readers = new IdentityHashMap<>();
    roots.forEach(root -> count(root, readers));
    return readers;
  }

  private static void count(Node node, IdentityHashMap<Node, Integer> readers) {
    if (readers.merge(node, 1, Integer::sum) == 1) {
      node.inputs().forEach(input -> count(input, readers));
    }
  }

  /** All nodes, each before its inputs. */
  static List<Node> readersFirst(List<Node> roots) {
    List<Node> inputsFirst = new ArrayList<>();
    IdentityHashMap<Node, Boolean> seen = new IdentityHashMap<>();
    roots.forEach(root -> collect(root, seen, inputsFirst));
    return inputsFirst.reversed();
  }

  private static void collect(
      Node node, IdentityHashMap<Node, Boolean> seen, List<Node> inputsFirst) {
    if (seen.put(node, true) == null) {
      node.inputs().forEach(input -> collect(input, seen, inputsFirst));
      inputsFirst.add(node);
    }
  }

  /** Rewrites each node once, inputs first. */
  static List<Node> rewrite(List<Node> roots, UnaryOperator<Node> step) {
    return rewrite(roots, (original, rebuilt) -> step.apply(rebuilt));
  }

  /** The same; the step is told the original node, and the one over rewritten inputs. */
  static List<Node> rewrite(List<Node> roots, BinaryOperator<Node> step) {
    IdentityHashMap<Node, Node> done = new IdentityHashMap<>();
    List<Node> rewritten = new ArrayList<>();
    roots.forEach(root -> rewritten.add(rewrite(root, step, done)));
    return rewritten;
  }

  private static Node rewrite(
      Node node, BinaryOperator<Node> step, IdentityHashMap<Node, Node> done) {
    Node known = done.get(node);
    if (known != null) {
      return known;
    }
    List<Node> inputs = new ArrayList<>();
    node.inputs().forEach(input -> inputs.add(rewrite(input, step, done)));
    Node result = step.apply(node, withInputs(node, inputs));
    done.put(node, result);
    return result;
  }

  /** The same step over other inputs; the node itself if they are the same. */
  static Node withInputs(Node node, List<Node> inputs) {
    boolean same = true;
    for (int i = 0; i < inputs.size(); i++) {
      same &= inputs.get(i) == node.inputs().get(i);
    }
    if (same) {
      return node;
    }
    Node first = inputs.getFirst();
    return switch (node) {
      case Node.Scan scan -> scan;
      case Node.Values values -> values;
      case Node.Calc c ->
          new Node.Calc(first, c.filter(), c.projections(), c.names(), c.timeColumn(), c.badData());
      case Node.Transform t ->
          new Node.Transform(first, t.name(), t.schema(), t.function(), t.timeColumn());
      case Node.Watermark w ->
          new Node.Watermark(first, w.time(), w.watermark(), w.idleTime(), w.badData());
      case Node.WindowAggregate a ->
          new Node.WindowAggregate(first, a.keys(), a.window(), a.aggregates());
      case Node.Aggregate a -> new Node.Aggregate(first, a.keys(), a.aggregates());
      case Node.Join j ->
          new Node.Join(first, inputs.get(1), j.kind(), j.leftKeys(), j.rightKeys(), j.condition());
      case Node.WindowJoin j ->
          new Node.WindowJoin(
              first,
              inputs.get(1),
              j.kind(),
              j.leftKeys(),
              j.rightKeys(),
              j.leftWindow(),
              j.rightWindow(),
              j.condition(),
              j.timeColumn());
      case Node.Union u -> new Node.Union(inputs, u.timeColumn());
      case Node.Unnest u ->
          new Node.Unnest(first, u.list(), u.elements(), u.spread(), u.ordinality(), u.outer());
      case Node.Sink s -> new Node.Sink(first, s.table());
    };
  }
}
