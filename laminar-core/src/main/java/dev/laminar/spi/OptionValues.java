package dev.laminar.spi;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the text of option values; each method refuses a bad one with what it expected. */
public final class OptionValues {

  private static final Pattern AMOUNT = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([A-Za-zµ]*)");

  private OptionValues() {}

  public static long integer(String name, String text) {
    try {
      return Long.parseLong(text.strip().replace("_", ""));
    } catch (NumberFormatException e) {
      throw bad(name, text, "a whole number", e);
    }
  }

  public static double number(String name, String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw bad(name, text, "a number", e);
    }
  }

  public static boolean flag(String name, String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "on", "yes" -> true;
      case "false", "off", "no" -> false;
      default -> throw bad(name, text, "true or false", null);
    };
  }

  /** Such as {@code 10 s}, {@code 500ms}, {@code 2 minutes}, {@code 1 day}. */
  public static Duration duration(String name, String text) {
    Matcher matcher = AMOUNT.matcher(text.strip());
    if (matcher.matches()) {
      long nanos = nanosPer(matcher.group(2).toLowerCase(Locale.ROOT));
      if (nanos > 0) {
        BigDecimal total = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(nanos));
        return Duration.ofNanos(total.longValue());
      }
    }
    throw bad(name, text, "a duration such as '10 s', '500 ms' or '1 minute'", null);
  }

  private static long nanosPer(String unit) {
    return switch (unit) {
      case "us", "µs", "micros", "microsecond", "microseconds" -> 1_000L;
      case "ms", "millis", "millisecond", "milliseconds" -> 1_000_000L;
      case "s", "sec", "second", "seconds" -> 1_000_000_000L;
      case "m", "min", "minute", "minutes" -> 60_000_000_000L;
      case "h", "hour", "hours" -> 3_600_000_000_000L;
      case "d", "day", "days" -> 86_400_000_000_000L;
      default -> 0;
    };
  }

  /** Such as {@code 4096}, {@code 64 KB}, {@code 1 GB}; units are powers of 1024. */
  public static long bytes(String name, String text) {
    Matcher matcher = AMOUNT.matcher(text.strip());
    if (matcher.matches()) {
      long unit = bytesPer(matcher.group(2).toLowerCase(Locale.ROOT));
      if (unit > 0) {
        return new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit)).longValue();
      }
    }
    throw bad(name, text, "a size such as '4096', '64 KB' or '1 GB'", null);
  }

  private static long bytesPer(String unit) {
    return switch (unit) {
      case "", "b" -> 1;
      case "k", "kb", "kib" -> 1L << 10;
      case "m", "mb", "mib" -> 1L << 20;
      case "g", "gb", "gib" -> 1L << 30;
      case "t", "tb", "tib" -> 1L << 40;
      default -> 0;
    };
  }

  private static LaminarException bad(
      String name, String text, String expected, @Nullable Throwable cause) {
    return new LaminarException(
        ErrorCode.INVALID_OPTION,
        "option '" + name + "': expected " + expected + ", got '" + text + "'",
        cause);
  }
}
