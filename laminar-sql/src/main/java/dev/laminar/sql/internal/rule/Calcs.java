package dev.laminar.sql.internal.rule;

import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.plan.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes and recognises simple calculations. */
final class Calcs {

  private Calcs() {}

  static List<Expr> columns(Schema schema) {
    List<Expr> columns = new ArrayList<>();
    for (int i = 0; i < schema.size(); i++) {
      Field field = schema.field(i);
      columns.add(new Expr.ColumnRef(i, field.type(), field.nullable()));
    }
    return columns;
  }

  /** The rows for which the condition is true, as they are. */
  static Node.Calc filter(Node input, Expr condition, BadData badData) {
    Schema schema = input.schema();
    return new Node.Calc(
        input,
        Optional.of(condition),
        columns(schema),
        schema.names(),
        input.timeColumn(),
        badData);
  }

  /** Whether it hands its input on as it is, names aside. */
  static boolean isIdentity(Node.Calc calc) {
    if (calc.filter().isPresent()
        || calc.projections().size() != calc.input().schema().size()
        || !calc.timeColumn().equals(calc.input().timeColumn())) {
      return false;
    }
    for (int i = 0; i < calc.projections().size(); i++) {
      if (!(calc.projections().get(i) instanceof Expr.ColumnRef ref) || ref.index() != i) {
        return false;
      }
    }
    return true;
  }

  /** Whether no row can fail in it. */
  static boolean isSafe(Node.Calc calc) {
    return calc.filter().isEmpty() && calc.projections().stream().allMatch(Calcs::isTrivial);
  }

  /** Whether computing it costs nothing. */
  static boolean isTrivial(Expr expr) {
    return switch (expr) {
      case Expr.ColumnRef ref -> true;
      case Expr.Literal literal -> true;
      case Expr.FieldOf field -> isTrivial(field.struct());
      default -> false;
    };
  }
}
