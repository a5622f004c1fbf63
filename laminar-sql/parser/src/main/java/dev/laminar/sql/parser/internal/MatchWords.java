package dev.laminar.sql.parser.internal;

import static dev.laminar.sql.parser.internal.WordScan.Expect.FOLLOWING;
import static dev.laminar.sql.parser.internal.WordScan.Expect.NAME;
import static dev.laminar.sql.parser.internal.WordScan.Expect.OPERAND;

import dev.laminar.sql.parser.internal.Frame.Clause;
import java.util.Set;

/** The words of MATCH_RECOGNIZE, between its brackets. */
final class MatchWords {
  private MatchWords() {}

  /** Reads a word that begins a part of the clause, if it does. */
  static boolean read(WordScan scan) {
    switch (scan.at(0).value()) {
      case "PARTITION", "ORDER" -> {
        if (!scan.isWord(1, "BY")) {
          return false;
        }
        FollowingWords.readBy(scan, scan.isWord(0, "ORDER") ? Clause.ORDER_BY : Clause.NONE);
      }
      case "MEASURES" -> begin(scan, Clause.NONE, OPERAND);
      case "SUBSET" -> begin(scan, Clause.SUBSET, NAME);
      case "DEFINE" -> begin(scan, Clause.DEFINE, NAME);
      case "WITHIN" -> begin(scan, Clause.NONE, OPERAND);
      case "ONE", "ALL" -> {
        if (!scan.isWord(2, "PER")) {
          return false;
        }
        scan.keywords(4);
        scan.expect = FOLLOWING;
      }
      case "AFTER" -> {
        if (!scan.isWord(1, "MATCH")) {
          return false;
        }
        readAfterMatch(scan);
      }
      case "PATTERN" -> {
        if (!scan.isSymbol(1, "(")) {
          return false;
        }
        scan.keyword();
        scan.expectBracket(new Frame(Frame.Kind.PATTERN, ""));
      }
      case "RUNNING", "FINAL" -> {
        if (!scan.at(1).isName()) {
          return false;
        }
        scan.keyword();
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void begin(WordScan scan, Clause clause, WordScan.Expect next) {
    scan.keyword();
    scan.frame().clause = clause;
    scan.expect = next;
  }

  /** Reads AFTER MATCH SKIP and where to; a variable's name is the only word that is no keyword. */
  private static void readAfterMatch(WordScan scan) {
    Set<String> words =
        Set.of("AFTER", "MATCH", "SKIP", "TO", "NEXT", "ROW", "PAST", "FIRST", "LAST");
    while (scan.isAnyWord(0, words)) {
      boolean variable = scan.isWord(-1, "TO") && !isTarget(scan);
      if (variable) {
        break;
      }
      scan.keyword();
    }
    scan.expect = FOLLOWING;
    if (scan.isWord(-1, "TO") || scan.isWord(-1, "FIRST") || scan.isWord(-1, "LAST")) {
      scan.name();
    }
  }

  private static boolean isTarget(WordScan scan) {
    return (scan.isWord(0, "NEXT") && scan.isWord(1, "ROW"))
        || ((scan.isWord(0, "FIRST") || scan.isWord(0, "LAST"))
            && scan.at(1).isName()
            && !Set.of("PATTERN", "WITHIN").contains(scan.at(1).value()));
  }
}
