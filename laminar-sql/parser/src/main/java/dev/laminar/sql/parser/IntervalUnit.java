package dev.laminar.sql.parser;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A unit in which intervals are written; a day is 24 hours, a month has no fixed length. */
enum IntervalUnit {
  MICROSECOND(0, 1),
  MILLISECOND(0, 1_000),
  SECOND(0, 1_000_000),
  MINUTE(0, 60_000_000L),
  HOUR(0, 3_600_000_000L),
  DAY(0, 86_400_000_000L),
  WEEK(0, 7 * 86_400_000_000L),
  MONTH(1, 0),
  QUARTER(3, 0),
  YEAR(12, 0),
  DECADE(120, 0),
  CENTURY(1200, 0),
  MILLENNIUM(12000, 0);

  private static final Map<String, IntervalUnit> BY_NAME =
      Map.ofEntries(
          Map.entry("us", MICROSECOND),
          Map.entry("usec", MICROSECOND),
          Map.entry("usecs", MICROSECOND),
          Map.entry("µs", MICROSECOND),
          Map.entry("ms", MILLISECOND),
          Map.entry("msec", MILLISECOND),
          Map.entry("msecs", MILLISECOND),
          Map.entry("milli", MILLISECOND),
          Map.entry("millis", MILLISECOND),
          Map.entry("micro", MICROSECOND),
          Map.entry("micros", MICROSECOND),
          Map.entry("s", SECOND),
          Map.entry("sec", SECOND),
          Map.entry("secs", SECOND),
          Map.entry("m", MINUTE),
          Map.entry("min", MINUTE),
          Map.entry("mins", MINUTE),
          Map.entry("h", HOUR),
          Map.entry("hr", HOUR),
          Map.entry("hrs", HOUR),
          Map.entry("d", DAY),
          Map.entry("w", WEEK),
          Map.entry("mon", MONTH),
          Map.entry("mons", MONTH),
          Map.entry("y", YEAR),
          Map.entry("yr", YEAR),
          Map.entry("yrs", YEAR),
          Map.entry("centuries", CENTURY),
          Map.entry("millennia", MILLENNIUM));

  private final long months;
  private final long micros;

  IntervalUnit(long months, long micros) {
    this.months = months;
    this.micros = micros;
  }

  /** The unit of that name, long, short or plural, or null. */
  static @Nullable IntervalUnit named(String word) {
    String name = word.toLowerCase(Locale.ROOT);
    IntervalUnit unit = BY_NAME.get(name);
    if (unit != null) {
      return unit;
    }
    String singular = name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
    for (IntervalUnit candidate : values()) {
      if (candidate.name().equalsIgnoreCase(singular)) {
        return candidate;
      }
    }
    return null;
  }

  /** That many of this unit. */
  Interval times(BigDecimal count) {
    try {
      return new Interval(
          count.multiply(BigDecimal.valueOf(months)).longValueExact(),
          count.multiply(BigDecimal.valueOf(micros)).longValueExact());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          count.toPlainString()
              + " "
              + name().toLowerCase(Locale.ROOT)
              + (count.stripTrailingZeros().scale() > 0
                  ? " is not a whole number of " + (months > 0 ? "months" : "microseconds")
                  : " is too long"),
          e);
    }
  }
}
