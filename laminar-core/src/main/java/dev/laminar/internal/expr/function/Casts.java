package dev.laminar.internal.expr.function;

import dev.laminar.data.DataType;
import dev.laminar.data.Int128;
import dev.laminar.data.Mem;
import dev.laminar.data.Slice;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HexFormat;
import java.util.Locale;

/** Casts between scalar types. What does not fit fails the row. Stateless. */
public final class Casts {

  private static final int LONGEST_LONG = 20;

  private Casts() {}

  private static RowError bad(String expected, String text) {
    return new RowError("expected " + expected + ", got '" + text + "'");
  }

  // ---- booleans

  @Total
  public static boolean longToBool(long a) {
    return a != 0;
  }

  @Total
  public static long boolToLong(boolean a) {
    return a ? 1 : 0;
  }

  public static void boolToText(boolean a, Scratch scratch, Slice out) {
    scratch.put(a ? "true" : "false", out);
  }

  public static boolean textToBool(long a, int n) {
    String text = Boxes.text(a, n).strip();
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "t", "yes", "y", "on", "1" -> true;
      case "false", "f", "no", "n", "off", "0" -> false;
      default -> throw bad("a BOOLEAN", text);
    };
  }

  // ---- whole numbers

  public static void longToText(long a, Scratch scratch, Slice out) {
    if (a == Long.MIN_VALUE) {
      scratch.put(Long.toString(a), out);
      return;
    }
    long end = scratch.allocate(LONGEST_LONG) + LONGEST_LONG;
    long at = end;
    long rest = Math.abs(a);
    do {
      at--;
      Mem.putByte(at, (byte) ('0' + rest % 10));
      rest /= 10;
    } while (rest != 0);
    if (a < 0) {
      at--;
      Mem.putByte(at, (byte) '-');
    }
    out.set(at, (int) (end - at));
  }

  public static void unsignedToText(long a, Scratch scratch, Slice out) {
    scratch.put(Long.toUnsignedString(a), out);
  }

  public static long textToLong(long a, int n, long min, long max) {
    int from = 0;
    int to = n;
    while (from < to && isBlank(Mem.getByte(a + from))) {
      from++;
    }
    while (to > from && isBlank(Mem.getByte(a + to - 1))) {
      to--;
    }
    boolean unsigned64 = min == 0 && max == -1;
    if (unsigned64 || to - from > 18) {
      return slowTextToLong(Boxes.text(a + from, to - from), min, max);
    }
    byte sign = to > from ? Mem.getByte(a + from) : 0;
    int at = from + (sign == '-' || sign == '+' ? 1 : 0);
    if (at == to) {
      throw bad("a whole number", Boxes.text(a, n));
    }
    long value = 0;
    for (; at < to; at++) {
      int digit = Mem.getByte(a + at) - '0';
      if (digit < 0 || digit > 9) {
        throw bad("a whole number", Boxes.text(a, n));
      }
      value = value * 10 + digit;
    }
    value = sign == '-' ? -value : value;
    return max == Long.MAX_VALUE ? value : Ints.fit(value, min, max);
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || (b >= 9 && b <= 13);
  }

  private static long slowTextToLong(String text, long min, long max) {
    try {
      long value = min == 0 && max == -1 ? Long.parseUnsignedLong(text) : Long.parseLong(text);
      return max == Long.MAX_VALUE || max == -1 ? value : Ints.fit(value, min, max);
    } catch (NumberFormatException e) {
      throw bad("a whole number that fits the type", text);
    }
  }

  public static long doubleToLong(double a, long min, long max) {
    double whole = Math.rint(a);
    boolean unsigned64 = min == 0 && max == -1;
    double limit = unsigned64 ? 0x1p64 : 0x1p63;
    double least = unsigned64 ? 0 : -0x1p63;
    if (!(whole >= least && whole < limit)) {
      throw Ints.overflow("the whole number type", Double.toString(a));
    }
    if (unsigned64) {
      return whole >= 0x1p63 ? (long) (whole - 0x1p63) ^ Long.MIN_VALUE : (long) whole;
    }
    long value = (long) whole;
    return max == Long.MAX_VALUE ? value : Ints.fit(value, min, max);
  }

  // ---- floating point

  @Total
  public static double longToDouble(long a) {
    return a;
  }

  @Total
  public static double longToDouble32(long a) {
    return (float) a;
  }

  @Total
  public static double unsignedToDouble(long a) {
    return a >= 0 ? a : ((a >>> 1) | (a & 1)) * 2.0;
  }

  @Total
  public static double unsignedToDouble32(long a) {
    return (float) unsignedToDouble(a);
  }

  public static double doubleToFloat(double a) {
    float narrow = (float) a;
    if (Float.isInfinite(narrow) && !Double.isInfinite(a)) {
      throw Ints.overflow("FLOAT", Double.toString(a));
    }
    return narrow;
  }

  public static double textToDouble(long a, int n) {
    String text = Boxes.text(a, n).strip();
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "nan" -> Double.NaN;
      case "infinity", "inf", "+infinity", "+inf" -> Double.POSITIVE_INFINITY;
      case "-infinity", "-inf" -> Double.NEGATIVE_INFINITY;
      default -> parse(text);
    };
  }

  private static double parse(String text) {
    char last = text.isEmpty() ? 'x' : text.charAt(text.length() - 1);
    if (!Character.isDigit(last) && last != '.') {
      throw bad("a number", text);
    }
    try {
      double value = Double.parseDouble(text);
      if (Double.isInfinite(value)) {
        throw Ints.overflow("DOUBLE", text);
      }
      return value;
    } catch (NumberFormatException e) {
      throw bad("a number", text);
    }
  }

  public static double textToDouble32(long a, int n) {
    return doubleToFloat(textToDouble(a, n));
  }

  public static void doubleToText(double a, Scratch scratch, Slice out) {
    scratch.put(text(a, Double.toString(a)), out);
  }

  public static void floatToText(double a, Scratch scratch, Slice out) {
    scratch.put(text(a, Float.toString((float) a)), out);
  }

  /** As Postgres writes it: the shortest digits, with an exponent from 1e15 on and below 1e-4. */
  static String text(double value, String java) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "Infinity" : "-Infinity";
    }
    if (value == 0) {
      return java.startsWith("-") ? "-0" : "0";
    }
    BigDecimal decimal = new BigDecimal(java).stripTrailingZeros();
    int exponent = decimal.precision() - decimal.scale() - 1;
    if (exponent >= -4 && exponent < 15) {
      return decimal.toPlainString();
    }
    String digits = decimal.unscaledValue().abs().toString();
    String power = (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "");
    return (value < 0 ? "-" : "")
        + digits.charAt(0)
        + (digits.length() > 1 ? "." + digits.substring(1) : "")
        + "e"
        + power
        + Math.abs(exponent);
  }

  // ---- decimals

  static void decimal(String text, int precision, int scale, Int128 out) {
    BigDecimal value;
    try {
      value = new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw bad("a number", text);
    }
    decimal(value, precision, scale, out);
  }

  private static void decimal(BigDecimal value, int precision, int scale, Int128 out) {
    if (value.signum() != 0 && value.precision() - value.scale() > precision - scale) {
      throw new RowError(
          "number out of range: "
              + value
              + " does not fit DECIMAL("
              + precision
              + ", "
              + scale
              + ")");
    }
    BigDecimal scaled = value.setScale(scale, RoundingMode.HALF_UP);
    if (scaled.precision() > precision) {
      throw new RowError(
          "number out of range: "
              + value
              + " does not fit DECIMAL("
              + precision
              + ", "
              + scale
              + ")");
    }
    out.set(scaled.unscaledValue());
  }

  public static void textToDecimal(long a, int n, int precision, int scale, Int128 out) {
    decimal(Boxes.text(a, n).strip(), precision, scale, out);
  }

  public static void doubleToDecimal(double a, int precision, int scale, Int128 out) {
    decimal(finite(a), precision, scale, out);
  }

  public static void floatToDecimal(double a, int precision, int scale, Int128 out) {
    finite(a);
    decimal(new BigDecimal(Float.toString((float) a)), precision, scale, out);
  }

  private static BigDecimal finite(double a) {
    if (Double.isNaN(a) || Double.isInfinite(a)) {
      throw Ints.overflow("DECIMAL", Double.toString(a));
    }
    return BigDecimal.valueOf(a);
  }

  public static void decimalToText(long high, long low, int scale, Scratch scratch, Slice out) {
    scratch.put(Boxes.decimal(high, low, scale).toPlainString(), out);
  }

  // ---- bytes

  public static void bytesToText(long a, int n, Scratch scratch, Slice out) {
    scratch.put("\\x" + HexFormat.of().formatHex(Mem.bytes(a, n)), out);
  }

  public static void textToBytes(long a, int n, Scratch scratch, Slice out) {
    String text = Boxes.text(a, n);
    if (text.startsWith("\\x")) {
      try {
        scratch.put(HexFormat.of().parseHex(text.substring(2)), out);
      } catch (IllegalArgumentException e) {
        throw bad("hexadecimal digits after \\x", text);
      }
    } else {
      out.set(a, n);
    }
  }

  // ---- dates and times

  public static long toDate(long a, int n) {
    return new DateText(a, n).date();
  }

  public static long toTimestamp(long a, int n) {
    return new DateText(a, n).micros();
  }

  public static long toNanos(long a, int n) {
    return new DateText(a, n).nanos();
  }

  public static long textToTime(long a, int n) {
    return new DateText(a, n).time();
  }

  public static long textToInterval(long a, int n) {
    return new IntervalText(Boxes.text(a, n)).micros();
  }

  public static long textToMonths(long a, int n) {
    return new IntervalText(Boxes.text(a, n)).months();
  }

  public static long dateToTimestamp(long days) {
    return Ints.multiply(days, Calendar.DAY);
  }

  public static long dateToNanos(long days) {
    return Ints.multiply(days, Calendar.DAY * 1000);
  }

  public static long microsToNanos(long micros) {
    return Ints.multiply(micros, 1000);
  }

  @Total
  public static long nanosToMicros(long nanos) {
    return Math.floorDiv(nanos, 1000L);
  }

  @Total
  public static long timestampToDate(long micros) {
    return Math.floorDiv(micros, Calendar.DAY);
  }

  @Total
  public static long nanosToDate(long nanos) {
    return Math.floorDiv(nanos, Calendar.DAY * 1000);
  }

  @Total
  public static long timestampToTime(long micros) {
    return Math.floorMod(micros, Calendar.DAY);
  }

  @Total
  public static long nanosToTime(long nanos) {
    return timestampToTime(nanosToMicros(nanos));
  }

  private static StringBuilder date(long days) {
    long civil = Calendar.civil(days);
    StringBuilder text = new StringBuilder(32);
    long year = Calendar.year(civil);
    if (year < 0) {
      text.append('-');
    }
    padded(Math.abs(year), 4, text);
    padded(Calendar.month(civil), 2, text.append('-'));
    padded(Calendar.day(civil), 2, text.append('-'));
    return text;
  }

  private static void padded(long value, int width, StringBuilder text) {
    String digits = Long.toString(value);
    text.repeat('0', Math.max(0, width - digits.length())).append(digits);
  }

  /** Hours, minutes, seconds and what there is of a fraction, of {@code digits} places. */
  private static void clock(long time, int digits, StringBuilder text) {
    long second = Decimals.POWERS[digits];
    padded(time / second / 3600, 2, text);
    padded(time / second / 60 % 60, 2, text.append(':'));
    padded(time / second % 60, 2, text.append(':'));
    long fraction = time % second;
    if (fraction != 0) {
      padded(fraction, digits, text.append('.'));
      while (text.charAt(text.length() - 1) == '0') {
        text.setLength(text.length() - 1);
      }
    }
  }

  public static void dateToText(long days, Scratch scratch, Slice out) {
    scratch.put(date(days).toString(), out);
  }

  public static void timeToText(long time, Scratch scratch, Slice out) {
    StringBuilder text = new StringBuilder();
    clock(time, 6, text);
    scratch.put(text.toString(), out);
  }

  private static StringBuilder timestamp(long value, int digits) {
    long day = 86_400 * Decimals.POWERS[digits];
    StringBuilder text = date(Math.floorDiv(value, day)).append(' ');
    clock(Math.floorMod(value, day), digits, text);
    return text;
  }

  public static void timestampToText(long micros, Scratch scratch, Slice out) {
    scratch.put(timestamp(micros, 6).toString(), out);
  }

  public static void nanosToText(long nanos, Scratch scratch, Slice out) {
    scratch.put(timestamp(nanos, 9).toString(), out);
  }

  public static void timestampToTextZoned(long micros, Scratch scratch, Slice out) {
    scratch.put(timestamp(micros, 6).append("+00").toString(), out);
  }

  public static void nanosToTextZoned(long nanos, Scratch scratch, Slice out) {
    scratch.put(timestamp(nanos, 9).append("+00").toString(), out);
  }

  public static void intervalToText(long micros, Scratch scratch, Slice out) {
    long days = micros / Calendar.DAY;
    long time = micros % Calendar.DAY;
    StringBuilder text = new StringBuilder();
    if (days != 0) {
      text.append(days).append(days == 1 ? " day" : " days");
    }
    if (time != 0 || days == 0) {
      text.append(days == 0 ? "" : " ").append(time < 0 ? "-" : "");
      clock(Math.abs(time), 6, text);
    }
    scratch.put(text.toString(), out);
  }

  public static void monthsToText(long months, Scratch scratch, Slice out) {
    long years = months / 12;
    long rest = months % 12;
    StringBuilder text = new StringBuilder();
    if (years != 0) {
      text.append(years).append(years == 1 ? " year" : " years");
    }
    if (rest != 0 || years == 0) {
      text.append(years == 0 ? "" : " ").append(rest).append(rest == 1 ? " mon" : " mons");
    }
    scratch.put(text.toString(), out);
  }

  // ---- nested

  public static void nestedToText(Object value, DataType type, Scratch scratch, Slice out) {
    scratch.put(Nested.text(value, type), out);
  }
}
