package dev.laminar.internal.expr.function;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads intervals: {@code 1 day 02:03:04}, {@code 2 hours}, {@code P1DT2H}. One use. */
final class IntervalText {

  private static final Pattern PART = Pattern.compile("([+-]?\\d+(?:\\.\\d+)?)\\s*([a-zA-Zµ]+)");
  private static final Pattern CLOCK =
      Pattern.compile("([+-]?)(\\d+):(\\d{1,2})(?::(\\d{1,2}(?:\\.\\d+)?))?");
  private static final Pattern ISO = Pattern.compile("([+-]?\\d+(?:\\.\\d+)?)([YMWDHS])");

  private BigDecimal months = BigDecimal.ZERO;
  private BigDecimal micros = BigDecimal.ZERO;
  private final String text;

  IntervalText(String text) {
    this.text = text.strip();
    if (this.text.startsWith("P") || this.text.startsWith("p")) {
      iso(this.text.toUpperCase(Locale.ROOT));
    } else {
      words();
    }
  }

  private RowError bad() {
    return new RowError("expected an interval such as '1 day 2 hours', got '" + text + "'");
  }

  private void iso(String upper) {
    int t = upper.indexOf('T');
    int parsed = 1;
    Matcher matcher = ISO.matcher(upper);
    while (matcher.find()) {
      if (matcher.start() != parsed && !(t >= 0 && matcher.start() == parsed + 1)) {
        throw bad();
      }
      boolean inTime = t >= 0 && matcher.start() > t;
      String unit =
          switch (matcher.group(2)) {
            case "Y" -> "year";
            case "M" -> inTime ? "minute" : "month";
            case "W" -> "week";
            case "D" -> "day";
            case "H" -> "hour";
            default -> "second";
          };
      add(new BigDecimal(matcher.group(1)), unit);
      parsed = matcher.end();
    }
    if (parsed != upper.length() || parsed == 1) {
      throw bad();
    }
  }

  private void words() {
    String rest = text.startsWith("@") ? text.substring(1).strip() : text;
    boolean ago = rest.toLowerCase(Locale.ROOT).endsWith(" ago");
    rest = ago ? rest.substring(0, rest.length() - 4).strip() : rest;
    if (rest.isEmpty()) {
      throw bad();
    }
    while (!rest.isEmpty()) {
      Matcher clock = CLOCK.matcher(rest);
      Matcher part = PART.matcher(rest);
      if (clock.lookingAt()) {
        addClock(clock);
        rest = rest.substring(clock.end()).strip();
      } else if (part.lookingAt()) {
        add(new BigDecimal(part.group(1)), part.group(2).toLowerCase(Locale.ROOT));
        rest = rest.substring(part.end()).strip();
      } else if (rest.matches("[+-]?\\d+(\\.\\d+)?")) {
        add(new BigDecimal(rest), "second");
        rest = "";
      } else {
        throw bad();
      }
    }
    if (ago) {
      months = months.negate();
      micros = micros.negate();
    }
  }

  private void addClock(Matcher clock) {
    String seconds = clock.group(4);
    BigDecimal total =
        new BigDecimal(clock.group(2))
            .multiply(BigDecimal.valueOf(Calendar.HOUR))
            .add(new BigDecimal(clock.group(3)).multiply(BigDecimal.valueOf(Calendar.MINUTE)))
            .add(
                seconds == null
                    ? BigDecimal.ZERO
                    : new BigDecimal(seconds).multiply(BigDecimal.valueOf(Calendar.SECOND)));
    micros = "-".equals(clock.group(1)) ? micros.subtract(total) : micros.add(total);
  }

  private void add(BigDecimal count, String unit) {
    switch (unit) {
      case "millennium", "millennia", "millenniums" -> addMonths(count, 12_000);
      case "century", "centuries", "c" -> addMonths(count, 1200);
      case "decade", "decades" -> addMonths(count, 120);
      case "year", "years", "yr", "yrs", "y" -> addMonths(count, 12);
      case "quarter", "quarters" -> addMonths(count, 3);
      case "month", "months", "mon", "mons" -> addMonths(count, 1);
      case "week", "weeks", "w" -> addMicros(count, 7 * Calendar.DAY);
      case "day", "days", "d" -> addMicros(count, Calendar.DAY);
      case "hour", "hours", "hr", "hrs", "h" -> addMicros(count, Calendar.HOUR);
      case "minute", "minutes", "min", "mins", "m" -> addMicros(count, Calendar.MINUTE);
      case "second", "seconds", "sec", "secs", "s" -> addMicros(count, Calendar.SECOND);
      case "millisecond", "milliseconds", "msec", "msecs", "ms" -> addMicros(count, 1000);
      case "microsecond", "microseconds", "usec", "usecs", "us", "µs" -> addMicros(count, 1);
      default -> throw bad();
    }
  }

  private void addMonths(BigDecimal count, int each) {
    months = months.add(count.multiply(BigDecimal.valueOf(each)));
  }

  private void addMicros(BigDecimal count, long each) {
    micros = micros.add(count.multiply(BigDecimal.valueOf(each)));
  }

  long micros() {
    if (months.signum() != 0) {
      throw new RowError("'" + text + "' has months; their length in time depends on the date");
    }
    return whole(micros);
  }

  long months() {
    if (micros.signum() != 0) {
      throw new RowError("expected years and months only, got '" + text + "'");
    }
    return Ints.fit(whole(months), Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  private long whole(BigDecimal value) {
    try {
      return value.setScale(0, RoundingMode.HALF_UP).longValueExact();
    } catch (ArithmeticException e) {
      throw new RowError("interval out of range: '" + text + "'");
    }
  }
}
