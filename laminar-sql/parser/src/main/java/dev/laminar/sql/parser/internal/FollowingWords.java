package dev.laminar.sql.parser.internal;

import static dev.laminar.sql.parser.internal.WordScan.Expect.NAME;
import static dev.laminar.sql.parser.internal.WordScan.Expect.OPERAND;
import static dev.laminar.sql.parser.internal.WordScan.Expect.TABLE;

import dev.laminar.sql.parser.internal.Frame.Clause;
import dev.laminar.sql.parser.internal.Lexeme.Kind;
import java.util.Set;

/**
 * Words behind a complete expression or table. Here a word is an operator, begins a clause, or is
 * an alias without AS.
 */
final class FollowingWords {
  private static final Set<String> JOIN_WORDS =
      Set.of(
          "JOIN", "INNER", "LEFT", "RIGHT", "FULL", "OUTER", "CROSS", "NATURAL", "ASOF", "SEMI",
          "ANTI");
  private static final Set<String> TRUTHS = Set.of("NULL", "TRUE", "FALSE", "UNKNOWN", "EMPTY");
  private static final Set<String> JSON_SORTS = Set.of("VALUE", "OBJECT", "ARRAY", "SCALAR");

  private FollowingWords() {}

  static void read(WordScan scan) {
    boolean done =
        (scan.frame().kind == Frame.Kind.CASE && readInCase(scan))
            || readOperator(scan)
            || (scan.frame().kind == Frame.Kind.MATCH_RECOGNIZE && MatchWords.read(scan))
            || (scan.frame().isJsonCall() && JsonWords.read(scan))
            || readInFunction(scan)
            || readBehindCall(scan)
            || (scan.frame().kind == Frame.Kind.OVER && readInOver(scan))
            || readTablePart(scan)
            || readClause(scan);
    if (!done) {
      scan.name();
    }
  }

  private static boolean readInCase(WordScan scan) {
    switch (scan.at(0).value()) {
      case "WHEN", "THEN", "ELSE" -> operator(scan, 1);
      case "END" -> {
        scan.keyword();
        scan.close();
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static boolean readOperator(WordScan scan) {
    switch (scan.at(0).value()) {
      case "AND", "OR", "LIKE", "IN" -> operator(scan, 1);
      case "NOT" -> scan.keyword();
      case "BETWEEN" -> {
        operator(scan, 1);
        boolean symmetric = scan.isWord(0, "SYMMETRIC") || scan.isWord(0, "ASYMMETRIC");
        if (symmetric && !scan.isWord(1, "AND") && !scan.isSymbol(1, ".")) {
          scan.keyword();
        }
      }
      case "ILIKE", "RLIKE" -> {
        return operatorIf(scan, !scan.endsItem(1), 1);
      }
      case "SIMILAR" -> {
        return operatorIf(scan, scan.isWord(1, "TO"), 2);
      }
      case "ESCAPE" -> {
        return operatorIf(scan, scan.at(1).is(Kind.STRING), 1);
      }
      case "MEMBER", "SUBMULTISET" -> {
        return operatorIf(scan, scan.isWord(1, "OF"), 2);
      }
      case "OVERLAPS" -> {
        return operatorIf(scan, scan.isSymbol(1, "("), 1);
      }
      case "AT" -> {
        if (!scan.isWord(1, "TIME") || !scan.isWord(2, "ZONE")) {
          return false;
        }
        scan.take(TokenKinds.AT_TIME_ZONE, 3, null);
        scan.expect = OPERAND;
      }
      case "IS" -> readIs(scan);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void operator(WordScan scan, int words) {
    scan.keywords(words);
    scan.expect = OPERAND;
  }

  private static boolean operatorIf(WordScan scan, boolean keyword, int words) {
    if (keyword) {
      operator(scan, words);
    }
    return keyword;
  }

  private static void readIs(WordScan scan) {
    scan.keyword();
    if (scan.isWord(0, "NOT")) {
      scan.keyword();
    }
    if (scan.isWord(0, "DISTINCT") && scan.isWord(1, "FROM")) {
      operator(scan, 2);
    } else if (scan.isWord(0, "JSON")) {
      scan.keywords(scan.isAnyWord(1, JSON_SORTS) ? 2 : 1);
    } else if (scan.isWord(0, "A") && scan.isWord(1, "SET")) {
      scan.keywords(2);
    } else if (scan.isAnyWord(0, TRUTHS)) {
      scan.keyword();
    }
  }

  /** Reads the words of functions whose arguments are no plain list. */
  private static boolean readInFunction(WordScan scan) {
    Frame frame = scan.frame();
    if (frame.kind != Frame.Kind.ARGUMENTS || frame.clause != Clause.NONE) {
      return false;
    }
    boolean operator =
        switch (scan.at(0).value()) {
          case "FROM" -> !frame.function.isEmpty();
          case "FOR" -> frame.isCallOf("SUBSTRING") || frame.isCallOf("OVERLAY");
          case "PLACING" -> frame.isCallOf("OVERLAY");
          case "SEPARATOR" -> scan.at(1).is(Kind.STRING);
          default -> false;
        };
    if (operator) {
      operator(scan, 1);
      return true;
    }
    if (scan.isWord(0, "AS") && frame.function.endsWith("CAST")) {
      scan.keyword();
      scan.type();
      return true;
    }
    boolean rounds = frame.isCallOf("FLOOR") || frame.isCallOf("CEIL") || frame.isCallOf("CEILING");
    if (scan.isWord(0, "TO") && rounds) {
      scan.keyword();
      Literals.readUnit(scan);
      return true;
    }
    return false;
  }

  /** Reads what may stand behind a call of an aggregate or window function. */
  private static boolean readBehindCall(WordScan scan) {
    switch (scan.at(0).value()) {
      case "IGNORE", "RESPECT" -> {
        if (!scan.isWord(1, "NULLS")) {
          return false;
        }
        scan.keywords(2);
      }
      case "WITHIN" -> {
        boolean group = scan.isWord(1, "GROUP") || scan.isWord(1, "DISTINCT");
        if (!group || !scan.isSymbol(2, "(")) {
          return false;
        }
        scan.keywords(2);
        scan.expect = OPERAND;
      }
      case "FILTER" -> {
        if (!scan.isSymbol(1, "(") || !scan.isWord(2, "WHERE")) {
          return false;
        }
        scan.keyword();
        scan.expect = OPERAND;
      }
      case "OVER" -> {
        boolean behindCall = scan.isSymbol(-1, ")") || scan.isWord(-1, "NULLS");
        if (!behindCall || scan.endsItem(1)) {
          return false;
        }
        scan.keyword();
        scan.expectBracket(new Frame(Frame.Kind.OVER, ""));
        scan.expect = NAME;
        if (!scan.isSymbol(0, "(")) {
          scan.takePending();
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static boolean readInOver(WordScan scan) {
    switch (scan.at(0).value()) {
      case "ROWS", "RANGE" -> operator(scan, 1);
      case "PRECEDING", "FOLLOWING" -> scan.keyword();
      case "EXCLUDE" -> {
        scan.keyword();
        while (scan.isAnyWord(0, Set.of("CURRENT", "ROW", "NO", "OTHERS", "GROUP", "TIES"))) {
          scan.keyword();
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Reads joins and what else belongs to a table. */
  private static boolean readTablePart(WordScan scan) {
    if (scan.frame().clause != Clause.FROM) {
      return false;
    }
    switch (scan.at(0).value()) {
      case "JOIN", "INNER", "LEFT", "RIGHT", "FULL", "CROSS", "NATURAL", "ASOF" -> {
        return readJoin(scan);
      }
      case "USING" -> {
        return operatorIf(scan, scan.isSymbol(1, "("), 1);
      }
      case "MATCH_CONDITION" -> {
        return operatorIf(scan, !scan.endsItem(1), 1);
      }
      case "FOR" -> {
        if (!scan.isWord(1, "SYSTEM_TIME")) {
          return false;
        }
        while (scan.isAnyWord(0, Set.of("FOR", "SYSTEM_TIME", "AS", "OF"))) {
          scan.keyword();
        }
        scan.expect = OPERAND;
      }
      case "WITH" -> {
        if (!scan.isWord(1, "ORDINALITY")) {
          return false;
        }
        scan.keywords(2);
      }
      case "MATCH_RECOGNIZE" -> {
        if (!scan.isSymbol(1, "(")) {
          return false;
        }
        scan.keyword();
        scan.expectBracket(new Frame(Frame.Kind.MATCH_RECOGNIZE, ""));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static boolean readJoin(WordScan scan) {
    int words = 1;
    while (!scan.isWord(words - 1, "JOIN")) {
      if (!scan.isAnyWord(words, JOIN_WORDS)) {
        return false;
      }
      words++;
    }
    scan.keywords(words);
    scan.expect = TABLE;
    return true;
  }

  private static boolean readClause(WordScan scan) {
    return switch (scan.at(0).value()) {
      case "SELECT" -> {
        OperandWords.beginSelect(scan);
        yield true;
      }
      case "AS" -> {
        readAs(scan);
        yield true;
      }
      case "FROM" -> {
        readFrom(scan);
        yield true;
      }
      case "WHERE", "HAVING" -> {
        scan.frame().clause = Clause.CONDITION;
        operator(scan, 1);
        yield true;
      }
      case "ON" -> operatorIf(scan, true, 1);
      case "ORDER" -> scan.isWord(1, "BY") && readBy(scan, Clause.ORDER_BY);
      case "GROUP" -> scan.isWord(1, "BY") && readBy(scan, Clause.GROUP_BY);
      case "PARTITION" -> scan.isWord(1, "BY") && readBy(scan, Clause.NONE);
      case "ASC", "DESC" -> scan.frame().clause == Clause.ORDER_BY && keywords(scan, 1);
      case "NULLS" -> (scan.isWord(1, "FIRST") || scan.isWord(1, "LAST")) && keywords(scan, 2);
      default -> scan.frame().mayBeQuery() && QueryWords.read(scan);
    };
  }

  private static boolean keywords(WordScan scan, int count) {
    scan.keywords(count);
    return true;
  }

  private static void readAs(WordScan scan) {
    Clause clause = scan.frame().clause;
    scan.keyword();
    scan.expect = clause == Clause.DEFINE ? OPERAND : NAME;
    if (clause == Clause.WINDOW && scan.isSymbol(0, "(")) {
      scan.expectBracket(new Frame(Frame.Kind.OVER, ""));
    }
  }

  /** Reads FROM: of a query, or of a function such as EXTRACT. */
  static void readFrom(WordScan scan) {
    Frame frame = scan.frame();
    scan.keyword();
    if (frame.kind == Frame.Kind.ARGUMENTS && frame.clause == Clause.NONE) {
      scan.expect = OPERAND;
    } else {
      frame.clause = Clause.FROM;
      scan.expect = TABLE;
    }
  }

  /** Reads ORDER BY, GROUP BY or PARTITION BY. */
  static boolean readBy(WordScan scan, Clause clause) {
    scan.frame().clause = clause;
    operator(scan, 2);
    return true;
  }
}
