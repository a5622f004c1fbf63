package dev.laminar.internal.expr.function;

/**
 * Reads dates, times and timestamps as ISO 8601 and Postgres write them. A zone's offset is taken
 * into account; without one the time is UTC. One thread.
 */
final class DateText {

  private final String text;
  private int at;

  DateText(long address, int length) {
    this(Boxes.text(address, length));
  }

  DateText(String text) {
    this.text = text.strip();
  }

  private RowError bad(String expected) {
    return new RowError("expected " + expected + ", got '" + text + "'");
  }

  private boolean atEnd() {
    return at >= text.length();
  }

  private boolean skip(char c) {
    if (!atEnd() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void blanks() {
    while (!atEnd() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private long number(int least, int most, String expected) {
    int start = at;
    long value = 0;
    while (!atEnd() && at - start < most && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      value = value * 10 + text.charAt(at) - '0';
      at++;
    }
    if (at - start < least) {
      throw bad(expected);
    }
    return value;
  }

  long date() {
    long days = days("a date such as 2024-05-06");
    if (!atEnd()) {
      clockAndZone("a date such as 2024-05-06");
    }
    return days;
  }

  private long days(String expected) {
    boolean negative = skip('-');
    int start = at;
    long year = number(1, 7, expected);
    int month;
    int day;
    if (at - start == 8 || (at - start == 7 && !atEnd() && Character.isDigit(text.charAt(at)))) {
      at = start;
      year = number(4, 4, expected);
      month = (int) number(2, 2, expected);
      day = (int) number(2, 2, expected);
    } else {
      if (!skip('-') && !skip('/')) {
        throw bad(expected);
      }
      month = (int) number(1, 2, expected);
      if (!skip('-') && !skip('/')) {
        throw bad(expected);
      }
      day = (int) number(1, 2, expected);
    }
    year = negative ? -year : year;
    if (month < 1 || month > 12 || day < 1 || day > Calendar.daysIn(year, month)) {
      throw bad(expected);
    }
    return Calendar.days(year, month, day);
  }

  /** Nanoseconds of the day, less the zone's offset; may lie outside of the day. */
  private long clockAndZone(String expected) {
    if (!skip('T') && !skip('t') && !skip(' ')) {
      throw bad(expected);
    }
    blanks();
    long nanos = clock(expected);
    return nanos - zone(expected) * 1_000_000_000L;
  }

  private long clock(String expected) {
    long hour = number(1, 2, expected);
    long minute = 0;
    long second = 0;
    long fraction = 0;
    if (skip(':')) {
      minute = number(2, 2, expected);
      if (skip(':')) {
        second = number(2, 2, expected);
        if (skip('.') || skip(',')) {
          fraction = fraction(expected);
        }
      }
    }
    boolean midnight = hour == 24 && minute == 0 && second == 0 && fraction == 0;
    if ((hour > 23 && !midnight) || minute > 59 || second > 60) {
      throw bad(expected);
    }
    return ((hour * 60 + minute) * 60 + second) * 1_000_000_000L + fraction;
  }

  private long fraction(String expected) {
    int start = at;
    long nanos = number(1, 9, expected);
    for (int digits = at - start; digits < 9; digits++) {
      nanos *= 10;
    }
    while (!atEnd() && Character.isDigit(text.charAt(at))) {
      at++;
    }
    return nanos;
  }

  private long zone(String expected) {
    blanks();
    if (atEnd()) {
      return 0;
    }
    if (skip('Z') || skip('z') || text.regionMatches(true, at, "UTC", 0, 3)) {
      at += text.regionMatches(true, at, "UTC", 0, 3) ? 3 : 0;
      return end(0, expected);
    }
    boolean minus = skip('-');
    if (!minus && !skip('+')) {
      throw bad(expected);
    }
    long hours = number(2, 2, expected);
    long minutes = 0;
    if (skip(':') || !atEnd()) {
      minutes = number(2, 2, expected);
    }
    long offset = hours * 3600 + minutes * 60;
    return end(minus ? -offset : offset, expected);
  }

  private long end(long offset, String expected) {
    if (!atEnd()) {
      throw bad(expected);
    }
    return offset;
  }

  long time() {
    String expected = "a time such as 07:08:09";
    long nanos = clock(expected) - zone(expected) * 1_000_000_000L;
    return Math.floorMod(nanos / 1000, Calendar.DAY);
  }

  long micros() {
    String expected = "a timestamp such as 2024-05-06 07:08:09";
    long days = days(expected);
    long nanos = atEnd() ? 0 : clockAndZone(expected);
    return Ints.add(Casts.dateToTimestamp(days), Math.floorDiv(nanos, 1000L));
  }

  long nanos() {
    String expected = "a timestamp such as 2024-05-06 07:08:09";
    long days = days(expected);
    long nanos = atEnd() ? 0 : clockAndZone(expected);
    return Ints.add(Casts.dateToNanos(days), nanos);
  }
}
