package dev.laminar.sql.parser.internal;

import static dev.laminar.sql.parser.internal.WordScan.Expect.FOLLOWING;
import static dev.laminar.sql.parser.internal.WordScan.Expect.OPERAND;

import dev.laminar.sql.parser.internal.Frame.Clause;
import java.util.Objects;
import java.util.Set;

/**
 * Words in front of a bracket. Most name a function, and functions are looked up by name; the
 * grammar needs only those whose arguments are not a plain list.
 */
final class CallWords {
  private static final Set<String> TRIM_WORDS = Set.of("FROM", "BOTH", "LEADING", "TRAILING");
  private static final Set<String> AGGREGATE_WORDS =
      Set.of("ORDER", "SEPARATOR", "IGNORE", "RESPECT");

  private CallWords() {}

  /** Reads a word that stands before an opening bracket, if it is a keyword. */
  static boolean read(WordScan scan) {
    String word = scan.at(0).value();
    switch (word) {
      case "CAST" -> {
        if (!IntervalWords.readCast(scan)) {
          call(scan, word);
        }
      }
      case "TRY_CAST",
          "SAFE_CAST",
          "FLOOR",
          "CEIL",
          "CEILING",
          "SUBSTRING",
          "JSON_EXISTS",
          "JSON_VALUE",
          "JSON_QUERY",
          "JSON_OBJECT",
          "JSON_OBJECTAGG",
          "JSON_ARRAY",
          "JSON_ARRAYAGG" ->
          call(scan, word);
      case "EXTRACT" -> readWithUnit(scan, Set.of("FROM"));
      case "TIMESTAMPADD", "TIMESTAMPDIFF" -> {
        call(scan, word);
        openWithUnit(scan);
      }
      case "POSITION" -> {
        return callIf(scan, scan.bracketHasWord(1, Set.of("IN")));
      }
      case "OVERLAY" -> {
        return callIf(scan, scan.bracketHasWord(1, Set.of("PLACING")));
      }
      case "TRIM" -> {
        return callIf(scan, scan.bracketHasWord(1, TRIM_WORDS) || !scan.bracketHasComma(1));
      }
      case "ARRAY_AGG", "STRING_AGG", "GROUP_CONCAT", "ARRAY_CONCAT_AGG" -> {
        return callIf(scan, scan.bracketHasWord(1, AGGREGATE_WORDS));
      }
      case "EXISTS", "ROW", "ARRAY", "MAP" -> {
        scan.keyword();
        scan.expect = OPERAND;
      }
      case "ROLLUP", "CUBE" -> {
        if (scan.frame().clause != Clause.GROUP_BY) {
          return false;
        }
        scan.keyword();
      }
      case "CLASSIFIER", "MATCH_NUMBER", "FIRST", "LAST", "PREV", "NEXT" -> {
        return callIf(scan, scan.isInside(Frame.Kind.MATCH_RECOGNIZE));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static boolean callIf(WordScan scan, boolean keyword) {
    if (keyword) {
      call(scan, scan.at(0).value());
    }
    return keyword;
  }

  private static void call(WordScan scan, String function) {
    scan.keyword();
    scan.expectBracket(new Frame(Frame.Kind.ARGUMENTS, function));
    scan.expect = FOLLOWING;
  }

  private static void readWithUnit(WordScan scan, Set<String> required) {
    String word = scan.at(0).value();
    if (scan.bracketHasWord(1, required)) {
      call(scan, word);
      openWithUnit(scan);
    } else {
      scan.name();
      scan.expect = FOLLOWING;
    }
  }

  /** Opens the bracket and reads the unit of time that stands first in it. */
  private static void openWithUnit(WordScan scan) {
    scan.open(Objects.requireNonNull(scan.takePending()));
    scan.keyword();
    Literals.readUnit(scan);
    scan.expect = FOLLOWING;
  }
}
