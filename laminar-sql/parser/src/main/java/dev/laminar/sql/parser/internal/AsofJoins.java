package dev.laminar.sql.parser.internal;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlAsofJoin;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * ASOF joins that say all behind ON, as in {@code a ASOF JOIN b ON a.k = b.k AND a.ts >= b.ts}: the
 * one inequality is what Calcite wants in MATCH_CONDITION.
 */
public final class AsofJoins {
  private AsofJoins() {}

  /** Called by the grammar when it has read such a join. */
  public static SqlNode create(
      SqlNode left,
      SqlLiteral natural,
      SqlLiteral joinType,
      SqlNode right,
      SqlLiteral on,
      SqlNode condition) {
    List<SqlNode> equalities = new ArrayList<>();
    List<SqlNode> inequalities = new ArrayList<>();
    split(condition, equalities, inequalities);
    if (inequalities.size() != 1) {
      SqlParserPos pos = condition.getParserPosition();
      throw new CalciteContextException(
          "",
          new IllegalArgumentException(
              "an ASOF JOIN needs one comparison of times with <, <=, > or >=, not "
                  + inequalities.size()),
          pos.getLineNum(),
          pos.getColumnNum(),
          pos.getEndLineNum(),
          pos.getEndColumnNum());
    }
    SqlNode rest =
        equalities.stream()
            .reduce(
                (a, b) -> SqlStdOperatorTable.AND.createCall(SqlParserPos.sum(List.of(a, b)), a, b))
            .orElseGet(() -> SqlLiteral.createBoolean(true, condition.getParserPosition()));
    return new SqlAsofJoin(
        joinType.getParserPosition(),
        left,
        natural,
        joinType,
        right,
        on,
        rest,
        inequalities.getFirst());
  }

  private static void split(SqlNode node, List<SqlNode> equalities, List<SqlNode> inequalities) {
    if (node.getKind() == SqlKind.AND) {
      for (SqlNode operand : ((SqlCall) node).getOperandList()) {
        split(operand, equalities, inequalities);
      }
    } else if (SqlKind.COMPARISON.contains(node.getKind())
        && node.getKind() != SqlKind.EQUALS
        && node.getKind() != SqlKind.NOT_EQUALS) {
      inequalities.add(node);
    } else {
      equalities.add(node);
    }
  }
}
