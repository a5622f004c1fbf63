package dev.laminar.sql.parser.internal;

import static dev.laminar.sql.parser.internal.WordScan.Expect.FOLLOWING;
import static dev.laminar.sql.parser.internal.WordScan.Expect.NAME;
import static dev.laminar.sql.parser.internal.WordScan.Expect.OPERAND;
import static dev.laminar.sql.parser.internal.WordScan.Expect.TABLE;

import dev.laminar.sql.parser.internal.Frame.Clause;
import dev.laminar.sql.parser.internal.Lexeme.Kind;
import java.util.Set;

/**
 * Words where an expression or query may begin. Here a word is a keyword if it begins a query, if
 * it is followed by what makes it one (a bracket, a string, BY), or if no name should be spelled
 * so; everything else is the name of a column or function.
 */
final class OperandWords {
  private static final Set<String> FRAME_BEGINS = Set.of("BETWEEN", "UNBOUNDED", "CURRENT");

  private static final Set<String> AFTER_TABLE_SYMBOLS = Set.of(")", ",", ".");
  private static final Set<String> AFTER_TABLE_WORDS =
      Set.of(
          "PARTITION", "ORDER", "UNION", "INTERSECT", "EXCEPT", "LIMIT", "OFFSET", "FETCH", "AS");

  private OperandWords() {}

  static void read(WordScan scan) {
    if (readBeginning(scan) || readFramePart(scan)) {
      return;
    }
    if (scan.isSymbol(1, "(") && CallWords.read(scan)) {
      return;
    }
    if (Literals.read(scan) || readReserved(scan) || readInFunction(scan)) {
      return;
    }
    scan.name();
    scan.expect = FOLLOWING;
  }

  /** Reads the words that begin a query. */
  private static boolean readBeginning(WordScan scan) {
    switch (scan.at(0).value()) {
      case "SELECT" -> beginSelect(scan);
      case "WITH" -> {
        int name = scan.isWord(1, "RECURSIVE") && scan.at(2).isName() ? 2 : 1;
        boolean defines =
            scan.at(name).isName() && (scan.isWord(name + 1, "AS") || scan.isSymbol(name + 1, "("));
        if (!scan.mayBeginQuery() || !defines) {
          return false;
        }
        beginWith(scan);
      }
      case "VALUES" -> {
        if (!scan.mayBeginQuery() || !beginsRow(scan)) {
          return false;
        }
        scan.keyword();
        scan.frame().clause = Clause.VALUES;
        scan.expect = OPERAND;
      }
      case "TABLE" -> {
        boolean mayBegin = scan.mayBeginQuery() || isTableArgument(scan);
        if (!mayBegin || !scan.at(1).isName() || !endsTableName(scan)) {
          return false;
        }
        scan.keyword();
        scan.expect = NAME;
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Whether a row of VALUES begins behind the word. */
  private static boolean beginsRow(WordScan scan) {
    return switch (scan.at(1).kind()) {
      case SYMBOL -> scan.isSymbol(1, "(") || scan.isSymbol(1, "-");
      case NUMBER, STRING -> true;
      case WORD -> scan.isSymbol(2, "(") || scan.isWord(1, "NULL") || scan.isWord(1, "CASE");
      default -> false;
    };
  }

  /** Whether what stands behind TABLE and a name can follow a table. */
  private static boolean endsTableName(WordScan scan) {
    return switch (scan.at(2).kind()) {
      case END -> true;
      case SYMBOL -> AFTER_TABLE_SYMBOLS.contains(scan.at(2).value());
      case WORD -> AFTER_TABLE_WORDS.contains(scan.at(2).value());
      default -> false;
    };
  }

  /** Whether TABLE begins an argument, as in {@code TUMBLE(TABLE t, …)}. */
  private static boolean isTableArgument(WordScan scan) {
    Frame frame = scan.frame();
    return frame.kind == Frame.Kind.ARGUMENTS
        && frame.clause == Clause.NONE
        && (scan.isSymbol(-1, ",") || scan.isSymbol(-1, "=>"));
  }

  static void beginSelect(WordScan scan) {
    scan.keyword();
    scan.frame().clause = Clause.SELECT;
    scan.expect = OPERAND;
  }

  private static void beginWith(WordScan scan) {
    scan.keyword();
    if (scan.isWord(0, "RECURSIVE") && scan.at(1).isName() && !scan.isWord(1, "AS")) {
      scan.keyword();
    }
    scan.frame().clause = Clause.WITH;
    scan.expect = NAME;
  }

  /** Reads the parts of a window's definition, right behind its bracket or inside its frame. */
  private static boolean readFramePart(WordScan scan) {
    Frame.Kind kind = scan.frame().kind;
    if (kind == Frame.Kind.MATCH_RECOGNIZE && MatchWords.read(scan)) {
      return true;
    }
    if (kind != Frame.Kind.OVER) {
      return false;
    }
    switch (scan.at(0).value()) {
      case "ROWS", "RANGE" -> {
        boolean begins =
            scan.isAnyWord(1, FRAME_BEGINS)
                || scan.isWord(1, "INTERVAL")
                || scan.at(1).is(Kind.NUMBER);
        if (!begins) {
          return false;
        }
        scan.keyword();
      }
      case "UNBOUNDED" -> {
        if (!scan.isWord(1, "PRECEDING") && !scan.isWord(1, "FOLLOWING")) {
          return false;
        }
        scan.keywords(2);
        scan.expect = FOLLOWING;
      }
      case "CURRENT" -> {
        if (!scan.isWord(1, "ROW")) {
          return false;
        }
        scan.keywords(2);
        scan.expect = FOLLOWING;
      }
      case "PARTITION" -> {
        if (!scan.isWord(1, "BY")) {
          return false;
        }
        scan.keywords(2);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Reads words that are never the name of a column unless quoted. */
  private static boolean readReserved(WordScan scan) {
    switch (scan.at(0).value()) {
      case "CASE" -> {
        scan.keyword();
        scan.open(new Frame(Frame.Kind.CASE, ""));
      }
      case "NULL", "TRUE", "FALSE" -> {
        scan.keyword();
        scan.expect = FOLLOWING;
      }
      case "FROM" -> FollowingWords.readFrom(scan);
      case "ORDER" -> {
        if (!scan.isWord(1, "BY")) {
          return false;
        }
        FollowingWords.readBy(scan, Clause.ORDER_BY);
      }
      case "GROUP" -> {
        if (!scan.isWord(1, "BY")) {
          return false;
        }
        FollowingWords.readBy(scan, Clause.GROUP_BY);
      }
      case "GROUPING" -> {
        if (!scan.isWord(1, "SETS") || !scan.isSymbol(2, "(")) {
          return false;
        }
        scan.keywords(2);
        Frame sets = new Frame(Frame.Kind.GROUP, "");
        sets.clause = Clause.GROUP_BY;
        scan.expectBracket(sets);
      }
      case "ANY", "SOME" -> {
        if (!scan.isSymbol(1, "(") || !scan.at(-1).is(Kind.SYMBOL)) {
          return false;
        }
        scan.keyword();
      }
      case "JOIN" -> {
        scan.keyword();
        scan.expect = TABLE;
      }
      case "NOT",
          "DISTINCT",
          "ALL",
          "AND",
          "OR",
          "IN",
          "IS",
          "LIKE",
          "BETWEEN",
          "WHEN",
          "THEN",
          "ELSE",
          "WHERE",
          "HAVING",
          "ON",
          "AS",
          "UNION",
          "INTERSECT",
          "EXCEPT" ->
          scan.keyword();
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Reads words that only the arguments of one function give a meaning to. */
  private static boolean readInFunction(WordScan scan) {
    boolean keyword =
        switch (scan.at(0).value()) {
          case "BOTH", "LEADING", "TRAILING" ->
              scan.frame().isCallOf("TRIM")
                  && scan.isSymbol(-1, "(")
                  && (!scan.at(1).is(Kind.SYMBOL) || scan.isSymbol(1, "("));
          case "KEY" ->
              scan.frame().isJsonCall() && !scan.isWord(1, "VALUE") && !scan.at(1).is(Kind.SYMBOL);
          case "DEFAULT" ->
              scan.isInside(Clause.VALUES) && (scan.isSymbol(1, ",") || scan.isSymbol(1, ")"));
          default -> false;
        };
    if (keyword) {
      boolean isOperand = scan.isWord(0, "DEFAULT");
      scan.keyword();
      scan.expect = isOperand ? FOLLOWING : OPERAND;
    }
    return keyword;
  }
}
