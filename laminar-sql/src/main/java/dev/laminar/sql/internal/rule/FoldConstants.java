package dev.laminar.sql.internal.rule;

import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.expr.Exprs;
import dev.laminar.internal.plan.Node;
import dev.laminar.sql.internal.bind.Conjuncts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Computes what is known when the query is planned, and drops conditions that are always true. */
final class FoldConstants {

  private FoldConstants() {}

  static List<Node> apply(List<Node> roots) {
    return Nodes.rewrite(roots, FoldConstants::fold);
  }

  private static Node fold(Node node) {
    return switch (node) {
      case Node.Calc c ->
          new Node.Calc(
              c.input(),
              c.filter().flatMap(FoldConstants::condition),
              c.projections().stream().map(FoldConstants::fold).toList(),
              c.names(),
              c.timeColumn(),
              c.badData());
      case Node.Watermark w ->
          new Node.Watermark(w.input(), w.time(), fold(w.watermark()), w.idleTime(), w.badData());
      case Node.Join j ->
          new Node.Join(
              j.left(),
              j.right(),
              j.kind(),
              j.leftKeys(),
              j.rightKeys(),
              j.condition().flatMap(FoldConstants::condition));
      case Node.WindowJoin j ->
          new Node.WindowJoin(
              j.left(),
              j.right(),
              j.kind(),
              j.leftKeys(),
              j.rightKeys(),
              j.leftWindow(),
              j.rightWindow(),
              j.condition().flatMap(FoldConstants::condition),
              j.timeColumn());
      default -> node;
    };
  }

  private static Expr fold(Expr expr) {
    Expr folded = Exprs.fold(expr);
    return folded.type().equals(expr.type()) ? folded : expr;
  }

  private static Optional<Expr> condition(Expr condition) {
    List<Expr> parts = new ArrayList<>();
    Conjuncts.of(condition).forEach(part -> parts.addAll(Conjuncts.of(fold(part))));
    return Conjuncts.all(parts.stream().distinct().toList());
  }
}
