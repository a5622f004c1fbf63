package dev.laminar.sql.parser.internal;

import static dev.laminar.sql.parser.internal.WordScan.Expect.FOLLOWING;

import dev.laminar.sql.parser.internal.Lexeme.Kind;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Words that begin a literal if the right thing follows, and units of time. */
final class Literals {
  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("NANOSECONDS", "NANOSECOND"),
          Map.entry("MICROSECONDS", "MICROSECOND"),
          Map.entry("MILLISECONDS", "MILLISECOND"),
          Map.entry("SECONDS", "SECOND"),
          Map.entry("MINUTES", "MINUTE"),
          Map.entry("HOURS", "HOUR"),
          Map.entry("DAYS", "DAY"),
          Map.entry("WEEKS", "WEEK"),
          Map.entry("MONTHS", "MONTH"),
          Map.entry("QUARTERS", "QUARTER"),
          Map.entry("YEARS", "YEAR"),
          Map.entry("DECADES", "DECADE"),
          Map.entry("CENTURIES", "CENTURY"),
          Map.entry("NANOSECOND", "NANOSECOND"),
          Map.entry("MICROSECOND", "MICROSECOND"),
          Map.entry("MILLISECOND", "MILLISECOND"),
          Map.entry("SECOND", "SECOND"),
          Map.entry("MINUTE", "MINUTE"),
          Map.entry("HOUR", "HOUR"),
          Map.entry("DAY", "DAY"),
          Map.entry("DAYOFWEEK", "DAYOFWEEK"),
          Map.entry("DAYOFYEAR", "DAYOFYEAR"),
          Map.entry("DOW", "DOW"),
          Map.entry("DOY", "DOY"),
          Map.entry("ISODOW", "ISODOW"),
          Map.entry("ISOYEAR", "ISOYEAR"),
          Map.entry("WEEK", "WEEK"),
          Map.entry("MONTH", "MONTH"),
          Map.entry("QUARTER", "QUARTER"),
          Map.entry("YEAR", "YEAR"),
          Map.entry("EPOCH", "EPOCH"),
          Map.entry("DECADE", "DECADE"),
          Map.entry("CENTURY", "CENTURY"),
          Map.entry("MILLENNIUM", "MILLENNIUM"));

  private Literals() {}

  /** Reads a word that begins a literal or a constructor, if it does. */
  static boolean read(WordScan scan) {
    switch (scan.at(0).value()) {
      case "DATE", "TIME", "TIMESTAMP" -> {
        if (!scan.at(1).is(Kind.STRING)) {
          return readWithTimeZone(scan);
        }
        boolean timestamp = scan.isWord(0, "TIMESTAMP");
        scan.keyword();
        if (timestamp) {
          readTimestamp(scan, DateTimeText::timestamp);
        }
      }
      case "TIMESTAMPTZ" -> {
        if (!scan.at(1).is(Kind.STRING)) {
          return false;
        }
        scan.replace(
            1,
            List.of(
                scan.token("TIMESTAMP"), scan.token("WITH"),
                scan.token("TIME"), scan.token("ZONE")));
        readTimestamp(scan, DateTimeText::zonedTimestamp);
      }
      case "INTERVAL" -> {
        return IntervalWords.read(scan);
      }
      case "ARRAY", "MAP" -> {
        if (!scan.isSymbol(1, "[")) {
          return false;
        }
        scan.keyword();
        scan.expect = FOLLOWING;
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static boolean readWithTimeZone(WordScan scan) {
    int time = scan.isWord(2, "LOCAL") ? 3 : 2;
    boolean zoned =
        scan.isWord(1, "WITH")
            && scan.isWord(time, "TIME")
            && scan.isWord(time + 1, "ZONE")
            && scan.at(time + 2).is(Kind.STRING);
    if (zoned) {
      boolean timestamp = scan.isWord(0, "TIMESTAMP");
      scan.keywords(time + 2);
      if (timestamp) {
        readTimestamp(scan, DateTimeText::zonedTimestamp);
      }
    }
    return zoned;
  }

  private static void readTimestamp(WordScan scan, UnaryOperator<String> form) {
    try {
      scan.string(form.apply(scan.at(0).value()));
    } catch (IllegalArgumentException e) {
      throw scan.error(0, String.valueOf(e.getMessage()));
    }
    scan.expect = FOLLOWING;
  }

  static boolean isUnit(Lexeme lexeme) {
    return lexeme.is(Kind.WORD) && UNITS.containsKey(lexeme.value());
  }

  /** Reads a unit of time, in the plural too; what is none goes to the grammar as a name. */
  static void readUnit(WordScan scan) {
    String unit = UNITS.get(scan.at(0).value());
    if (scan.at(0).is(Kind.WORD) && unit != null) {
      scan.keyword(unit);
    } else if (scan.at(0).is(Kind.WORD)) {
      scan.name();
    }
  }
}
