package dev.laminar.format.text;

import dev.laminar.data.Int128;
import dev.laminar.spi.ByteSink;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Writes numbers, dates and times as text, mostly without objects. Stateless; any thread. */
public final class TextWriter {

  private static final int[] POWERS = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
  };
  private static final byte[] SMALLEST = ascii(Long.toString(Long.MIN_VALUE));
  private static final int LONGEST = 20;

  private TextWriter() {}

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static int power(int exponent) {
    return POWERS[exponent];
  }

  public static void integer(long value, ByteSink out) {
    if (value == Long.MIN_VALUE) {
      out.put(SMALLEST);
      return;
    }
    long rest = value;
    if (value < 0) {
      out.put((byte) '-');
      rest = -value;
    }
    int width = width(rest);
    out.ensure(LONGEST);
    byte[] array = out.array();
    int at = out.size() + width;
    do {
      array[--at] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest != 0);
    out.advance(width);
  }

  private static int width(long value) {
    int width = 1;
    long limit = 10;
    while (width < 19 && value >= limit) {
      width++;
      limit *= 10;
    }
    return width;
  }

  public static void unsigned(long value, ByteSink out) {
    if (value >= 0) {
      integer(value, out);
    } else {
      out.put(ascii(Long.toUnsignedString(value)));
    }
  }

  /** The low {@code width} digits, with zeroes before. */
  public static void digits(int value, int width, ByteSink out) {
    out.ensure(width);
    byte[] array = out.array();
    int rest = value;
    for (int at = out.size() + width - 1; at >= out.size(); at--) {
      array[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    out.advance(width);
  }

  /** The shortest text that reads back as the same finite double. */
  public static void decimal(double value, ByteSink out) {
    long whole = (long) value;
    if (whole == value && Math.abs(whole) < 10_000_000 && (whole != 0 || 1 / value > 0)) {
      integer(whole, out);
      out.put((byte) '.');
      out.put((byte) '0');
    } else {
      out.put(ascii(Double.toString(value)));
    }
  }

  /** The shortest text that reads back as the same finite float. */
  public static void decimal(float value, ByteSink out) {
    out.put(ascii(Float.toString(value)));
  }

  /** An exact number with {@code scale} fractional digits. */
  public static void decimal(Int128 unscaled, int scale, ByteSink out) {
    long value = unscaled.low;
    if (unscaled.high != value >> 63 || value == Long.MIN_VALUE || scale > 18) {
      out.put(ascii(new BigDecimal(unscaled.toBigInteger(), scale).toPlainString()));
      return;
    }
    if (value < 0) {
      out.put((byte) '-');
      value = -value;
    }
    long unit = scale <= 9 ? POWERS[scale] : (long) POWERS[9] * POWERS[scale - 9];
    integer(value / unit, out);
    if (scale > 0) {
      out.put((byte) '.');
      long fraction = value % unit;
      if (scale > 9) {
        digits((int) (fraction / POWERS[9]), scale - 9, out);
      }
      digits((int) (fraction % POWERS[9]), Math.min(scale, 9), out);
    }
  }

  /** {@code 2001-01-31}. */
  public static void date(long days, ByteSink out) {
    long date = Civil.date(days);
    long year = Math.floorDiv(date, 10_000L);
    int monthAndDay = (int) (date - year * 10_000);
    if (year >= 0 && year <= 9999) {
      digits((int) year, 4, out);
    } else {
      integer(year, out);
    }
    out.put((byte) '-');
    digits(monthAndDay / 100, 2, out);
    out.put((byte) '-');
    digits(monthAndDay % 100, 2, out);
  }

  /** {@code 10:15:30} and as many of 3, 6 or 9 fractional digits as are needed. */
  public static void time(long secondOfDay, int nano, ByteSink out) {
    digits((int) (secondOfDay / 3600), 2, out);
    out.put((byte) ':');
    digits((int) (secondOfDay / 60 % 60), 2, out);
    out.put((byte) ':');
    digits((int) (secondOfDay % 60), 2, out);
    if (nano != 0) {
      out.put((byte) '.');
      if (nano % 1_000_000 == 0) {
        digits(nano / 1_000_000, 3, out);
      } else if (nano % 1_000 == 0) {
        digits(nano / 1_000, 6, out);
      } else {
        digits(nano, 9, out);
      }
    }
  }

  /** {@code 2001-01-31T10:15:30Z}. */
  public static void timestamp(long second, int nano, ByteSink out) {
    date(Math.floorDiv(second, 86_400), out);
    out.put((byte) 'T');
    time(Math.floorMod(second, 86_400), nano, out);
    out.put((byte) 'Z');
  }
}
