package dev.laminar.sql.internal.bind;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.expr.Exprs;

/** Expressions whose value is known when the query is planned. */
final class Constants {

  private Constants() {}

  /** The constant that an expression computes to; what is no constant stays as it is. */
  static Expr require(Expr expr) {
    return Exprs.fold(expr);
  }

  /** The value of a constant, or an error that says what was expected. */
  static Object value(Expr expr, String what) {
    if (Exprs.fold(expr) instanceof Expr.Literal literal && literal.value() != null) {
      return literal.value();
    }
    throw new LaminarException(ErrorCode.INVALID_QUERY, what + " has to be a constant");
  }
}
