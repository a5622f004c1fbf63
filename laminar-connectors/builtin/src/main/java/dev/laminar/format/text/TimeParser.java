package dev.laminar.format.text;

import dev.laminar.data.DataType;
import dev.laminar.data.Mem;

/**
 * Reads dates, times and RFC 3339 timestamps at an address, without objects.
 *
 * <p>A timestamp is {@code yyyy-MM-dd}, a {@code T} or blank, {@code HH:mm[:ss[.f]]} and, maybe, an
 * offset ({@code Z}, {@code +02:00}); without one it is UTC. Reused; one thread.
 */
public final class TimeParser {

  private static final long OUT_OF_RANGE = Long.MIN_VALUE;
  private static final long LAST_NANOS_SECOND = Long.MAX_VALUE / 1_000_000_000L - 1;

  long second; // since the epoch, or since midnight
  int nano;

  private long at;
  private long to;

  /** Reads {@code yyyy-MM-dd}: days since the epoch, or {@link Long#MIN_VALUE}. */
  public long date(long from, long end) {
    at = from;
    to = end;
    long days = readDate();
    return at == end ? days : OUT_OF_RANGE;
  }

  /** Reads {@code HH:mm[:ss[.f]]}: microseconds since midnight, or {@link Long#MIN_VALUE}. */
  public long time(long from, long end) {
    at = from;
    to = end;
    return readTime() && at == end ? second * 1_000_000 + nano / 1000 : OUT_OF_RANGE;
  }

  /** Reads a timestamp; {@link #value} then has it. */
  public boolean timestamp(long from, long end) {
    at = from;
    to = end;
    long days = readDate();
    if (days == OUT_OF_RANGE) {
      return false;
    }
    if (at == to) {
      set(days * 86_400, 0);
      return true;
    }
    byte between = Mem.getByte(at++);
    if ((between != 'T' && between != ' ' && between != 't') || !readTime()) {
      return false;
    }
    second += days * 86_400;
    return at == to || (readOffset() && at == to);
  }

  void set(long newSecond, int newNano) {
    second = newSecond;
    nano = newNano;
  }

  private long readDate() {
    if (to - at < 10 || Mem.getByte(at + 4) != '-' || Mem.getByte(at + 7) != '-') {
      return OUT_OF_RANGE;
    }
    int high = twoDigits(at);
    int low = twoDigits(at + 2);
    int month = twoDigits(at + 5);
    int day = twoDigits(at + 8);
    int year = high * 100 + low;
    if ((high | low | day) < 0 || !Civil.isDate(year, month, day)) {
      return OUT_OF_RANGE;
    }
    at += 10;
    return Civil.days(year, month, day);
  }

  private boolean readTime() {
    if (to - at < 5 || Mem.getByte(at + 2) != ':') {
      return false;
    }
    int hour = twoDigits(at);
    int minute = twoDigits(at + 3);
    int seconds = 0;
    at += 5;
    nano = 0;
    if (to - at >= 3 && Mem.getByte(at) == ':') {
      seconds = twoDigits(at + 1);
      at += 3;
      if (at < to && (Mem.getByte(at) == '.' || Mem.getByte(at) == ',') && !readFraction()) {
        return false;
      }
    }
    second = hour * 3600L + minute * 60L + seconds;
    return (hour | minute | seconds) >= 0 && hour < 24 && minute < 60 && seconds <= 60;
  }

  private boolean readFraction() {
    long first = ++at;
    int scale = 100_000_000;
    while (at < to) {
      int digit = Mem.getByte(at) - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      nano += digit * scale; // digits after the ninth count nothing
      scale /= 10;
      at++;
    }
    return at > first;
  }

  private boolean readOffset() {
    byte sign = Mem.getByte(at++);
    if (sign == 'Z' || sign == 'z') {
      return true;
    }
    if ((sign != '+' && sign != '-') || to - at < 2) {
      return false;
    }
    int hours = twoDigits(at);
    at += 2;
    if (at < to && Mem.getByte(at) == ':') {
      at++;
    }
    int minutes = to - at >= 2 ? twoDigits(at) : 0;
    at += to - at >= 2 ? 2 : 0;
    long offset = hours * 3600L + minutes * 60L;
    second -= sign == '+' ? offset : -offset;
    return hours >= 0 && hours < 24 && minutes >= 0 && minutes < 60;
  }

  /** The number in two digits, or a negative one. */
  static int twoDigits(long address) {
    int tens = Mem.getByte(address) - '0';
    int ones = Mem.getByte(address + 1) - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
  }

  /** The timestamp read last in the column's unit and precision, or {@link Long#MIN_VALUE}. */
  public long value(DataType.Timestamp type) {
    if (type.nanos()) {
      return Math.abs(second) > LAST_NANOS_SECOND ? OUT_OF_RANGE : second * 1_000_000_000L + nano;
    }
    return second * 1_000_000L + truncated(nano / 1000, type.precision());
  }

  private static int truncated(int micros, int precision) {
    int unit =
        switch (precision) {
          case 0 -> 1_000_000;
          case 1 -> 100_000;
          case 2 -> 10_000;
          case 3 -> 1_000;
          case 4 -> 100;
          case 5 -> 10;
          default -> 1;
        };
    return micros - micros % unit;
  }
}
