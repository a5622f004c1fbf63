package dev.laminar.internal.expr.function;

/** Sums and differences of dates, timestamps and intervals. Stateless. */
public final class Periods {

  private Periods() {}

  public static long plus(long a, long b) {
    return Ints.add(a, b);
  }

  public static long minus(long a, long b) {
    return Ints.subtract(a, b);
  }

  private static long checkedDay(long days) {
    if (days != (int) days) {
      throw new RowError("date out of range: " + days + " days since 1970-01-01");
    }
    return days;
  }

  public static long plusDays(long date, long days) {
    return checkedDay(Ints.add(date, days));
  }

  public static long minusDays(long date, long days) {
    return checkedDay(Ints.subtract(date, days));
  }

  @Total
  public static long daysBetween(long a, long b) {
    return a - b;
  }

  public static long dayPlusInterval(long date, long interval) {
    return Ints.add(Casts.dateToTimestamp(date), interval);
  }

  public static long dayMinusInterval(long date, long interval) {
    return Ints.subtract(Casts.dateToTimestamp(date), interval);
  }

  public static long dayPlusMonths(long date, long months) {
    return Casts.dateToTimestamp(Calendar.plusMonths(date, months));
  }

  public static long dayMinusMonths(long date, long months) {
    return dayPlusMonths(date, -months);
  }

  public static long plusMonths(long micros, long months) {
    if (Math.abs(months) > 12L * 600_000) {
      throw new RowError("timestamp out of range: " + months + " months away");
    }
    long days = Math.floorDiv(micros, Calendar.DAY);
    long time = micros - days * Calendar.DAY;
    return Ints.add(Ints.multiply(Calendar.plusMonths(days, months), Calendar.DAY), time);
  }

  public static long minusMonths(long micros, long months) {
    return plusMonths(micros, -months);
  }

  @Total
  public static long timePlus(long time, long interval) {
    return Math.floorMod(time + interval % Calendar.DAY, Calendar.DAY);
  }

  @Total
  public static long timeMinus(long time, long interval) {
    return Math.floorMod(time - interval % Calendar.DAY, Calendar.DAY);
  }

  private static long checkedMonths(long months) {
    return Ints.fit(months, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  public static long addMonths(long a, long b) {
    return checkedMonths(a + b);
  }

  public static long subtractMonths(long a, long b) {
    return checkedMonths(a - b);
  }

  public static long timesMonths(long months, long factor) {
    return checkedMonths(Ints.multiply(months, factor));
  }

  public static long negate(long interval) {
    return Ints.negate(interval);
  }

  public static long negateMonths(long months) {
    return checkedMonths(-months);
  }

  private static long micros(double value) {
    if (!(Math.abs(value) < 9.2e18)) {
      throw new RowError("interval out of range");
    }
    return (long) Math.rint(value);
  }

  public static long times(long interval, double factor) {
    return factor == Math.rint(factor) && Math.abs(factor) < 1e15
        ? Ints.multiply(interval, (long) factor)
        : micros(interval * factor);
  }

  public static long divide(long interval, double divisor) {
    if (divisor == 0) {
      throw Ints.byZero();
    }
    return micros(interval / divisor);
  }

  public static long makeInterval(long days, long hours, long minutes, double seconds) {
    long whole =
        Ints.add(
            Ints.multiply(days, Calendar.DAY),
            Ints.add(Ints.multiply(hours, Calendar.HOUR), Ints.multiply(minutes, Calendar.MINUTE)));
    return Ints.add(whole, micros(seconds * 1e6));
  }
}
