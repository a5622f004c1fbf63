package dev.laminar.sql.internal.bind;

import dev.laminar.internal.expr.Expr;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;

/**
 * Where an expression stands, and what therefore may be in it beside functions of one row. The
 * defaults refuse everything; {@link #clause} is what the messages call the place.
 */
interface Place {

  String clause();

  /** A name that no table has: an alias of the select list, where those count. */
  default Optional<Expr> otherName(SqlIdentifier identifier) {
    return Optional.empty();
  }

  default Expr aggregate(AggregateRequest request) {
    throw BindError.invalid(
        request.call(),
        "aggregate "
            + request.name()
            + " cannot be used in "
            + clause()
            + (clause().equals("WHERE") ? "; put the condition into HAVING" : ""));
  }

  default Expr window(SqlCall call, Supplier<Expr> window) {
    throw BindError.invalid(
        call,
        call.getOperator().getName()
            + "(…) makes windows and has to stand in GROUP BY, not in "
            + clause());
  }

  default Expr unnest(SqlCall call, Supplier<Expr> list) {
    throw BindError.invalid(
        call, "unnest makes rows and can stand in the select list or in FROM, not in " + clause());
  }

  default Expr scalarQuery(SqlCall query) {
    throw BindError.unsupported(
        query, "a query as a value is not supported in " + clause() + "; join it instead");
  }

  /** A place with nothing special. */
  static Place plain(String clause) {
    return () -> clause;
  }
}
