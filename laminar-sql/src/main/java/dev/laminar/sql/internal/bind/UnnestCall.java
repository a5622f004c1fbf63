package dev.laminar.sql.internal.bind;

import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUnnestOperator;
import org.jspecify.annotations.Nullable;

/**
 * {@code UNNEST(list) [WITH ORDINALITY] [AS alias(names …)]} in FROM.
 *
 * @param names for the elements' columns; fewer or none if they keep their own
 */
record UnnestCall(SqlNode list, boolean ordinality, @Nullable String alias, List<String> names) {

  /** The call that the node is, perhaps within AS or LATERAL, or null. */
  static @Nullable UnnestCall of(SqlNode node) {
    if (node.getKind() == SqlKind.AS) {
      SqlCall as = (SqlCall) node;
      UnnestCall inner = of(as.operand(0));
      return inner == null ? null : inner.named(as);
    }
    if (node.getKind() == SqlKind.LATERAL) {
      return of(((SqlCall) node).operand(0));
    }
    if (node.getKind() != SqlKind.UNNEST || !(node instanceof SqlCall call)) {
      return null;
    }
    if (call.operandCount() != 1) {
      throw BindError.unsupported(call, "UNNEST takes one list; join several UNNESTs instead");
    }
    boolean ordinality =
        call.getOperator() instanceof SqlUnnestOperator operator && operator.withOrdinality;
    return new UnnestCall(call.operand(0), ordinality, null, List.of());
  }

  private UnnestCall named(SqlCall as) {
    List<String> columns =
        as.getOperandList().subList(2, as.operandCount()).stream()
            .map(column -> ((SqlIdentifier) column).getSimple())
            .toList();
    return new UnnestCall(list, ordinality, ((SqlIdentifier) as.operand(1)).getSimple(), columns);
  }

  /** The name of a column: as AS says, else the alias itself for the first, as in Postgres. */
  String name(int index, String own) {
    if (index < names.size()) {
      return names.get(index);
    }
    return names.isEmpty() && index == 0 && alias != null && own.equals("unnest") ? alias : own;
  }
}
