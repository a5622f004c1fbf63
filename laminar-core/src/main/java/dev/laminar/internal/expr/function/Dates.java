package dev.laminar.internal.expr.function;

import dev.laminar.data.Int128;
import java.util.List;
import java.util.Locale;

/** Fields and units of dates and timestamps, which are microseconds in UTC. Stateless. */
public final class Dates {

  private static final List<String> UNITS =
      List.of(
          "microsecond",
          "millisecond",
          "second",
          "minute",
          "hour",
          "day",
          "week",
          "month",
          "quarter",
          "year",
          "decade",
          "century",
          "millennium",
          "dow",
          "isodow",
          "doy",
          "isoyear",
          "epoch",
          "julian",
          "timezone");
  private static final int MICROSECOND = 0;
  private static final int MILLISECOND = 1;
  private static final int SECOND = 2;
  private static final int MINUTE = 3;
  private static final int HOUR = 4;
  private static final int DAY = 5;
  private static final int WEEK = 6;
  private static final int MONTH = 7;
  private static final int QUARTER = 8;
  private static final int YEAR = 9;
  private static final int DECADE = 10;
  private static final int CENTURY = 11;
  private static final int MILLENNIUM = 12;
  private static final int DOW = 13;
  private static final int ISODOW = 14;
  private static final int DOY = 15;
  private static final int ISOYEAR = 16;
  private static final int EPOCH = 17;
  private static final int JULIAN = 18;

  private Dates() {}

  /** The number of a unit or field. */
  public static int unit(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    String known =
        switch (lower) {
          case "microseconds", "us" -> "microsecond";
          case "milliseconds", "ms" -> "millisecond";
          case "centuries" -> "century";
          case "millennia", "millenniums" -> "millennium";
          case "dayofweek" -> "dow";
          case "dayofyear" -> "doy";
          default -> lower.endsWith("s") ? lower.substring(0, lower.length() - 1) : lower;
        };
    int index = UNITS.indexOf(known);
    if (index < 0) {
      throw new RowError("no unit of time: '" + name + "'; there are " + UNITS);
    }
    return index;
  }

  public static int unit(long address, int length) {
    return unit(Boxes.text(address, length));
  }

  // ---- fields

  private static long field(int unit, long micros) {
    return unit <= HOUR ? timeField(unit, micros) : dayField(unit, daysOf(micros), micros);
  }

  private static long timeField(int unit, long micros) {
    long time = timeOf(micros);
    return switch (unit) {
      case MICROSECOND -> time % Calendar.MINUTE;
      case MILLISECOND -> time % Calendar.MINUTE / 1000;
      case SECOND -> time % Calendar.MINUTE / Calendar.SECOND;
      case MINUTE -> time / Calendar.MINUTE % 60;
      default -> time / Calendar.HOUR;
    };
  }

  private static long dayField(int unit, long days, long micros) {
    long civil = Calendar.civil(days);
    long year = Calendar.year(civil);
    return switch (unit) {
      case DAY -> Calendar.day(civil);
      case WEEK -> Calendar.isoWeek(days);
      case MONTH -> Calendar.month(civil);
      case QUARTER -> (Calendar.month(civil) + 2) / 3;
      case YEAR -> year;
      case DECADE -> Math.floorDiv(year, 10L);
      case CENTURY -> year > 0 ? (year + 99) / 100 : -((99 - (year - 1)) / 100);
      case MILLENNIUM -> year > 0 ? (year + 999) / 1000 : -((999 - (year - 1)) / 1000);
      case DOW -> Calendar.isoDayOfWeek(days) % 7;
      case ISODOW -> Calendar.isoDayOfWeek(days);
      case DOY -> days - Calendar.days(year, 1, 1) + 1;
      case ISOYEAR -> Calendar.isoYear(days);
      case EPOCH -> Math.floorDiv(micros, Calendar.SECOND);
      case JULIAN -> days + 2_440_588;
      default -> 0;
    };
  }

  /** A field, as a whole number at the given scale: seconds and epoch have fractions. */
  private static void scaled(int unit, long micros, int scale, Int128 out) {
    long value =
        switch (unit) {
          case SECOND -> timeOf(micros) % Calendar.MINUTE;
          case MILLISECOND -> timeOf(micros) % Calendar.MINUTE;
          case EPOCH -> micros;
          default -> field(unit, micros) * Decimals.POWERS[scale];
        };
    out.set(value >> 63, value);
  }

  public static void extract(int unit, long micros, int scale, Int128 out) {
    if (scale == 0) {
      long value = field(unit, micros);
      out.set(value >> 63, value);
    } else {
      scaled(unit, micros, scale, out);
    }
  }

  public static void extractDay(int unit, long days, int scale, Int128 out) {
    extract(unit, Casts.dateToTimestamp(days), scale, out);
  }

  public static void extractTime(int unit, long time, int scale, Int128 out) {
    if (unit > HOUR && unit != EPOCH) {
      throw new RowError("a TIME has no " + UNITS.get(unit));
    }
    extract(unit, time, scale, out);
  }

  public static void extractInterval(int unit, long interval, int scale, Int128 out) {
    long rest = interval % Calendar.DAY;
    long value =
        switch (unit) {
          case EPOCH -> interval;
          case SECOND, MILLISECOND -> rest % Calendar.MINUTE;
          case MICROSECOND -> rest % Calendar.MINUTE;
          case MINUTE -> rest / Calendar.MINUTE % 60 * Decimals.POWERS[scale];
          case HOUR -> rest / Calendar.HOUR * Decimals.POWERS[scale];
          case DAY -> interval / Calendar.DAY * Decimals.POWERS[scale];
          case MONTH, QUARTER, YEAR, DECADE, CENTURY, MILLENNIUM -> 0;
          default -> throw new RowError("an INTERVAL has no " + UNITS.get(unit));
        };
    out.set(value >> 63, value);
  }

  public static long extractMonths(int unit, long months) {
    return switch (unit) {
      case MONTH -> months % 12;
      case QUARTER -> months % 12 / 3 + 1;
      case YEAR -> months / 12;
      case DECADE -> months / 120;
      case CENTURY -> months / 1200;
      case MILLENNIUM -> months / 12_000;
      case DAY, HOUR, MINUTE, SECOND, MILLISECOND, MICROSECOND -> 0;
      default -> throw new RowError("an INTERVAL MONTH has no " + UNITS.get(unit));
    };
  }

  public static double part(int unit, long micros) {
    return switch (unit) {
      case SECOND -> timeOf(micros) % Calendar.MINUTE / 1e6;
      case MILLISECOND -> timeOf(micros) % Calendar.MINUTE / 1e3;
      case EPOCH -> micros / 1e6;
      default -> field(unit, micros);
    };
  }

  public static double partDay(int unit, long days) {
    return part(unit, Casts.dateToTimestamp(days));
  }

  public static double partTime(int unit, long time) {
    if (unit > HOUR && unit != EPOCH) {
      throw new RowError("a TIME has no " + UNITS.get(unit));
    }
    return part(unit, time);
  }

  public static double partInterval(int unit, long interval) {
    Int128 out = new Int128();
    int scale = unit == SECOND || unit == EPOCH ? 6 : unit == MILLISECOND ? 3 : 0;
    extractInterval(unit, interval, scale, out);
    return (double) out.low / Decimals.POWERS[scale];
  }

  private static long daysOf(long micros) {
    return Math.floorDiv(micros, Calendar.DAY);
  }

  @Total
  public static long year(long micros) {
    return Calendar.year(Calendar.civil(daysOf(micros)));
  }

  @Total
  public static long month(long micros) {
    return Calendar.month(Calendar.civil(daysOf(micros)));
  }

  @Total
  public static long day(long micros) {
    return Calendar.day(Calendar.civil(daysOf(micros)));
  }

  @Total
  public static long hour(long micros) {
    return timeOf(micros) / Calendar.HOUR;
  }

  @Total
  public static long minute(long micros) {
    return timeOf(micros) / Calendar.MINUTE % 60;
  }

  @Total
  public static long second(long micros) {
    return timeOf(micros) / Calendar.SECOND % 60;
  }

  @Total
  public static long timeOf(long micros) {
    return Math.floorMod(micros, Calendar.DAY);
  }

  // ---- units

  public static long trunc(int unit, long micros) {
    return switch (unit) {
      case MICROSECOND -> micros;
      case MILLISECOND -> micros - Math.floorMod(micros, 1000L);
      case SECOND -> micros - Math.floorMod(micros, Calendar.SECOND);
      case MINUTE -> micros - Math.floorMod(micros, Calendar.MINUTE);
      case HOUR -> micros - Math.floorMod(micros, Calendar.HOUR);
      case DAY -> micros - Math.floorMod(micros, Calendar.DAY);
      default -> truncDay(unit, daysOf(micros)) * Calendar.DAY;
    };
  }

  public static long truncDay(int unit, long days) {
    long civil = Calendar.civil(days);
    long year = Calendar.year(civil);
    return switch (unit) {
      case MICROSECOND, MILLISECOND, SECOND, MINUTE, HOUR, DAY -> days;
      case WEEK -> days - Calendar.isoDayOfWeek(days) + 1;
      case MONTH -> Calendar.days(year, Calendar.month(civil), 1);
      case QUARTER -> Calendar.days(year, (Calendar.month(civil) - 1) / 3 * 3 + 1, 1);
      case YEAR -> Calendar.days(year, 1, 1);
      case DECADE -> Calendar.days(Math.floorDiv(year, 10L) * 10, 1, 1);
      case CENTURY -> Calendar.days(Math.floorDiv(year - 1, 100L) * 100 + 1, 1, 1);
      case MILLENNIUM -> Calendar.days(Math.floorDiv(year - 1, 1000L) * 1000 + 1, 1, 1);
      default -> throw new RowError("nothing can be cut off at " + UNITS.get(unit));
    };
  }

  public static long bin(long width, long micros, long origin) {
    if (width <= 0) {
      throw new RowError("date_bin expects an interval above zero");
    }
    long distance = Ints.subtract(micros, origin);
    return micros - Math.floorMod(distance, width);
  }

  private static long microsOf(int unit) {
    return switch (unit) {
      case MICROSECOND -> 1;
      case MILLISECOND -> 1000;
      case SECOND -> Calendar.SECOND;
      case MINUTE -> Calendar.MINUTE;
      case HOUR -> Calendar.HOUR;
      case DAY -> Calendar.DAY;
      case WEEK -> 7 * Calendar.DAY;
      default -> 0;
    };
  }

  private static long monthsOf(int unit) {
    return switch (unit) {
      case MONTH -> 1;
      case QUARTER -> 3;
      case YEAR -> 12;
      case DECADE -> 120;
      case CENTURY -> 1200;
      case MILLENNIUM -> 12_000;
      default -> throw new RowError(UNITS.get(unit) + " is no length of time");
    };
  }

  /** How many whole units lie between; negative if the end is before the start. */
  public static long diff(int unit, long start, long end) {
    long micros = microsOf(unit);
    if (micros > 0) {
      return Ints.subtract(end, start) / micros;
    }
    long from = Calendar.civil(daysOf(start));
    long to = Calendar.civil(daysOf(end));
    long months =
        (Calendar.year(to) - Calendar.year(from)) * 12 + Calendar.month(to) - Calendar.month(from);
    long reached = Periods.plusMonths(start, months);
    if (months > 0 && reached > end) {
      months--;
    } else if (months < 0 && reached < end) {
      months++;
    }
    return months / monthsOf(unit);
  }

  public static long add(int unit, long count, long micros) {
    long each = microsOf(unit);
    return each > 0
        ? Ints.add(micros, Ints.multiply(count, each))
        : Periods.plusMonths(micros, Ints.multiply(count, monthsOf(unit)));
  }

  @Total
  public static long lastDay(long micros) {
    long civil = Calendar.civil(daysOf(micros));
    int month = Calendar.month(civil);
    long year = Calendar.year(civil);
    return Calendar.days(year, month, Calendar.daysIn(year, month));
  }

  // ---- from and to numbers

  public static long fromEpoch(double seconds) {
    double micros = Math.rint(seconds * 1e6);
    if (!(Math.abs(micros) < 9.2e18)) {
      throw new RowError("timestamp out of range: " + seconds + " seconds");
    }
    return (long) micros;
  }

  public static long fromUnix(long seconds) {
    return Ints.multiply(seconds, Calendar.SECOND);
  }

  public static long fromMillis(long millis) {
    return Ints.multiply(millis, 1000);
  }

  @Total
  public static long fromMicros(long micros) {
    return micros;
  }

  @Total
  public static long toUnix(long micros) {
    return Math.floorDiv(micros, Calendar.SECOND);
  }

  @Total
  public static long toMillis(long micros) {
    return Math.floorDiv(micros, 1000L);
  }

  @Total
  public static long now(long now) {
    return now;
  }

  @Total
  public static long today(long now) {
    return daysOf(now);
  }

  public static long makeDate(long year, long month, long day) {
    boolean valid =
        month >= 1 && month <= 12 && day >= 1 && Math.abs(year) <= 5_000_000 && year != 0;
    if (!valid || day > Calendar.daysIn(year, (int) month)) {
      throw new RowError("no date: year " + year + ", month " + month + ", day " + day);
    }
    return Calendar.days(year, (int) month, day);
  }

  public static long makeTime(long hour, long minute, double second) {
    boolean valid = hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59;
    if (!valid || !(second >= 0 && second < 60)) {
      throw new RowError("no time: " + hour + ":" + minute + ":" + second);
    }
    return hour * Calendar.HOUR + minute * Calendar.MINUTE + Math.round(second * 1e6);
  }

  public static long makeTimestamp(
      long year, long month, long day, long hour, long minute, double second) {
    return Casts.dateToTimestamp(makeDate(year, month, day)) + makeTime(hour, minute, second);
  }
}
