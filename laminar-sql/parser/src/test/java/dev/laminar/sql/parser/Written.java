package dev.laminar.sql.parser;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.dialect.CalciteSqlDialect;

/** Writes trees of queries back as SQL. */
final class Written {
  private Written() {}

  static String sql(SqlNode node) {
    return node.toSqlString(
            config ->
                config
                    .withDialect(CalciteSqlDialect.DEFAULT)
                    .withAlwaysUseParentheses(true)
                    .withClauseStartsLine(false))
        .getSql();
  }
}
