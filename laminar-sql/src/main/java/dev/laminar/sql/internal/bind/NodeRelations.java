package dev.laminar.sql.internal.bind;

import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.plan.Node;
import dev.laminar.sql.internal.bind.Relation.WindowColumns;
import java.util.ArrayList;
import java.util.List;

/** Relations of nodes that were built without SQL: finds out which columns hold windows. */
public final class NodeRelations {

  private NodeRelations() {}

  /** All columns of the node by their names. */
  public static Relation of(Node node) {
    Relation plain = Relations.of(node, policy(node));
    return new Relation(node, plain.outputs(), windows(node), plain.badData());
  }

  private static BadData policy(Node node) {
    BadData own =
        switch (node) {
          case Node.Scan scan -> scan.table().badData();
          case Node.Calc calc -> calc.badData();
          case Node.Watermark watermark -> watermark.badData();
          default -> BadData.DROP;
        };
    boolean leaf = node.inputs().isEmpty() && !(node instanceof Node.Scan);
    return node.inputs().stream()
        .map(NodeRelations::policy)
        .reduce(leaf ? BadData.FAIL : own, BadDataPolicies::stricter);
  }

  private static List<WindowColumns> windows(Node node) {
    return switch (node) {
      case Node.WindowAggregate aggregate ->
          List.of(new WindowColumns(aggregate.keys().length, aggregate.keys().length + 1, false));
      case Node.Calc calc -> projected(calc);
      case Node.Unnest unnest -> windows(unnest.input());
      case Node.WindowJoin join when join.timeColumn().isPresent() -> joined(join);
      default -> List.of();
    };
  }

  private static List<WindowColumns> joined(Node.WindowJoin join) {
    List<WindowColumns> windows = new ArrayList<>();
    if (!join.kind().keepsRight()) {
      windows.addAll(windows(join.left()));
    }
    if (!join.kind().keepsLeft()) {
      int shift = join.left().schema().size();
      windows(join.right()).forEach(window -> windows.add(window.shifted(shift)));
    }
    return windows;
  }

  private static List<WindowColumns> projected(Node.Calc calc) {
    List<WindowColumns> moved = new ArrayList<>();
    for (WindowColumns window : windows(calc.input())) {
      for (int start = 0; start < calc.projections().size(); start++) {
        for (int end = 0; end < calc.projections().size(); end++) {
          if (isColumn(calc, start, window.start()) && isColumn(calc, end, window.end())) {
            moved.add(new WindowColumns(start, end, window.fixed()));
          }
        }
      }
    }
    return moved;
  }

  private static boolean isColumn(Node.Calc calc, int position, int column) {
    return calc.projections().get(position) instanceof Expr.ColumnRef ref && ref.index() == column;
  }
}
