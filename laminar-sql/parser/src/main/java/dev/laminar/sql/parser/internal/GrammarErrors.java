package dev.laminar.sql.parser.internal;

import dev.laminar.sql.parser.SqlParseError;
import dev.laminar.sql.parser.internal.grammar.GrammarToken;
import dev.laminar.sql.parser.internal.grammar.LaminarGrammarConstants;
import dev.laminar.sql.parser.internal.grammar.ParseException;
import dev.laminar.sql.parser.internal.grammar.Token;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Says in a line what the grammar, which names up to a hundred tokens, refuses: the few that end or
 * go on with what stands there, and "an expression" for all that may begin one.
 */
final class GrammarErrors {
  private static final int LONGEST_LIST = 5;

  /** What is worth naming, the likeliest first. */
  private static final List<String> NAMED =
      List.of(
          ")",
          "]",
          ",",
          "FROM",
          "SELECT",
          "WHEN",
          "THEN",
          "ELSE",
          "END",
          "ON",
          "JOIN",
          "BY",
          "AS",
          "AND",
          "IN",
          "(",
          "<EOF>",
          "WHERE",
          "GROUP",
          "HAVING",
          "ORDER",
          "LIMIT",
          "UNION",
          "OVER",
          "USING",
          "ROW",
          "ROWS",
          "ONLY",
          "PRECEDING",
          "FOLLOWING",
          "NULL",
          "DISTINCT",
          "FIRST",
          "LAST",
          "PATTERN",
          "DEFINE",
          "MATCH",
          "PER",
          "VALUES",
          "TABLE",
          "=",
          ".",
          "TO",
          "YEAR",
          "MONTH",
          "DAY",
          "HOUR",
          "MINUTE",
          "SECOND");

  /** Words that people misspell; the grammar would take the misspelt one for a name. */
  private static final List<String> CLAUSES =
      List.of(
          "SELECT",
          "FROM",
          "WHERE",
          "GROUP BY",
          "ORDER BY",
          "HAVING",
          "JOIN",
          "INNER",
          "LEFT",
          "RIGHT",
          "FULL",
          "CROSS",
          "LIMIT",
          "OFFSET",
          "UNION",
          "INTERSECT",
          "EXCEPT",
          "VALUES",
          "DISTINCT",
          "WINDOW",
          "PARTITION BY",
          "BETWEEN",
          "CASE",
          "WHEN",
          "THEN",
          "ELSE",
          "LIKE",
          "OVER",
          "INTERVAL",
          "LATERAL",
          "UNNEST",
          "USING");

  private final SourceText source;
  private final List<Lexeme> lexemes;

  GrammarErrors(SourceText source, List<Lexeme> lexemes) {
    this.source = source;
    this.lexemes = lexemes;
  }

  SqlParseError error(ParseException e) {
    Token failed = e.currentToken.next;
    Set<Integer> kinds = new TreeSet<>();
    int furthest = 0;
    for (int[] sequence : e.expectedTokenSequences) {
      int depth = agreed(e.currentToken, sequence);
      if (depth > furthest) {
        furthest = depth;
        kinds.clear();
      }
      if (depth == furthest && depth < sequence.length) {
        kinds.add(sequence[depth]);
      }
    }
    for (int i = 0; i < furthest && failed.next != null; i++) {
      failed = failed.next;
    }
    int index = ((GrammarToken) failed).lexeme();
    int misspelt = misspelt(index);
    if (misspelt >= 0) {
      Lexeme lexeme = lexemes.get(misspelt);
      return source.unexpected(lexeme, words(kinds), Spelling.meant(source.of(lexeme), CLAUSES));
    }
    return source.unexpected(lexemes.get(index), words(kinds), null);
  }

  /** The number of tokens behind the last good one that a sequence has right. */
  private static int agreed(Token last, int[] sequence) {
    int depth = 0;
    for (Token token = last.next;
        token != null && depth < sequence.length && token.kind == sequence[depth];
        token = token.next) {
      depth++;
    }
    return depth;
  }

  /**
   * The index of the lexeme at the error, or the one before it, if it looks like a misspelt word.
   */
  private int misspelt(int index) {
    for (int i = index; i >= Math.max(0, index - 1); i--) {
      Lexeme lexeme = lexemes.get(i);
      if (lexeme.is(Lexeme.Kind.WORD)
          && !TokenKinds.isKeyword(lexeme.value())
          && Spelling.meant(lexeme.value(), CLAUSES) != null) {
        return i;
      }
    }
    return -1;
  }

  private static List<String> words(Set<Integer> kinds) {
    Set<String> words = new LinkedHashSet<>();
    if (kinds.contains(LaminarGrammarConstants.CASE)
        || kinds.contains(LaminarGrammarConstants.CAST)) {
      words.add("an expression");
    } else if (kinds.contains(LaminarGrammarConstants.IDENTIFIER)) {
      words.add("a name");
    }
    boolean expression = words.contains("an expression");
    for (String name : NAMED) {
      boolean begins = expression && !name.equals(")") && !name.equals("]");
      if (!begins && words.size() < LONGEST_LIST && isExpected(kinds, name)) {
        words.add(word(name));
      }
    }
    addLiterals(kinds, expression, words);
    if (words.isEmpty()) {
      addAnything(kinds, words);
    }
    return new ArrayList<>(words);
  }

  private static boolean isExpected(Set<Integer> kinds, String name) {
    int kind = name.equals("<EOF>") ? LaminarGrammarConstants.EOF : TokenKinds.of(name);
    return kinds.contains(kind);
  }

  private static void addLiterals(Set<Integer> kinds, boolean expression, Set<String> words) {
    if (expression || words.size() >= LONGEST_LIST) {
      return;
    }
    if (kinds.contains(LaminarGrammarConstants.UNSIGNED_INTEGER_LITERAL)) {
      words.add("a number");
    }
    if (kinds.contains(LaminarGrammarConstants.QUOTED_STRING)) {
      words.add("a string");
    }
    if (kinds.contains(LaminarGrammarConstants.PARSED_TYPE)) {
      words.add("a type");
    }
  }

  private static void addAnything(Set<Integer> kinds, Set<String> words) {
    for (int kind : kinds) {
      String image = TokenKinds.image(kind);
      if (image != null && words.size() < LONGEST_LIST) {
        words.add(word(image));
      }
    }
  }

  private static String word(String image) {
    if (image.equals("<EOF>")) {
      return "the end of the statement";
    }
    if (image.equals("GROUP") || image.equals("ORDER")) {
      return image + " BY";
    }
    return Character.isLetter(image.charAt(0)) ? image : "'" + image + "'";
  }
}
