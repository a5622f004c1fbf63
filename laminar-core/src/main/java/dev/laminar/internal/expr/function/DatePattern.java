package dev.laminar.internal.expr.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A pattern of Postgres ({@code YYYY-MM-DD HH24:MI}) or Java ({@code yyyy-MM-dd HH:mm}), taken
 * apart. Immutable.
 */
final class DatePattern {

  private static final List<String> MONTHS =
      List.of(
          "January",
          "February",
          "March",
          "April",
          "May",
          "June",
          "July",
          "August",
          "September",
          "October",
          "November",
          "December");
  private static final List<String> DAYS =
      List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");

  /** Longer names first: the first that fits is taken. */
  private static final List<String> FIELDS =
      List.of(
          "IYYY", "YYYY", "HH24", "HH12", "MONTH", "SSSS", "YYY", "IYY", "DAY", "DDD", "MON",
          "A.M.", "P.M.", "IDDD", "YY", "IY", "MM", "DD", "DY", "HH", "MI", "SS", "MS", "US", "IW",
          "WW", "ID", "AM", "PM", "TZ", "OF", "CC", "Q", "W", "D", "J", "Y");

  /** A field, or text as it stands if {@code field} is empty. */
  private record Part(String field, String text, boolean fill) {}

  private final String pattern;
  private final List<Part> parts;

  private DatePattern(String pattern, List<Part> parts) {
    this.pattern = pattern;
    this.parts = List.copyOf(parts);
  }

  static DatePattern ofPostgres(String pattern) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    boolean fill = true;
    while (at < pattern.length()) {
      char c = pattern.charAt(at);
      if (c == '"') {
        int end = pattern.indexOf('"', at + 1);
        end = end < 0 ? pattern.length() : end;
        parts.add(new Part("", pattern.substring(at + 1, end), false));
        at = end + 1;
        continue;
      }
      if (pattern.regionMatches(true, at, "FM", 0, 2)) {
        fill = false;
        at += 2;
        continue;
      }
      if (pattern.regionMatches(true, at, "TM", 0, 2)) {
        at += 2;
        continue;
      }
      String field = fieldAt(pattern, at);
      int length = field.isEmpty() ? 1 : field.length();
      parts.add(new Part(field, pattern.substring(at, at + length), fill));
      at += length;
      if (!field.isEmpty()) {
        fill = true;
        at += suffix(pattern, at);
      }
    }
    return new DatePattern(pattern, parts);
  }

  private static int suffix(String pattern, int at) {
    return pattern.startsWith("TH", at) || pattern.startsWith("th", at) ? 2 : 0;
  }

  private static String fieldAt(String pattern, int at) {
    for (String field : FIELDS) {
      if (pattern.regionMatches(true, at, field, 0, field.length())) {
        return field;
      }
    }
    return "";
  }

  static DatePattern ofJava(String pattern) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (at < pattern.length()) {
      char c = pattern.charAt(at);
      int end = at + 1;
      if (c == '\'') {
        end = pattern.indexOf('\'', at + 1);
        end = end < 0 ? pattern.length() : end;
        String quoted = pattern.substring(at + 1, end);
        parts.add(new Part("", quoted.isEmpty() ? "'" : quoted, false));
        at = end + 1;
        continue;
      }
      while (end < pattern.length() && pattern.charAt(end) == c) {
        end++;
      }
      parts.add(ofLetters(pattern, c, end - at));
      at = end;
    }
    return new DatePattern(pattern, parts);
  }

  private static Part ofLetters(String pattern, char c, int count) {
    return switch (c) {
      case 'y', 'u' -> new Part(count == 2 ? "YY" : "YYYY", "yyyy", count > 1);
      case 'M', 'L' ->
          count >= 4
              ? new Part("MONTH", "Month", false)
              : count == 3 ? new Part("MON", "Mon", false) : new Part("MM", "MM", count == 2);
      case 'd' -> new Part("DD", "DD", count == 2);
      case 'D' -> new Part("DDD", "DDD", count == 3);
      case 'H' -> new Part("HH24", "HH24", count == 2);
      case 'h' -> new Part("HH12", "HH12", count == 2);
      case 'm' -> new Part("MI", "MI", count == 2);
      case 's' -> new Part("SS", "SS", count == 2);
      case 'S' -> new Part(count <= 3 ? "MS" : "US", "MS", true);
      case 'E' -> count >= 4 ? new Part("DAY", "Day", false) : new Part("DY", "Dy", false);
      case 'a' -> new Part("AM", "AM", true);
      case 'w' -> new Part("IW", "IW", count == 2);
      case 'Y' -> new Part("IYYY", "IYYY", true);
      case 'Q', 'q' -> new Part("Q", "Q", true);
      case 'e' -> new Part("ID", "ID", true);
      case 'X', 'x', 'Z' -> new Part("OF", "OF", true);
      default -> {
        if (Character.isLetter(c)) {
          throw new RowError("the pattern '" + pattern + "' has a letter that means nothing: " + c);
        }
        yield new Part("", String.valueOf(c).repeat(count), false);
      }
    };
  }

  // ---- printing

  void print(long micros, StringBuilder out) {
    long days = Math.floorDiv(micros, Calendar.DAY);
    long time = micros - days * Calendar.DAY;
    long civil = Calendar.civil(days);
    for (Part part : parts) {
      if (part.field().isEmpty()) {
        out.append(part.text());
      } else {
        print(part, days, civil, time, out);
      }
    }
  }

  private void print(Part part, long days, long civil, long time, StringBuilder out) {
    long year = Calendar.year(civil);
    int month = Calendar.month(civil);
    long hour = time / Calendar.HOUR;
    switch (part.field()) {
      case "YYYY" -> number(year, 4, part, out);
      case "YYY" -> number(Math.floorMod(year, 1000L), 3, part, out);
      case "YY" -> number(Math.floorMod(year, 100L), 2, part, out);
      case "Y" -> number(Math.floorMod(year, 10L), 1, part, out);
      case "IYYY" -> number(Calendar.isoYear(days), 4, part, out);
      case "IYY" -> number(Math.floorMod(Calendar.isoYear(days), 1000L), 3, part, out);
      case "IY" -> number(Math.floorMod(Calendar.isoYear(days), 100L), 2, part, out);
      case "CC" -> number(Math.floorDiv(year + 99, 100L), 2, part, out);
      case "Q" -> out.append((month + 2) / 3);
      case "MM" -> number(month, 2, part, out);
      case "MONTH" -> name(MONTHS.get(month - 1), 9, part, out);
      case "MON" -> name(MONTHS.get(month - 1).substring(0, 3), 3, part, out);
      case "DD" -> number(Calendar.day(civil), 2, part, out);
      case "DDD" -> number(days - Calendar.days(year, 1, 1) + 1, 3, part, out);
      case "IDDD" -> number((Calendar.isoWeek(days) - 1) * 7L + iso(days), 3, part, out);
      case "D" -> out.append(iso(days) % 7 + 1);
      case "ID" -> out.append(iso(days));
      case "DAY" -> name(DAYS.get(iso(days) - 1), 9, part, out);
      case "DY" -> name(DAYS.get(iso(days) - 1).substring(0, 3), 3, part, out);
      case "IW" -> number(Calendar.isoWeek(days), 2, part, out);
      case "WW" -> number((days - Calendar.days(year, 1, 1)) / 7 + 1, 2, part, out);
      case "W" -> out.append((Calendar.day(civil) - 1) / 7 + 1);
      case "J" -> out.append(days + 2_440_588);
      case "HH24" -> number(hour, 2, part, out);
      case "HH", "HH12" -> number((hour + 11) % 12 + 1, 2, part, out);
      case "MI" -> number(time / Calendar.MINUTE % 60, 2, part, out);
      case "SS" -> number(time / Calendar.SECOND % 60, 2, part, out);
      case "SSSS" -> out.append(time / Calendar.SECOND);
      case "MS" -> number(time / 1000 % 1000, 3, part, out);
      case "US" -> number(time % Calendar.SECOND, 6, part, out);
      case "AM", "PM" -> name(hour < 12 ? "AM" : "PM", 2, part, out);
      case "A.M.", "P.M." -> name(hour < 12 ? "A.M." : "P.M.", 4, part, out);
      case "TZ" -> out.append("UTC");
      case "OF" -> out.append("+00");
      default -> throw new IllegalStateException("no such field: " + part.field());
    }
  }

  private static int iso(long days) {
    return Calendar.isoDayOfWeek(days);
  }

  private static void number(long value, int width, Part part, StringBuilder out) {
    String digits = Long.toString(Math.abs(value));
    out.append(value < 0 ? "-" : "");
    if (part.fill()) {
      out.repeat('0', Math.max(0, width - digits.length()));
    }
    out.append(digits);
  }

  private static void name(String name, int width, Part part, StringBuilder out) {
    String written = part.text();
    boolean upper =
        written.length() > 1 && Character.isUpperCase(written.charAt(1))
            || written.startsWith("A.M")
            || written.startsWith("P.M");
    boolean lower = Character.isLowerCase(written.charAt(0));
    boolean meridiem = name.endsWith("M") || name.endsWith("M.");
    if (lower) {
      out.append(name.toLowerCase(Locale.ROOT));
    } else {
      out.append(upper || meridiem ? name.toUpperCase(Locale.ROOT) : name);
    }
    if (part.fill() && width == 9) {
      out.repeat(' ', width - name.length());
    }
  }

  // ---- parsing

  /** The timestamp that a text shows. */
  long parse(String text) {
    Reading reading = new Reading(text);
    for (int i = 0; i < parts.size(); i++) {
      Part next = i + 1 < parts.size() ? parts.get(i + 1) : null;
      reading.read(parts.get(i), next == null || next.field().isEmpty());
    }
    return reading.micros();
  }

  /** One text being read. */
  private final class Reading {
    private final String text;
    private int at;
    private long year = 1;
    private int month = 1;
    private int day = 1;
    private long dayOfYear;
    private long hour;
    private boolean afternoon;
    private boolean halfDay;
    private long minute;
    private long second;
    private long micros;
    private long offset;

    Reading(String text) {
      this.text = text.strip();
    }

    private RowError bad() {
      return new RowError("expected a time like '" + pattern + "', got '" + text + "'");
    }

    void read(Part part, boolean free) {
      if (part.field().isEmpty()) {
        skip(part.text());
        return;
      }
      switch (part.field()) {
        case "YYYY", "IYYY" -> year = number(free ? 7 : 4);
        case "YYY" -> year = 2000 + number(3);
        case "YY", "IY" -> {
          long two = number(2);
          year = two < 70 ? 2000 + two : 1900 + two;
        }
        case "MM" -> month = (int) number(2);
        case "MONTH" -> month = name(MONTHS, false);
        case "MON" -> month = name(MONTHS, true);
        case "DD" -> day = (int) number(2);
        case "DDD" -> dayOfYear = number(3);
        case "DAY" -> name(DAYS, false);
        case "DY" -> name(DAYS, true);
        case "HH24" -> hour = number(2);
        case "HH", "HH12" -> {
          hour = number(2);
          halfDay = true;
        }
        case "MI" -> minute = number(2);
        case "SS" -> second = number(2);
        case "SSSS" -> second = number(5);
        case "MS" -> micros = fraction(3) * 1000;
        case "US" -> micros = fraction(6);
        case "AM", "PM", "A.M.", "P.M." -> meridiem(part.field().length());
        case "OF", "TZ" -> zone();
        case "D", "ID", "Q", "W", "WW", "IW" -> number(2);
        default -> throw new RowError("to_timestamp cannot read " + part.field());
      }
    }

    private void skip(String literal) {
      for (int i = 0; i < literal.length(); i++) {
        boolean blank = Character.isWhitespace(literal.charAt(i));
        if (at < text.length()
            && (text.charAt(at) == literal.charAt(i) || separators(i, literal))) {
          at++;
        } else if (!blank) {
          throw bad();
        }
      }
    }

    private boolean separators(int i, String literal) {
      return !Character.isLetterOrDigit(text.charAt(at))
          && !Character.isLetterOrDigit(literal.charAt(i));
    }

    private void blanks() {
      while (at < text.length() && text.charAt(at) == ' ') {
        at++;
      }
    }

    private long number(int most) {
      blanks();
      int start = at;
      boolean minus = at < text.length() && text.charAt(at) == '-' && most == 7;
      at += minus ? 1 : 0;
      long value = 0;
      int first = at;
      while (at < text.length() && at - first < most && Character.isDigit(text.charAt(at))) {
        value = value * 10 + Character.digit(text.charAt(at), 10);
        at++;
      }
      if (at == first || at == start) {
        throw bad();
      }
      return minus ? -value : value;
    }

    private long fraction(int digits) {
      int start = at;
      long value = number(digits);
      for (int read = at - start; read < digits; read++) {
        value *= 10;
      }
      return value;
    }

    private int name(List<String> names, boolean isShort) {
      blanks();
      for (int i = 0; i < names.size(); i++) {
        String name = isShort ? names.get(i).substring(0, 3) : names.get(i);
        if (text.regionMatches(true, at, name, 0, name.length())) {
          at += name.length();
          return i + 1;
        }
      }
      throw bad();
    }

    private void meridiem(int length) {
      blanks();
      if (at + length > text.length()) {
        throw bad();
      }
      char c = Character.toLowerCase(text.charAt(at));
      if (c != 'a' && c != 'p') {
        throw bad();
      }
      afternoon = c == 'p';
      halfDay = true;
      at += length;
    }

    private void zone() {
      String rest = text.substring(at).strip();
      at = text.length();
      if (rest.equalsIgnoreCase("Z") || rest.equalsIgnoreCase("UTC")) {
        return;
      }
      try {
        offset = java.time.ZoneOffset.of(rest).getTotalSeconds();
      } catch (java.time.DateTimeException e) {
        throw bad();
      }
    }

    long micros() {
      boolean valid = month >= 1 && month <= 12 && hour <= (halfDay ? 12 : 23) && minute < 60;
      if (!valid || day < 1 || day > Calendar.daysIn(year, month)) {
        throw bad();
      }
      long hours = halfDay ? hour % 12 + (afternoon ? 12 : 0) : hour;
      long days =
          dayOfYear > 0
              ? Calendar.days(year, 1, 1) + dayOfYear - 1
              : Calendar.days(year, month, day);
      return days * Calendar.DAY
          + hours * Calendar.HOUR
          + minute * Calendar.MINUTE
          + (second - offset) * Calendar.SECOND
          + micros;
    }
  }
}
