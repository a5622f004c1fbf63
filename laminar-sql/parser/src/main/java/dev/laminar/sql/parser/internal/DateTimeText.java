package dev.laminar.sql.parser.internal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Brings the text of a timestamp literal to the one form that Calcite reads; what is no timestamp
 * stays as it is, for Calcite to refuse.
 */
final class DateTimeText {
  private static final Pattern TIMESTAMP =
      Pattern.compile(
          "\\s*(\\d{4}-\\d{2}-\\d{2})(?:[T ]+(\\d{2}:\\d{2})(:\\d{2}(?:\\.\\d+)?)?)?"
              + "\\s*(Z|[A-Za-z][A-Za-z0-9/_+:-]*|[+-]\\d{2}(?::?\\d{2})?)?\\s*");

  private DateTimeText() {}

  /**
   * The text of a timestamp without a zone.
   *
   * @throws IllegalArgumentException if it has a zone other than UTC
   */
  static String timestamp(String text) {
    Matcher matcher = TIMESTAMP.matcher(text);
    if (!matcher.matches()) {
      return text;
    }
    if (!zone(matcher).equals("UTC")) {
      throw new IllegalArgumentException(
          "a TIMESTAMP has no time zone; write TIMESTAMP WITH TIME ZONE "
              + Shown.quoted(text.strip()));
    }
    return dateTime(matcher);
  }

  /** The text of a timestamp with a zone; without one it is in UTC. */
  static String zonedTimestamp(String text) {
    Matcher matcher = TIMESTAMP.matcher(text);
    return matcher.matches() ? dateTime(matcher) + " " + zone(matcher) : text;
  }

  private static String dateTime(Matcher matcher) {
    String minutes = matcher.group(2);
    String seconds = matcher.group(3);
    return matcher.group(1)
        + " "
        + (minutes == null ? "00:00" : minutes)
        + (seconds == null ? ":00" : seconds);
  }

  private static String zone(Matcher matcher) {
    String zone = matcher.group(4);
    if (zone == null || zone.equalsIgnoreCase("Z") || zone.matches("(?i)UTC|[+-]00(:?00)?")) {
      return "UTC";
    }
    if (Character.isLetter(zone.charAt(0))) {
      return zone;
    }
    String hours = zone.substring(0, 3);
    String minutes = zone.length() > 3 ? zone.substring(zone.length() - 2) : "00";
    return "GMT" + hours + ":" + minutes;
  }
}
