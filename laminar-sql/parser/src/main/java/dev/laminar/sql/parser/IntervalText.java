package dev.laminar.sql.parser;

import dev.laminar.sql.parser.internal.Shown;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads and writes intervals as text; what is wrong is said in an IllegalArgumentException. */
final class IntervalText {
  private static final String NUMBER = "([+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+))";
  private static final Pattern PLAIN = Pattern.compile(NUMBER);
  private static final Pattern YEARS_MONTHS = Pattern.compile("([+-]?)(\\d+)-(\\d+)");
  private static final Pattern CLOCK =
      Pattern.compile("([+-]?)(\\d+):(\\d+)(?::(\\d+(?:\\.\\d*)?))?");
  private static final Pattern ITEM = Pattern.compile(NUMBER + "\\s*([\\p{L}µ]+)\\s*");
  private static final Pattern ISO =
      Pattern.compile(
          "([+-]?)P(?=.)(?:#Y)?(?:#M)?(?:#W)?(?:#D)?(?:T(?=.)(?:#H)?(?:#M)?(?:#S)?)?"
              .replace("#", NUMBER));
  private static final IntervalUnit[] ISO_UNITS = {
    IntervalUnit.YEAR,
    IntervalUnit.MONTH,
    IntervalUnit.WEEK,
    IntervalUnit.DAY,
    IntervalUnit.HOUR,
    IntervalUnit.MINUTE,
    IntervalUnit.SECOND
  };

  private static final List<IntervalUnit> CLOCK_UNITS =
      List.of(IntervalUnit.DAY, IntervalUnit.HOUR, IntervalUnit.MINUTE, IntervalUnit.SECOND);

  private IntervalText() {}

  static Interval parse(String text) {
    String trimmed = text.strip();
    Matcher iso = ISO.matcher(trimmed.toUpperCase(Locale.ROOT));
    if (iso.matches()) {
      return iso(iso);
    }
    Matcher yearsMonths = YEARS_MONTHS.matcher(trimmed);
    if (yearsMonths.matches()) {
      return yearsMonths(yearsMonths);
    }
    if (PLAIN.matcher(trimmed).matches()) {
      throw new IllegalArgumentException(
          "the interval "
              + Shown.quoted(text)
              + " has no unit; write for example "
              + Shown.quoted(trimmed + " seconds"));
    }
    return items(text, trimmed);
  }

  /** Reads the text of {@code INTERVAL '…' start TO end}. */
  static Interval parse(String text, IntervalUnit start, @Nullable IntervalUnit end) {
    String trimmed = text.strip();
    if (end == null && PLAIN.matcher(trimmed).matches()) {
      return start.times(new BigDecimal(trimmed));
    }
    if (start == IntervalUnit.YEAR && end == IntervalUnit.MONTH) {
      Matcher yearsMonths = YEARS_MONTHS.matcher(trimmed);
      if (yearsMonths.matches()) {
        return yearsMonths(yearsMonths);
      }
    }
    List<IntervalUnit> units = end == null ? List.of() : clockUnits(start, end);
    if (!units.isEmpty()) {
      return clock(text, trimmed, units);
    }
    throw new IllegalArgumentException(
        Shown.quoted(text) + " is no interval of " + start + (end == null ? "" : " TO " + end));
  }

  /** Writes microseconds as {@code h:mm:ss}. */
  static String clock(long micros) {
    long rest = Math.abs(micros % 1_000_000);
    long seconds = Math.abs(micros / 1_000_000);
    String fraction = rest == 0 ? "" : "." + Long.toString(1_000_000 + rest).substring(1);
    return (micros < 0 ? "-" : "")
        + twoDigits(seconds / 3600)
        + ":"
        + twoDigits(seconds / 60 % 60)
        + ":"
        + twoDigits(seconds % 60)
        + fraction;
  }

  private static String twoDigits(long number) {
    return number < 10 ? "0" + number : Long.toString(number);
  }

  /** The units from start to end, if a text such as {@code d h:m:s} can have them; else none. */
  private static List<IntervalUnit> clockUnits(IntervalUnit start, IntervalUnit end) {
    int first = CLOCK_UNITS.indexOf(start);
    int last = CLOCK_UNITS.indexOf(end);
    return first >= 0 && first < last ? CLOCK_UNITS.subList(first, last + 1) : List.of();
  }

  /** Reads {@code d h:m:s}, or a part of it. */
  private static Interval clock(String text, String trimmed, List<IntervalUnit> units) {
    boolean negative = trimmed.startsWith("-");
    String unsigned = trimmed.substring(negative || trimmed.startsWith("+") ? 1 : 0);
    List<String> parts = List.of(unsigned.split("[ :]+", -1));
    if (parts.size() != units.size()) {
      throw new IllegalArgumentException(
          Shown.quoted(text) + " is no interval of " + units.getFirst() + " TO " + units.getLast());
    }
    Interval sum = Interval.ZERO;
    for (int i = 0; i < parts.size(); i++) {
      IntervalUnit unit = units.get(i);
      if (!parts.get(i).matches(unit == IntervalUnit.SECOND ? "\\d+(\\.\\d*)?" : "\\d+")) {
        throw new IllegalArgumentException(
            Shown.quoted(parts.get(i))
                + " in the interval "
                + Shown.quoted(text)
                + " is no number");
      }
      sum = sum.plus(unit.times(new BigDecimal(parts.get(i))));
    }
    return negative ? sum.negated() : sum;
  }

  private static Interval iso(Matcher iso) {
    Interval sum = Interval.ZERO;
    for (int i = 0; i < ISO_UNITS.length; i++) {
      String number = iso.group(i + 2);
      if (number != null) {
        sum = sum.plus(ISO_UNITS[i].times(new BigDecimal(number)));
      }
    }
    return iso.group(1).equals("-") ? sum.negated() : sum;
  }

  private static Interval yearsMonths(Matcher matcher) {
    Interval sum =
        IntervalUnit.YEAR
            .times(new BigDecimal(matcher.group(2)))
            .plus(IntervalUnit.MONTH.times(new BigDecimal(matcher.group(3))));
    return matcher.group(1).equals("-") ? sum.negated() : sum;
  }

  /** Reads numbers with units, and at the end a clock, {@code ago} or both. */
  private static Interval items(String text, String trimmed) {
    Interval sum = Interval.ZERO;
    String rest = trimmed;
    boolean any = false;
    for (Matcher item = ITEM.matcher(rest); item.lookingAt(); item = ITEM.matcher(rest)) {
      sum = sum.plus(unit(text, item.group(2)).times(new BigDecimal(item.group(1))));
      rest = rest.substring(item.end());
      any = true;
    }
    Matcher clock = CLOCK.matcher(rest);
    if (clock.lookingAt()) {
      sum = sum.plus(clock(clock));
      rest = rest.substring(clock.end()).strip();
      any = true;
    }
    boolean ago = any && rest.equalsIgnoreCase("ago");
    if (!any || !(ago || rest.isEmpty())) {
      throw new IllegalArgumentException(
          Shown.quoted(text)
              + " is no interval; write for example '1 day 2 hours', '00:05:00' or 'PT1M'");
    }
    return ago ? sum.negated() : sum;
  }

  private static IntervalUnit unit(String text, String name) {
    IntervalUnit unit = IntervalUnit.named(name);
    if (unit == null) {
      throw new IllegalArgumentException(
          Shown.quoted(name) + " in the interval " + Shown.quoted(text) + " is no unit of time");
    }
    return unit;
  }

  private static Interval clock(Matcher clock) {
    Interval sum =
        IntervalUnit.HOUR
            .times(new BigDecimal(clock.group(2)))
            .plus(IntervalUnit.MINUTE.times(new BigDecimal(clock.group(3))));
    if (clock.group(4) != null) {
      sum = sum.plus(IntervalUnit.SECOND.times(new BigDecimal(clock.group(4))));
    }
    return clock.group(1).equals("-") ? sum.negated() : sum;
  }
}
