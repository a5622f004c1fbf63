package dev.laminar.sql.parser.internal;

import dev.laminar.sql.parser.SqlParseError;
import dev.laminar.sql.parser.internal.WordScan.Expect;
import dev.laminar.sql.parser.internal.grammar.GrammarToken;
import dev.laminar.sql.parser.internal.grammar.LaminarGrammarConstants;
import dev.laminar.sql.parser.internal.grammar.ParseException;
import dev.laminar.sql.parser.internal.grammar.Token;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.runtime.CalciteContextException;
import org.jspecify.annotations.Nullable;

/**
 * Says in a line what the grammar refuses. The grammar names up to a hundred tokens that it would
 * have taken; worth naming are the few that end or go on with what stands there. Where an
 * expression, a table or a name was due is known from the pass before the grammar.
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
          "WHEN",
          "THEN",
          "ELSE",
          "END",
          "ON",
          "AS",
          "=",
          "AND",
          "<EOF>",
          "JOIN",
          "WHERE",
          "GROUP",
          "ORDER",
          "PARTITION",
          "ROWS",
          "RANGE",
          "USING",
          "ROW",
          "ONLY",
          "PRECEDING",
          "FOLLOWING",
          "FIRST",
          "LAST",
          "PATTERN",
          "DEFINE",
          "PER",
          "TO",
          "PLACING",
          "VALUE",
          "(",
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

  /** Keywords that cannot begin an expression. */
  private static final Set<String> NO_BEGINNINGS =
      Set.of(
          "FROM",
          "WHERE",
          "GROUP",
          "ORDER",
          "HAVING",
          "AND",
          "OR",
          "IN",
          "IS",
          "LIKE",
          "BETWEEN",
          "WHEN",
          "THEN",
          "ELSE",
          "ON",
          "AS",
          "UNION",
          "INTERSECT",
          "EXCEPT",
          "JOIN",
          "SELECT");

  private static final Set<String> SET_OPERATORS =
      Set.of("UNION", "INTERSECT", "EXCEPT", "ALL", "DISTINCT");

  private static final Set<String> BY = Set.of("GROUP", "ORDER", "PARTITION");

  /** What must stand behind some operators. */
  private static final Map<String, List<String>> BEHIND =
      Map.of(
          "IN", List.of("'('"),
          "NOT", List.of("IN", "LIKE", "BETWEEN"),
          "IS", List.of("NULL", "NOT", "TRUE", "FALSE", "DISTINCT FROM"));

  private final SourceText source;
  private final List<Lexeme> lexemes;
  private final WordScan scan;

  GrammarErrors(SourceText source, List<Lexeme> lexemes, WordScan scan) {
    this.source = source;
    this.lexemes = lexemes;
    this.scan = scan;
  }

  SqlParseError error(ParseException e) {
    Set<Integer> kinds = new TreeSet<>();
    Token failed = failed(e, kinds);
    int index = ((GrammarToken) failed).lexeme();
    int misspelt = misspelt(index);
    if (misspelt >= 0) {
      Lexeme lexeme = lexemes.get(misspelt);
      String meant = Spelling.meant(lexeme.value(), CLAUSES);
      return source.unexpected(lexeme, words(kinds), meant);
    }
    int dangling = dangling(index);
    if (dangling >= 0) {
      return source.unexpected(lexemes.get(dangling), behind(dangling), null);
    }
    if (index > 0 && BY.contains(lexemes.get(index - 1).value())) {
      return source.unexpected(lexemes.get(index), List.of("BY"), null);
    }
    return source.unexpected(lexemes.get(index), expected(index, kinds), null);
  }

  /** The message of an error that Calcite's own code throws. */
  static String inOurWords(CalciteContextException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String message = String.valueOf(cause.getMessage());
    return switch (message) {
      case "Non-query expression encountered in illegal context" -> "expected a query";
      case "Query expression encountered in illegal context" ->
          "a query cannot stand here without brackets";
      default -> message;
    };
  }

  /** The token that was refused; adds the kinds that would have been taken. */
  private static Token failed(ParseException e, Set<Integer> kinds) {
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
    Token failed = e.currentToken.next;
    for (int i = 0; i < furthest && failed.next != null; i++) {
      failed = failed.next;
    }
    return failed;
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
   * The index of the lexeme at the error, or of the one before it, if it looks like a misspelt
   * word; else -1.
   */
  private int misspelt(int index) {
    for (int i = index; i >= Math.max(0, index - 1); i--) {
      Lexeme lexeme = lexemes.get(i);
      if (lexeme.is(Lexeme.Kind.WORD)
          && !TokenKinds.exists(lexeme.value())
          && Spelling.meant(lexeme.value(), CLAUSES) != null) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The index of what stands behind an operator and cannot stand there, if the grammar refused the
   * operator for that; else -1.
   */
  private int dangling(int index) {
    if (scan.expectedAt(index) != Expect.FOLLOWING || index >= scan.end()) {
      return -1;
    }
    int next = index + 1;
    while (next < scan.end() && scan.expectedAt(next) == null) {
      next++;
    }
    boolean operandMissing = scan.expectedAt(next) == Expect.OPERAND && !begins(lexemes.get(next));
    return operandMissing || BEHIND.containsKey(lexemes.get(next - 1).value()) ? next : -1;
  }

  private List<String> behind(int next) {
    return BEHIND.getOrDefault(lexemes.get(next - 1).value(), List.of("an expression"));
  }

  private static boolean begins(Lexeme lexeme) {
    return switch (lexeme.kind()) {
      case WORD -> !NO_BEGINNINGS.contains(lexeme.value());
      case SYMBOL -> Set.of("(", "+", "-", "*", "?").contains(lexeme.value());
      case END -> false;
      default -> true;
    };
  }

  private List<String> expected(int index, Set<Integer> kinds) {
    String due = due(index, kinds);
    if (due == null) {
      return words(kinds);
    }
    return kinds.contains(LaminarGrammarConstants.RPAREN) ? List.of(due, "')'") : List.of(due);
  }

  /** What was due at a lexeme; null if the grammar's tokens say it better. */
  private @Nullable String due(int index, Set<Integer> kinds) {
    boolean bracket = kinds.contains(LaminarGrammarConstants.LPAREN);
    return switch (scan.expectedAt(index)) {
      case OPERAND -> {
        if (index > 0 && SET_OPERATORS.contains(lexemes.get(index - 1).value())) {
          yield "a query";
        }
        boolean number = kinds.contains(LaminarGrammarConstants.UNSIGNED_INTEGER_LITERAL);
        yield number && !bracket ? "a number" : "an expression";
      }
      case TABLE -> "a table";
      case NAME -> bracket ? null : "a name";
      case FOLLOWING -> null;
      case null -> null;
    };
  }

  private static List<String> words(Set<Integer> kinds) {
    Set<String> words = new LinkedHashSet<>();
    for (String name : NAMED) {
      int kind = name.equals("<EOF>") ? LaminarGrammarConstants.EOF : TokenKinds.of(name);
      if (words.size() < LONGEST_LIST && kinds.contains(kind)) {
        words.add(word(name));
      }
    }
    if (words.isEmpty()) {
      addAnything(kinds, words);
    }
    return new ArrayList<>(words);
  }

  private static void addAnything(Set<Integer> kinds, Set<String> words) {
    for (int kind : kinds) {
      String image = TokenKinds.image(kind);
      if (image != null && words.size() < LONGEST_LIST) {
        words.add(word(image));
      }
    }
    if (kinds.contains(LaminarGrammarConstants.UNSIGNED_INTEGER_LITERAL)) {
      words.add("a number");
    }
    if (kinds.contains(LaminarGrammarConstants.QUOTED_STRING)) {
      words.add("a string");
    }
  }

  private static String word(String image) {
    return switch (image) {
      case "<EOF>" -> "the end of the statement";
      case "GROUP", "ORDER", "PARTITION" -> image + " BY";
      default -> Character.isLetter(image.charAt(0)) ? image : "'" + image + "'";
    };
  }
}
