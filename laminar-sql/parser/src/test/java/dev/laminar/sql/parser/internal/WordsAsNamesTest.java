package dev.laminar.sql.parser.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laminar.sql.parser.Statements;
import dev.laminar.sql.parser.internal.grammar.LaminarGrammarConstants;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any word of the grammar can be a name wherever a name can stand, but for the few that are
 * reserved there: a query that uses the word means what it means with a word that nobody reserves.
 */
class WordsAsNamesTest {
  private static final String NEUTRAL = "zzz";

  /** Words that are no name where an expression begins, and need quotes there. */
  private static final Set<String> RESERVED =
      Set.of(
          "ALL",
          "AND",
          "AS",
          "BETWEEN",
          "CASE",
          "DISTINCT",
          "ELSE",
          "EXCEPT",
          "FALSE",
          "FROM",
          "HAVING",
          "IN",
          "INTERSECT",
          "IS",
          "JOIN",
          "LIKE",
          "NOT",
          "NULL",
          "ON",
          "OR",
          "SELECT",
          "THEN",
          "TRUE",
          "UNION",
          "WHEN",
          "WHERE");

  /** Functions that are called without brackets. */
  private static final Set<String> FUNCTIONS =
      Set.of("CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP", "LOCALTIME", "LOCALTIMESTAMP");

  private static final List<String> EXPRESSIONS =
      List.of(
          "SELECT # FROM t",
          "SELECT # , #, # AS x FROM t",
          "SELECT # x FROM t",
          "SELECT DISTINCT # FROM t",
          "SELECT f(#), g(a, #, #), count(DISTINCT #) FROM t",
          "SELECT sum(#) OVER (PARTITION BY # ORDER BY # DESC), max(#) FILTER (WHERE #) FROM t",
          "SELECT sum(a) OVER (ORDER BY #, # ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM t",
          "SELECT a FROM t GROUP BY #",
          "SELECT a FROM t GROUP BY a, # HAVING # > 1",
          "SELECT a FROM t ORDER BY #",
          "SELECT a FROM t ORDER BY a, # DESC NULLS LAST, # LIMIT 1",
          "SELECT a FROM t WHERE # > 1 AND 1 < # OR NOT #",
          "SELECT a FROM t WHERE # IS NULL AND # IN (#, 1) AND # LIKE 'x'",
          "SELECT a FROM t WHERE # BETWEEN # AND # AND # IS NOT DISTINCT FROM #",
          "SELECT CASE WHEN # THEN # ELSE # END, CASE # WHEN # THEN # END FROM t",
          "SELECT (#), (# + #) * #, -#, # || #, # = # FROM t",
          "SELECT #::TEXT, x[#], #->'a', CAST(# AS INT), ARRAY[#, #] FROM t",
          "SELECT extract(HOUR FROM #), trim(#), substring(# FROM 1), floor(# TO DAY) FROM t",
          "SELECT array_agg(# ORDER BY #), # + INTERVAL '1' DAY FROM t",
          "WITH x (#, b) AS (SELECT 1, 2) SELECT # FROM x AS y (#, #)",
          "SELECT (SELECT # FROM u), # IN (SELECT # FROM u) FROM t");

  private static final List<String> NAMES =
      List.of(
          "SELECT a AS # FROM t",
          "SELECT a AS #, b AS # FROM t",
          "SELECT t.# FROM t",
          "SELECT t.#.#, t.#[1].# FROM t WHERE t.# > 1 GROUP BY t.# ORDER BY t.# DESC",
          "SELECT f(t.#), (t.#), -t.#, f(x).# FROM t",
          "SELECT a FROM t AS #",
          "SELECT a FROM t AS # (a, b)",
          "SELECT a FROM x.#",
          "WITH # AS (SELECT 1) SELECT a FROM t",
          "SELECT a FROM t JOIN u ON t.# = u.#",
          "SELECT * FROM t MATCH_RECOGNIZE (ORDER BY t.# MEASURES A.# AS # PATTERN (A) DEFINE A AS"
              + " A.# > 1)");

  private static final List<String> TABLES =
      List.of(
          "SELECT a FROM #",
          "SELECT a FROM # AS x",
          "SELECT a FROM #, # AS y",
          "SELECT a FROM t JOIN # ON TRUE LEFT JOIN # AS b ON TRUE",
          "SELECT #.a FROM #",
          "SELECT #.* FROM # WHERE #.a > 1",
          "SELECT a FROM (SELECT b FROM #) AS x",
          "SELECT a FROM TABLE(TUMBLE(TABLE #, DESCRIPTOR(#), INTERVAL '1' MINUTE))");

  private static final List<String> ALIASES =
      List.of(
          "SELECT a # FROM t",
          "SELECT a #, b # FROM t",
          "SELECT count(*) # FROM t",
          "SELECT (a) #, f(a) #, x[1] #, 'a' #, 1 # FROM t",
          "SELECT a + b # FROM t",
          "SELECT CASE WHEN a THEN b END # FROM t",
          "SELECT (SELECT a # FROM t) # FROM u",
          "SELECT a FROM t #",
          "SELECT a FROM t # WHERE b",
          "SELECT a FROM t #, u # GROUP BY b",
          "SELECT a FROM t #, u, v #");

  /** What some words begin even there, with the words. */
  private static final Map<String, Set<String>> EXCEPTIONS =
      Map.of(
          "SELECT #[1] FROM t",
          Set.of("ARRAY", "MAP"),
          "SELECT a FROM t # JOIN u # ON TRUE",
          Set.of("ASOF", "CROSS", "FULL", "INNER", "LEFT", "NATURAL", "RIGHT"),
          "SELECT sum(a) OVER # FROM t WINDOW # AS (ORDER BY b)",
          Set.of(
              "ASC", "CROSS", "DESC", "END", "FETCH", "FULL", "GROUP", "INNER", "LEFT", "LIMIT",
              "NATURAL", "OFFSET", "ORDER", "QUALIFY", "RIGHT", "USING", "WINDOW"));

  private static final List<String> DEFINITIONS =
      List.of(
          "CREATE TABLE t (# INT, b TEXT)",
          "CREATE TABLE t (b TEXT, # BIGINT NOT NULL, WATERMARK FOR # AS b)",
          "CREATE TABLE # (a INT)",
          "CREATE TABLE t (a STRUCT<# INT, b TEXT>) WITH (# = 'x', x.#.y = 1)",
          "CREATE TABLE t (a INT, PRIMARY KEY (#))",
          "CREATE VIEW # AS SELECT 1",
          "CREATE FUNCTION #(# INT) RETURNS INT LANGUAGE java AS 'x'",
          "INSERT INTO # (#, b) SELECT 1, 2",
          "INSERT INTO t (#) VALUES (1)",
          "SET # = 1",
          "SET a.# = 'x'",
          "DROP TABLE #",
          "DESCRIBE #");

  static Stream<String> words() {
    return Arrays.stream(LaminarGrammarConstants.tokenImage)
        .filter(image -> image.matches("\"[A-Z][A-Z0-9_]+\""))
        .map(image -> image.substring(1, image.length() - 1))
        .filter(word -> !FUNCTIONS.contains(word));
  }

  static Stream<String> templates() {
    return Stream.of(EXPRESSIONS, NAMES, TABLES, ALIASES, DEFINITIONS, EXCEPTIONS.keySet())
        .flatMap(Collection::stream);
  }

  @ParameterizedTest
  @MethodSource("templates")
  void template_parses(String template) {
    assertThat(Statements.parse(template.replace("#", NEUTRAL))).hasSize(1);
  }

  /**
   * The grammar sees only the kinds of tokens: if they are those of a neutral name, so is the tree.
   */
  @ParameterizedTest
  @MethodSource("words")
  void word_isANameWhereANameStands(String word) {
    List<String> templates = new ArrayList<>(NAMES);
    if (!RESERVED.contains(word)) {
      templates.addAll(EXPRESSIONS);
      templates.addAll(TABLES);
      templates.addAll(ALIASES);
      EXCEPTIONS.forEach(
          (template, words) -> {
            if (!words.contains(word)) {
              templates.add(template);
            }
          });
    }
    for (String template : templates) {
      assertThat(kinds(template, word)).as(template).isEqualTo(kinds(template, NEUTRAL));
    }
  }

  @ParameterizedTest
  @MethodSource("words")
  void word_isANameInADefinition(String word) {
    for (String template : DEFINITIONS) {
      assertThat(Statements.parse(template.replace("#", word))).as(template).hasSize(1);
    }
  }

  private static List<Integer> kinds(String template, String word) {
    SourceText source = new SourceText(template.replace("#", word));
    List<Lexeme> lexemes = Lexer.read(source);
    return ContextualKeywords.scan(source, lexemes, 0, lexemes.size() - 1).tokens().stream()
        .map(token -> token.kind)
        .map(
            kind ->
                kind == LaminarGrammarConstants.QUOTED_IDENTIFIER
                    ? LaminarGrammarConstants.IDENTIFIER
                    : kind)
        .toList();
  }
}
