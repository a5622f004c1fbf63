package dev.laminar.sql.internal.rule;

import dev.laminar.internal.expr.Expr;
import dev.laminar.sql.internal.bind.Trees;

/** Takes apart what was only put together. */
final class Simplify {

  private Simplify() {}

  /** A field of a struct that is made on the spot is the value that it is made from. */
  static Expr fields(Expr expr) {
    return Trees.rewrite(
        expr,
        part ->
            part instanceof Expr.FieldOf field
                    && field.struct() instanceof Expr.Call call
                    && call.function().equals("row")
                ? call.args().get(field.index())
                : part);
  }
}
