package dev.laminar.internal.expr;

/** Simplifies expressions before they are compiled. Stateless. */
public final class Exprs {

  private Exprs() {}

  static boolean isNull(Expr expr) {
    return expr instanceof Expr.Literal literal && literal.value() == null;
  }

  /** The expression with what is known beforehand computed. */
  public static Expr fold(Expr expr) {
    return simplify(expr);
  }

  static Expr simplify(Expr expr) {
    return switch (expr) {
      case Expr.FieldOf field
          when field.struct() instanceof Expr.Call call && call.function().equals("row") ->
          call.args().get(field.index());
      default -> expr;
    };
  }
}
