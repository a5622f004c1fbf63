package dev.laminar.format.text;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.spi.ByteSink;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * How timestamps are written in text: the value of options such as {@code json.timestamp_format}.
 *
 * <p>Immutable; any thread, each with its own {@link TimeParser}.
 */
public sealed interface TimestampFormat
    permits TimestampFormat.Rfc3339, TimestampFormat.Unix, TimePattern {

  /** Numbers are milliseconds since the epoch, text is RFC 3339; written as RFC 3339. */
  static TimestampFormat auto() {
    return new Rfc3339(true);
  }

  /** What the option may say, for its description. */
  String CHOICES =
      "'rfc3339', 'unix' (seconds), 'unix_ms', 'unix_us', 'unix_ns', or a pattern such as"
          + " 'yyyy/MM/dd HH:mm'; by default text is RFC 3339 and numbers are milliseconds";

  /** Reads a whole range into {@code out}. */
  boolean parse(long from, long to, TimeParser out);

  /** Takes a bare number; {@code false} if this format has none or it is out of range. */
  default boolean number(NumberParser number, TimeParser out) {
    return false;
  }

  /** Writes an instant, without quotes. */
  void write(long second, int nano, ByteSink out);

  /** Whether what {@link #write} writes is a number. */
  default boolean isNumber() {
    return false;
  }

  /** What it expects, for messages. */
  String expected();

  /** The format that an option's value names; {@code option} is its name, for errors. */
  static TimestampFormat of(String option, String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "auto" -> auto();
      case "rfc3339" -> new Rfc3339(false);
      case "unix", "unix_s" -> new Unix(0, "seconds");
      case "unix_ms" -> new Unix(3, "milliseconds");
      case "unix_us" -> new Unix(6, "microseconds");
      case "unix_ns" -> new Unix(9, "nanoseconds");
      default -> pattern(option, text);
    };
  }

  private static TimestampFormat pattern(String option, String text) {
    try {
      return TimePattern.of(text);
    } catch (IllegalArgumentException e) {
      throw new LaminarException(
          ErrorCode.INVALID_OPTION,
          "option '" + option + "': expected " + CHOICES + ", got '" + text + "'",
          e);
    }
  }

  /** {@code 2001-01-01T00:47:00Z}; with {@code millis}, numbers are milliseconds. */
  record Rfc3339(boolean millis) implements TimestampFormat {
    @Override
    public boolean parse(long from, long to, TimeParser out) {
      return out.timestamp(from, to);
    }

    @Override
    public boolean number(NumberParser number, TimeParser out) {
      return millis && Unix.set(number, 3, out);
    }

    @Override
    public void write(long second, int nano, ByteSink out) {
      TextWriter.timestamp(second, nano, out);
    }

    @Override
    public String expected() {
      return "a timestamp such as '2001-01-31T10:15:30Z'"
          + (millis ? " or milliseconds since the epoch" : "");
    }
  }

  /** A number of units since the epoch, each 10^−{@code digits} seconds. */
  record Unix(int digits, String unit) implements TimestampFormat {
    private static final long LAST_SECOND = Long.MAX_VALUE / 1_000_000 - 1;
    private static final int[] NANOS = {1_000_000_000, 1_000_000, 1_000, 1};

    @Override
    public boolean parse(long from, long to, TimeParser out) {
      NumberParser number = new NumberParser();
      return number.parseAll(from, to) && number(number, out);
    }

    @Override
    public boolean number(NumberParser number, TimeParser out) {
      return set(number, digits, out);
    }

    static boolean set(NumberParser number, int digits, TimeParser out) {
      if (number.isPlain()) {
        return set(number.plain(), digits, out);
      }
      long second = number.scaled(-digits);
      if (second == Long.MIN_VALUE || Math.abs(second) > LAST_SECOND) {
        return false;
      }
      out.set(second, number.nanosOfSecond(-digits));
      return true;
    }

    private static boolean set(long value, int digits, TimeParser out) {
      long unit = 1_000_000_000L / NANOS[digits / 3];
      long second = Math.floorDiv(value, unit);
      out.set(second, (int) (value - second * unit) * NANOS[digits / 3]);
      return Math.abs(second) <= LAST_SECOND;
    }

    @Override
    public void write(long second, int nano, ByteSink out) {
      long unit = 1_000_000_000L / NANOS[digits / 3];
      if (Math.abs(second) < Long.MAX_VALUE / unit) {
        TextWriter.integer(second * unit + nano / NANOS[digits / 3], out);
      } else {
        BigInteger value =
            BigInteger.valueOf(second)
                .multiply(BigInteger.valueOf(unit))
                .add(BigInteger.valueOf(nano / NANOS[digits / 3]));
        out.put(value.toString().getBytes(StandardCharsets.ISO_8859_1));
      }
    }

    @Override
    public boolean isNumber() {
      return true;
    }

    @Override
    public String expected() {
      return unit + " since the epoch";
    }
  }
}
