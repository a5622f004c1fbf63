package dev.laminar.sql.parser;

import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * The operators that the parser makes and Calcite has not. They are identities to recognise: their
 * types are what the planner says.
 */
public final class LaminarOperators {
  /** Where Postgres puts all operators that are not listed: between {@code +} and comparisons. */
  private static final int OTHER_OPERATORS = 36;

  /** {@code json -> 'key'} or {@code json -> 1}: the member or element, as JSON. */
  public static final SqlBinaryOperator JSON_GET = json("->");

  /** {@code json ->> 'key'} or {@code json ->> 1}: the member or element, as text. */
  public static final SqlBinaryOperator JSON_GET_TEXT = json("->>");

  /** {@code time AT TIME ZONE 'zone'}. */
  public static final SqlBinaryOperator AT_TIME_ZONE =
      new SqlBinaryOperator(
          "AT TIME ZONE",
          SqlKind.OTHER,
          90,
          true,
          ReturnTypes.ARG0,
          null,
          OperandTypes.family(SqlTypeFamily.ANY, SqlTypeFamily.CHARACTER));

  /**
   * {@code INTERVAL_OF(months, microseconds)}: an interval literal that has both months and a time,
   * or microseconds, neither of which Calcite's literals can hold.
   */
  public static final SqlFunction INTERVAL_OF =
      new SqlFunction(
          "INTERVAL_OF",
          SqlKind.OTHER_FUNCTION,
          ReturnTypes.explicit(SqlTypeName.ANY),
          null,
          OperandTypes.NUMERIC_NUMERIC,
          SqlFunctionCategory.TIMEDATE) {
        @Override
        public void unparse(SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
          writer.keyword("INTERVAL");
          Interval.of(call).ifPresent(interval -> writer.literal("'" + interval + "'"));
        }
      };

  private LaminarOperators() {}

  /** A call of {@link #INTERVAL_OF}. */
  public static SqlCall intervalOf(Interval interval, SqlParserPos pos) {
    return INTERVAL_OF.createCall(
        pos,
        SqlLiteral.createExactNumeric(Long.toString(interval.months()), pos),
        SqlLiteral.createExactNumeric(Long.toString(interval.micros()), pos));
  }

  private static SqlBinaryOperator json(String name) {
    return new SqlBinaryOperator(
        name,
        SqlKind.OTHER,
        OTHER_OPERATORS,
        true,
        ReturnTypes.VARCHAR_NULLABLE,
        null,
        OperandTypes.ANY_ANY);
  }
}
