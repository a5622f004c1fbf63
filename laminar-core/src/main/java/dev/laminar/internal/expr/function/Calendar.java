package dev.laminar.internal.expr.function;

/**
 * The proleptic Gregorian calendar in whole numbers, after Howard Hinnant's "chrono-compatible
 * low-level date algorithms". Stateless.
 */
final class Calendar {

  static final long SECOND = 1_000_000;
  static final long MINUTE = 60 * SECOND;
  static final long HOUR = 60 * MINUTE;
  static final long DAY = 24 * HOUR;

  private Calendar() {}

  /** Year × 512 + month × 32 + day. */
  static long civil(long days) {
    long z = days + 719_468;
    long era = Math.floorDiv(z, 146_097L);
    long dayOfEra = z - era * 146_097;
    long yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    long shifted = (5 * dayOfYear + 2) / 153;
    long day = dayOfYear - (153 * shifted + 2) / 5 + 1;
    long month = shifted < 10 ? shifted + 3 : shifted - 9;
    long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    return year * 512 + month * 32 + day;
  }

  static long year(long civil) {
    return civil >> 9;
  }

  static int month(long civil) {
    return (int) (civil >> 5) & 15;
  }

  static int day(long civil) {
    return (int) civil & 31;
  }

  /** Days since the epoch; the day may lie outside of the month. */
  static long days(long year, int month, long day) {
    long y = month <= 2 ? year - 1 : year;
    long era = Math.floorDiv(y, 400L);
    long yearOfEra = y - era * 400;
    long dayOfYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097 + dayOfEra - 719_468;
  }

  static boolean isLeap(long year) {
    return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  static int daysIn(long year, int month) {
    return switch (month) {
      case 2 -> isLeap(year) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  /** Monday is 1, Sunday 7. */
  static int isoDayOfWeek(long days) {
    return (int) Math.floorMod(days + 3, 7L) + 1;
  }

  /** The year to which the ISO week of that day belongs. */
  static long isoYear(long days) {
    return year(civil(days - isoDayOfWeek(days) + 4));
  }

  static int isoWeek(long days) {
    long thursday = days - isoDayOfWeek(days) + 4;
    long firstDay = days(year(civil(thursday)), 1, 1);
    return (int) ((thursday - firstDay) / 7) + 1;
  }

  /** The day, moved by calendar months; the last of the month where there is no such day. */
  static long plusMonths(long days, long months) {
    long civil = civil(days);
    long total = year(civil) * 12 + month(civil) - 1 + months;
    long year = Math.floorDiv(total, 12L);
    int month = (int) Math.floorMod(total, 12L) + 1;
    return days(year, month, Math.min(day(civil), daysIn(year, month)));
  }
}
