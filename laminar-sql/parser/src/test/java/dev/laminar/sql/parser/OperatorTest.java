package dev.laminar.sql.parser;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operators bind as in Postgres, and come out as Calcite's where Calcite has them. */
class OperatorTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a->'b'->>'c' | ((a -> 'b') ->> 'c')",
        "a->>'b' = 'c' | ((a ->> 'b') = 'c')",
        "a->>'b' ## 'c' | ((a ->> 'b') ## 'c')",
        "'x' ## a->>'b' | (('x' ## a) ->> 'b')",
        "a->1 + 2 | (a -> (1 + 2))",
        "a->>'b' IN ('c') | ((a ->> 'b') IN ('c'))",
        "a->>'b' LIKE 'c%' AND d | (((a ->> 'b') LIKE 'c%') AND d)",
        "(a->>'b')::bigint + 1 | (CAST((a ->> 'b') AS BIGINT) + 1)",
        "a->>'b'::text | (a ->> CAST('b' AS TEXT))",
        "1 + 2 ## 'x' | ((1 + 2) ## 'x')",
        "a ## b ## c | ((a ## b) ## c)",
        "a ## b = c ## d | ((a ## b) = (c ## d))",
        "-a::int | (- CAST(a AS INTEGER))",
        "a.b::int * 2 | (CAST(a.b AS INTEGER) * 2)",
        "x[1]::int | CAST(x[1] AS INTEGER)",
        "a::text::int | CAST(CAST(a AS TEXT) AS INTEGER)",
        "a == b | (a = b)",
        "a != b | (a <> b)",
        "a <=> b OR c | ((a IS NOT DISTINCT FROM b) OR c)",
        "a + b % c | (a + (b % c))",
        "a - b - c | ((a - b) - c)",
        "NOT a = b | (NOT (a = b))",
        "NOT a AND b | ((NOT a) AND b)",
        "a OR b AND c | (a OR (b AND c))",
        "a = b IS NULL | ((a = b) IS NULL)",
        "a < b = c | ((a < b) = c)",
        "a AT TIME ZONE 'UTC' + b | ((a AT TIME ZONE 'UTC') + b)",
        "s.f.g | s.f.g",
        "x[1].y | (x[1].y)",
        "m['k']['l'] | m['k']['l']",
        "f(x).y | (f(x).y)",
        "a ~ 'b' AND c !~* 'd' | ((a ~ 'b') AND (c !~* 'd'))",
        "a BETWEEN b + 1 AND c * 2 AND d | ((a BETWEEN ASYMMETRIC (b + 1) AND (c * 2)) AND d)",
        "a NOT LIKE b ESCAPE '!' | (a NOT LIKE b ESCAPE '!')",
        "CASE WHEN a THEN CASE b WHEN c THEN end END ELSE end END | (CASE WHEN a THEN (CASE WHEN (b"
            + " = c) THEN end ELSE NULL END) ELSE end END)"
      })
  void operators_bindAsInPostgres(String text, String tree) {
    String or = "||";
    SqlNode node = Statements.parseExpression(text.replace("##", or));

    assertThat(Written.sql(node).replace("\"", "")).isEqualTo(tree.replace("##", or));
  }

  @Test
  void operatorsOfPostgres_areTheOnesToRecognise() {
    assertThat(operator("a -> 'b'")).isSameAs(LaminarOperators.JSON_GET);
    assertThat(operator("a ->> 'b'")).isSameAs(LaminarOperators.JSON_GET_TEXT);
    assertThat(operator("a AT TIME ZONE b")).isSameAs(LaminarOperators.AT_TIME_ZONE);
    assertThat(operator("INTERVAL '1 month 1 day'")).isSameAs(LaminarOperators.INTERVAL_OF);
    assertThat(operator("a || b")).isSameAs(SqlStdOperatorTable.CONCAT);
    assertThat(operator("a::int")).isSameAs(SqlStdOperatorTable.CAST);
    assertThat(operator("a <=> b")).isSameAs(SqlStdOperatorTable.IS_NOT_DISTINCT_FROM);
    assertThat(operator("a % b")).isSameAs(SqlStdOperatorTable.PERCENT_REMAINDER);
    assertThat(operator("a ~ b")).isSameAs(SqlStdOperatorTable.POSIX_REGEX_CASE_SENSITIVE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "TIMESTAMP '2020-01-01 10:00:00' | TIMESTAMP '2020-01-01 10:00:00'",
        "TIMESTAMP '2020-01-01T10:00:00.123Z' | TIMESTAMP '2020-01-01 10:00:00.123'",
        "timestamp '2020-01-01 10:00' | TIMESTAMP '2020-01-01 10:00:00'",
        "timestamp '2020-01-01' | TIMESTAMP '2020-01-01 00:00:00'",
        "timestamp 'noon' | TIMESTAMP 'noon'",
        "timestamptz '2020-01-01T10:00:00+0200' | TIMESTAMP WITH TIME ZONE '2020-01-01 10:00:00"
            + " GMT+02:00'",
        "timestamp with time zone '2020-01-01 10:00:00Z' | TIMESTAMP WITH TIME ZONE '2020-01-01"
            + " 10:00:00 UTC'",
        "timestamptz '2020-01-01 10:00:00 Europe/Berlin' | TIMESTAMP WITH TIME ZONE '2020-01-01"
            + " 10:00:00 Europe/Berlin'"
      })
  void timestampLiteral_isBroughtToOneForm(String text, String written) {
    assertThat(Statements.parseExpression(text)).hasToString(written);
  }

  @Test
  void asofJoin_takesItsConditionInEitherPlace() {
    String match =
        "SELECT * FROM a ASOF JOIN b MATCH_CONDITION a.t >= b.t ON a.k = b.k AND a.l = b.l";
    String on = "SELECT * FROM a ASOF JOIN b ON a.k = b.k AND a.t >= b.t AND a.l = b.l";
    String only = "SELECT * FROM a LEFT ASOF JOIN b ON a.t > b.t";

    assertThat(Statements.parseQuery(on)).hasToString(Statements.parseQuery(match).toString());
    assertThat(Statements.parseQuery(only).toString())
        .contains("MATCH_CONDITION `a`.`t` > `b`.`t` ON TRUE");
  }

  @Test
  void functions_areLeftToTheirNames() {
    for (String name :
        new String[] {"tumble", "hop", "session", "unnest", "count", "left", "hour"}) {
      SqlCall call = (SqlCall) Statements.parseExpression(name + "(a)");
      assertThat(call.getOperator().getClass().getSimpleName()).isEqualTo("SqlUnresolvedFunction");
      assertThat(call.getOperator().getNameAsId()).hasToString(name);
    }
  }

  @Test
  void user_isAColumnAndNoFunction() {
    SqlIdentifier user = (SqlIdentifier) Statements.parseExpression("user");
    SqlIdentifier bracketed = (SqlIdentifier) Statements.parseExpression("(user)");

    // Calcite's validator takes a quoted name for no function.
    assertThat(user.isComponentQuoted(0)).isTrue();
    assertThat(bracketed.isComponentQuoted(0)).isTrue();
    assertThat(user.getSimple()).isEqualTo("user");
  }

  @Test
  void names_keepTheirCaseAndSayWhetherTheyAreQuoted() {
    SqlIdentifier name = (SqlIdentifier) Statements.parseExpression("Abc.\"dEf\".`g h`");

    assertThat(name.names).containsExactly("Abc", "dEf", "g h");
    assertThat(name.isComponentQuoted(0)).isFalse();
    assertThat(name.isComponentQuoted(1)).isTrue();
    assertThat(name.isComponentQuoted(2)).isTrue();
  }

  private static Object operator(String text) {
    return ((SqlCall) Statements.parseExpression(text)).getOperator();
  }
}
