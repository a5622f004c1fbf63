package dev.laminar.sql.internal.bind;

import java.util.Locale;
import java.util.Map;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;

/** The registry's names of operators. */
final class OperatorNames {

  private static final Map<SqlKind, String> BY_KIND =
      Map.ofEntries(
          Map.entry(SqlKind.IS_NULL, "is_null"),
          Map.entry(SqlKind.IS_NOT_NULL, "is_not_null"),
          Map.entry(SqlKind.IS_TRUE, "is_true"),
          Map.entry(SqlKind.IS_NOT_TRUE, "is_not_true"),
          Map.entry(SqlKind.IS_FALSE, "is_false"),
          Map.entry(SqlKind.IS_NOT_FALSE, "is_not_false"),
          Map.entry(SqlKind.IS_UNKNOWN, "is_null"),
          Map.entry(SqlKind.IS_DISTINCT_FROM, "is_distinct"),
          Map.entry(SqlKind.IS_NOT_DISTINCT_FROM, "is_not_distinct"),
          Map.entry(SqlKind.NOT_EQUALS, "<>"),
          Map.entry(SqlKind.MINUS_PREFIX, "negate"),
          Map.entry(SqlKind.MOD, "%"));

  private OperatorNames() {}

  static String of(SqlOperator operator) {
    String name = BY_KIND.get(operator.getKind());
    return name != null ? name : operator.getName().toLowerCase(Locale.ROOT);
  }
}
