package dev.laminar.sql.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong is said where it is, in few words. */
class SqlParseErrorTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "SELECT a FORM t | 10 | did you mean FROM?",
        "SELECT a FROM t WERE x = 1 | 17 | did you mean WHERE?",
        "SELECT a FROM t ODER BY a | 17 | did you mean ORDER BY?",
        "SELECT a FROM t LEFT JION u ON TRUE | 22 | did you mean JOIN?",
        "SELCT a FROM t | 1 | did you mean SELECT?",
        "CREATE TABEL t (a INT) | 8 | did you mean TABLE?",
        "CREATE TABLE t (a INT) WTIH (x = 1) | 24 | did you mean WITH?",
        "SHOW TABLE | 6 | expected TABLES, FUNCTIONS or CONNECTORS, found 'TABLE'",
        "SELECT CAST(a AS INTT) FROM t | 18 | there is no type 'INTT'; did you mean INT?",
        "SELECT a::VARCAHR FROM t | 11 | did you mean VARCHAR?",
        "SELECT a, FROM t | 11 | expected an expression, found 'FROM'",
        "SELECT FROM t | 8 | expected an expression, found 'FROM'",
        "SELECT a + FROM t | 12 | expected an expression, found 'FROM'",
        "SELECT a b c FROM t | 12 | found 'c'",
        "SELECT (a + b FROM t | 15 | expected ')'",
        "SELECT f(a b) FROM t | 12 | expected ')', ','",
        "SELECT a[1 FROM t | 12 | expected ']', found 'FROM'",
        "SELECT CASE WHEN a THEN b FROM t | 27 | expected WHEN, ELSE or END, found 'FROM'",
        "SELECT a FROM t WHERE | 22 | expected an expression, found the end of the text",
        "SELECT a FROM t WHERE a LIKE | 29 | expected an expression, found the end of the text",
        "SELECT a FROM t WHERE a = = b | 27 | expected an expression, found '='",
        "SELECT a FROM t WHERE a IN 3 | 28 | expected '(', found '3'",
        "SELECT a FROM t WHERE a IN () | 29 | expected an expression",
        "SELECT a FROM t WHERE a NOT 3 | 29 | expected IN, LIKE or BETWEEN, found '3'",
        "SELECT a FROM t WHERE a IS b | 28 | expected NULL, NOT, TRUE, FALSE or DISTINCT FROM",
        "SELECT a FROM t WHERE x = select 1 | 27 | expected an expression, found 'select'",
        "SELECT a FROM t GROUP a | 23 | expected BY, found 'a'",
        "SELECT a FROM | 14 | expected a table, found the end of the text",
        "SELECT a FROM t UNION | 22 | expected a query, found the end of the text",
        "SELECT a FROM t UNION b | 23 | expected a query",
        "SELECT a FROM t LIMIT x | 23 | expected a number, found 'x'",
        "SELECT a FROM t) | 16 | found ')'",
        "SELECT a FROM a ASOF JOIN b ON a.x = b.x | 32 | needs one comparison of times",
        "SELECT TIMESTAMP '2020-01-01 00:00:00+02:00' | 18 | a TIMESTAMP has no time zone",
        "WITH x AS SELECT 1 SELECT 2 | 11 | expected '(', found 'SELECT'",
        "SELECT 'abc FROM t | 8 | the string that begins here has no closing '",
        "SELECT \"abc FROM t | 8 | the quoted name that begins here has no closing \"",
        "SELECT a /* FROM t | 10 | the comment that begins here has no end",
        "SELECT $$ FROM t | 8 | has no closing $$",
        "SELECT $name FROM t | 8 | the variable $name has no value",
        "SELECT 12abc FROM t | 8 | '12abc' is neither a number nor a name",
        "SELECT a # b FROM t | 10 | the character '#' has no meaning here",
        "SELECT a 😀 b FROM t | 10 | the character '😀' has no meaning here",
        "SELECT \"\" FROM t | 8 | a quoted name must not be empty",
        "SELECT interval '1 foo' | 17 | 'foo' in the interval '1 foo' is no unit of time",
        "SELECT interval '5' | 17 | the interval '5' has no unit; write for example '5 seconds'",
        "SELECT interval '0.5 month' | 17 | 0.5 month is not a whole number of months",
        "CREATE TABLE t (a INT b TEXT) | 23 | found 'b'",
        "CREATE TABLE t (a, b TEXT) | 18 | expected a type, found ','",
        "CREATE TABLE t (a DECIMAL(40, 2)) | 27 | a DECIMAL has 1 to 38 digits",
        "CREATE TABLE t (a TIMESTAMP(12)) | 29 | a time has 0 to 9 digits behind the second",
        "CREATE TABLE t (a INT) WITH (x 1) | 32 | expected '=', found '1'",
        "CREATE TABLE t (a INT) WITH (x = 1, X = 2) | 37 | the option 'X' is given twice",
        "CREATE TABLE t (a INT GENERATED ALWAYS AS (a +), b INT) | 47 | expected an expression",
        "CREATE TABLE t (a INT PRIMARY KEY, b INT PRIMARY KEY) | 42 | a table has one primary key",
        "CREATE TABLE t (WATERMARK FOR a, WATERMARK FOR b) | 34 | a table has one watermark",
        "CREATE FUNCTION f(a INT) RETURNS INT AS 'x' | 44 | expected LANGUAGE",
        "CREATE VIEW v SELECT 1 | 15 | expected AS, found 'SELECT'",
        "INSERT t SELECT a | 8 | expected INTO, found 't'",
        "SET a = | 8 | expected a value such as 'text', 10 or true",
        "DROP t | 6 | expected TABLE, VIEW or FUNCTION, found 't'",
        "UPDATE t SET a = 1 | 1 | expected SELECT, INSERT, CREATE, SET, DROP",
        "SELECT {fn abs(1)} | 8 | expected an expression, found '{'",
      })
  void wrongText_isRefusedInPlainWords(String text, int column, String message) {
    SqlParseError error = error(text);

    assertThat(error.reason()).contains(message).hasSizeLessThan(200).doesNotContain("<I");
    assertThat(error.line()).isOne();
    assertThat(error.column()).isEqualTo(column);
    assertThat(error).hasMessageStartingWith("line 1, column " + column + ": ");
  }

  @Test
  void errorInALaterStatement_pointsIntoTheWholeText() {
    SqlParseError error =
        error(
            """
            SET a = 1; -- é
            /* two
               lines */ SELECT a
            FROM t
            WHERE x = 'é'
              AND y =< 3
            """);

    assertThat(error.line()).isEqualTo(6);
    assertThat(error.column()).isEqualTo(10);
    assertThat(error.excerpt()).isEqualTo("  AND y =< 3\n         ^");
    assertThat(error.found()).isEqualTo("<");
    assertThat(error.expected()).containsExactly("an expression");
  }

  @Test
  void longLine_isShownAroundThePlace() {
    SqlParseError error = error("SELECT " + "a, ".repeat(500) + "b c d FROM t");

    assertThat(error.excerpt().lines().findFirst().orElseThrow())
        .hasSizeLessThan(101)
        .contains("b c d FROM t");
  }

  @Test
  void deepNesting_isAnErrorAndNoCrash() {
    SqlParseError error = error("SELECT " + "(".repeat(50_000) + "1" + ")".repeat(50_000));

    assertThat(error.reason()).contains("nested too deeply");
  }

  private static SqlParseError error(String text) {
    return catchThrowableOfType(SqlParseError.class, () -> Statements.parse(text));
  }
}
