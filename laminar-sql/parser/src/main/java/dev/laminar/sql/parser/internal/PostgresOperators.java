package dev.laminar.sql.parser.internal;

import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/**
 * Operators that are Calcite's under another precedence or spelling: they bind as Postgres says and
 * leave a call of Calcite's operator.
 */
public final class PostgresOperators {
  /** {@code x::type}, which binds tighter than anything but a dot and an index. */
  public static final SqlBinaryOperator INFIX_CAST =
      new Standing("::", 94, SqlStdOperatorTable.CAST);

  /** {@code a || b}, which Postgres binds looser than {@code +} and like {@code ->>}. */
  public static final SqlBinaryOperator CONCAT = new Standing("||", 36, SqlStdOperatorTable.CONCAT);

  private PostgresOperators() {}

  /** Stands for another operator while the tree of an expression is made. */
  private static final class Standing extends SqlBinaryOperator {
    private final SqlOperator meant;

    Standing(String name, int precedence, SqlOperator meant) {
      super(name, SqlKind.OTHER, precedence, true, null, null, null);
      this.meant = meant;
    }

    @Override
    public SqlCall createCall(
        @Nullable SqlLiteral qualifier, SqlParserPos pos, @Nullable SqlNode... operands) {
      return meant.createCall(qualifier, pos, operands);
    }
  }
}
