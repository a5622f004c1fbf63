package dev.laminar.sql.internal.rule;

import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.plan.Node;
import dev.laminar.sql.internal.bind.Conjuncts;
import dev.laminar.sql.internal.bind.Trees;
import dev.laminar.sql.internal.bind.Volatility;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Makes one calculation of two that follow each other, and leaves out those that do nothing. What
 * is computed once for several readers stays so, unless it costs nothing.
 */
final class MergeCalcs {

  /** Expressions larger than this stay in steps: substituting them again and again explodes. */
  private static final int MAX_SIZE = 2000;

  private final IdentityHashMap<Node, Integer> readers;

  private MergeCalcs(IdentityHashMap<Node, Integer> readers) {
    this.readers = readers;
  }

  static List<Node> apply(List<Node> roots) {
    List<Node> current = roots;
    while (true) {
      MergeCalcs rule = new MergeCalcs(Nodes.readers(current));
      List<Node> merged = Nodes.rewrite(current, rule::merged);
      if (same(current, merged)) {
        return merged;
      }
      current = merged;
    }
  }

  private static boolean same(List<Node> before, List<Node> after) {
    for (int i = 0; i < before.size(); i++) {
      if (before.get(i) != after.get(i)) {
        return false;
      }
    }
    return true;
  }

  private Node merged(Node original, Node node) {
    if (node instanceof Node.Calc calc) {
      boolean shared = readers.getOrDefault(original.inputs().getFirst(), 0) > 1;
      Node merged = calc.input() instanceof Node.Calc below ? merge(calc, below, shared) : calc;
      return merged instanceof Node.Calc c && isSuperfluous(c) ? c.input() : merged;
    }
    if (node instanceof Node.Sink) {
      return node;
    }
    return Nodes.withInputs(node, node.inputs().stream().map(MergeCalcs::withoutIdentity).toList());
  }

  /** Names matter to sinks only. */
  private static boolean isSuperfluous(Node.Calc calc) {
    return Calcs.isIdentity(calc) && calc.names().equals(calc.input().schema().names());
  }

  private static Node withoutIdentity(Node node) {
    return node instanceof Node.Calc calc && Calcs.isIdentity(calc) ? calc.input() : node;
  }

  private static Node merge(Node.Calc above, Node.Calc below, boolean shared) {
    if (shared && !Calcs.isSafe(below) || !samePolicy(above, below)) {
      return above;
    }
    if (below.projections().stream().anyMatch(Volatility::isVolatile)) {
      return above;
    }
    List<Expr> parts = new ArrayList<>(below.filter().map(Conjuncts::of).orElse(List.of()));
    above
        .filter()
        .ifPresent(f -> parts.addAll(Conjuncts.of(Trees.substitute(f, below.projections()))));
    List<Expr> projections = new ArrayList<>();
    for (Expr projection : above.projections()) {
      projections.add(Simplify.fields(Trees.substitute(projection, below.projections())));
    }
    if (projections.stream().mapToInt(MergeCalcs::size).sum() > MAX_SIZE) {
      return above;
    }
    BadData badData = Calcs.isSafe(below) ? above.badData() : below.badData();
    return new Node.Calc(
        below.input(),
        Conjuncts.all(parts.stream().map(Simplify::fields).distinct().toList()),
        projections,
        above.names(),
        above.timeColumn(),
        badData);
  }

  private static boolean samePolicy(Node.Calc above, Node.Calc below) {
    return above.badData().equals(below.badData()) || Calcs.isSafe(above) || Calcs.isSafe(below);
  }

  private static int size(Expr expr) {
    int size = 1;
    for (Expr child : Trees.children(expr)) {
      size = Math.min(MAX_SIZE + 1, size + size(child));
      if (size > MAX_SIZE) {
        return size;
      }
    }
    return size;
  }
}
