package dev.laminar.sql.parser.internal;

import static dev.laminar.sql.parser.internal.WordScan.Expect.FOLLOWING;
import static dev.laminar.sql.parser.internal.WordScan.Expect.NAME;
import static dev.laminar.sql.parser.internal.WordScan.Expect.OPERAND;

import dev.laminar.sql.parser.internal.Frame.Clause;
import dev.laminar.sql.parser.internal.Lexeme.Kind;
import java.util.List;
import java.util.Set;

/** Words that begin a clause only if the right thing follows; else they are aliases. */
final class QueryWords {
  private QueryWords() {}

  static boolean read(WordScan scan) {
    switch (scan.at(0).value()) {
      case "LIMIT" -> {
        if (scan.endsItem(1) && !scan.isWord(1, "ALL")) {
          return false;
        }
        boolean all = scan.isWord(1, "ALL");
        scan.keywords(all ? 2 : 1);
        scan.expect = all ? FOLLOWING : OPERAND;
      }
      case "OFFSET" -> {
        if (scan.endsItem(1)) {
          return false;
        }
        scan.keyword();
        readCount(scan);
        if (scan.isWord(0, "ROW") || scan.isWord(0, "ROWS")) {
          scan.keyword();
        }
      }
      case "FETCH" -> {
        if (!scan.isWord(1, "FIRST") && !scan.isWord(1, "NEXT")) {
          return false;
        }
        readFetch(scan);
      }
      case "UNION", "INTERSECT", "EXCEPT" -> readSetOperator(scan);
      case "EXCLUDE", "REPLACE" -> {
        if (!scan.isSymbol(-1, "*") || !scan.isSymbol(1, "(")) {
          return false;
        }
        scan.keyword();
        scan.expect = OPERAND;
      }
      case "WINDOW" -> {
        if (!scan.at(1).isName() || !scan.isWord(2, "AS") || !scan.isSymbol(3, "(")) {
          return false;
        }
        scan.keyword();
        scan.frame().clause = Clause.WINDOW;
        scan.expect = NAME;
      }
      case "QUALIFY" -> {
        if (scan.endsItem(1)) {
          return false;
        }
        scan.keyword();
        scan.frame().clause = Clause.CONDITION;
        scan.expect = OPERAND;
      }
      case "TABLE" -> {
        if (scan.frame().clause != Clause.WITH) {
          return false;
        }
        scan.keyword();
        scan.expect = NAME;
      }
      case "VALUES" -> {
        if (scan.frame().clause != Clause.WITH) {
          return false;
        }
        scan.keyword();
        scan.frame().clause = Clause.VALUES;
        scan.expect = OPERAND;
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void readSetOperator(WordScan scan) {
    boolean afterStar = scan.isSymbol(-1, "*");
    scan.keyword();
    if (!afterStar) {
      scan.frame().clause = Clause.NONE;
    }
    if (scan.isWord(0, "ALL") || scan.isWord(0, "DISTINCT")) {
      scan.keyword();
    }
    scan.expect = OPERAND;
  }

  private static void readCount(WordScan scan) {
    if (scan.at(0).is(Kind.NUMBER)) {
      scan.take(TokenKinds.UNSIGNED_INTEGER_LITERAL, 1, null);
    } else if (scan.isSymbol(0, "?")) {
      scan.keyword();
    }
  }

  /** Reads FETCH FIRST n ROWS ONLY; the standard lets the n away when it is one. */
  private static void readFetch(WordScan scan) {
    scan.keywords(2);
    if (scan.isWord(0, "ROW") || scan.isWord(0, "ROWS")) {
      scan.replace(0, List.of(scan.token(TokenKinds.UNSIGNED_INTEGER_LITERAL, "1")));
    } else {
      readCount(scan);
    }
    while (scan.isAnyWord(0, Set.of("ROW", "ROWS", "ONLY"))) {
      scan.keyword();
    }
  }
}
