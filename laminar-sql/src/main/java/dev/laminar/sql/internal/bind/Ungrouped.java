package dev.laminar.sql.internal.bind;

import dev.laminar.LaminarException;
import dev.laminar.internal.expr.Expr;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/** Finds and names the part of an expression that has no one value in a group. */
final class Ungrouped {

  private final Scope scope;
  private final Grouping grouping;

  Ungrouped(Scope scope, Grouping grouping) {
    this.scope = scope;
    this.grouping = grouping;
  }

  LaminarException error(SqlNode node, String clause) {
    if (node instanceof SqlIdentifier star && star.isStar()) {
      return BindError.invalid(
          star, "* has columns that are not in GROUP BY; name those that are, or aggregates");
    }
    SqlNode culprit = culprit(node);
    if (culprit instanceof SqlCall window) {
      return BindError.invalid(
          window, "this window is another than the one in GROUP BY; write the same or its alias");
    }
    SqlNode place = culprit == null ? node : culprit;
    return BindError.invalid(
        place,
        "'"
            + name(place)
            + "' in "
            + clause
            + " is neither in GROUP BY nor inside an aggregate such as max("
            + name(place)
            + ")");
  }

  private static String name(SqlNode node) {
    return node instanceof SqlIdentifier identifier
        ? String.join(".", identifier.names)
        : node.toString();
  }

  private @Nullable SqlNode culprit(SqlNode node) {
    if (node instanceof SqlIdentifier identifier) {
      return isCulprit(identifier) ? identifier : null;
    }
    if (!(node instanceof SqlCall call) || isAggregate(call)) {
      return null;
    }
    if (SelectList.isWindowCall(call)) {
      return call;
    }
    for (SqlNode operand : call.getOperandList()) {
      boolean isAlias = call.getKind() == SqlKind.AS && operand != call.operand(0);
      SqlNode found = operand == null || isAlias ? null : culprit(operand);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private boolean isCulprit(SqlIdentifier identifier) {
    try {
      Expr value = scope.resolve(identifier);
      return grouping.rebase(value).isEmpty();
    } catch (LaminarException notAColumn) {
      return false;
    }
  }

  private static boolean isAggregate(SqlCall call) {
    return call.getKind() == SqlKind.FILTER
        || call.getKind() == SqlKind.WITHIN_GROUP
        || call.getOperator() instanceof SqlFunction function
            && AggregateRequest.isAggregate(ExpressionBinder.functionName(function));
  }
}
