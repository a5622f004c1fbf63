package dev.laminar.format.text;

import dev.laminar.data.Mem;
import dev.laminar.spi.ByteSink;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Timestamps by a pattern of {@link DateTimeFormatter}, in UTC where it has no zone.
 *
 * <p>A pattern of fixed width ({@code yyyy MM dd HH mm ss S…} and literals) is compiled to steps at
 * fixed places, which read and write without objects; any other goes through the formatter.
 */
record TimePattern(String pattern, DateTimeFormatter formatter, List<Step> steps)
    implements TimestampFormat {

  /** A part of fixed width: a letter of the pattern, or 0 for a literal byte. */
  private record Step(char letter, int width, byte literal) {}

  static TimePattern of(String pattern) {
    DateTimeFormatter formatter = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    return new TimePattern(pattern, formatter, steps(pattern));
  }

  /** The steps, or none if the pattern is not of fixed width. */
  private static List<Step> steps(String pattern) {
    List<Step> steps = new ArrayList<>();
    StringBuilder seen = new StringBuilder();
    for (int i = 0; i < pattern.length(); ) {
      char letter = pattern.charAt(i);
      int width = 1;
      while (i + width < pattern.length() && pattern.charAt(i + width) == letter) {
        width++;
      }
      if (letter == '\'') {
        int close = pattern.indexOf('\'', i + 1);
        boolean doubled = pattern.startsWith("''", i) || pattern.startsWith("''", close);
        if (close < 0 || doubled) {
          return List.of();
        }
        literals(pattern.substring(i + 1, close), steps);
        i = close + 1;
        continue;
      }
      if (isLetter(letter)) {
        if (!isFixed(letter, width) || seen.indexOf(String.valueOf(letter)) >= 0) {
          return List.of();
        }
        seen.append(letter);
        steps.add(new Step(letter, width, (byte) 0));
      } else {
        literals(pattern.substring(i, i + width), steps);
      }
      i += width;
    }
    boolean complete = seen.indexOf("y") >= 0 && seen.indexOf("M") >= 0 && seen.indexOf("d") >= 0;
    boolean plain = steps.stream().allMatch(step -> step.letter != 0 || step.literal > 0);
    return complete && plain ? List.copyOf(steps) : List.of();
  }

  private static void literals(String text, List<Step> steps) {
    for (byte literal : text.getBytes(StandardCharsets.UTF_8)) {
      steps.add(new Step((char) 0, 1, literal));
    }
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || "[]{}#".indexOf(c) >= 0;
  }

  private static boolean isFixed(char letter, int width) {
    return switch (letter) {
      case 'y', 'u' -> width == 4;
      case 'M', 'd', 'H', 'm', 's' -> width == 2;
      case 'S' -> width <= 9;
      default -> false;
    };
  }

  @Override
  public boolean parse(long from, long to, TimeParser out) {
    return steps.isEmpty() ? parseFreely(from, to, out) : parseSteps(from, to, out);
  }

  private boolean parseSteps(long from, long to, TimeParser out) {
    long at = from;
    int year = 0;
    int month = 1;
    int day = 1;
    int secondOfDay = 0;
    int nano = 0;
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (to - at < step.width) {
        return false;
      }
      if (step.letter == 0) {
        if (Mem.getByte(at++) != step.literal) {
          return false;
        }
        continue;
      }
      int value = digits(at, step.width);
      if (value < 0 || value > limit(step.letter)) {
        return false;
      }
      at += step.width;
      switch (step.letter) {
        case 'y', 'u' -> year = value;
        case 'M' -> month = value;
        case 'd' -> day = value;
        case 'H' -> secondOfDay += value * 3600;
        case 'm' -> secondOfDay += value * 60;
        case 's' -> secondOfDay += value;
        default -> nano = value * TextWriter.power(9 - step.width);
      }
    }
    if (at != to || !Civil.isDate(year, month, day)) {
      return false;
    }
    out.set(Civil.days(year, month, day) * 86_400 + secondOfDay, nano);
    return true;
  }

  private static int limit(char letter) {
    return switch (letter) {
      case 'H' -> 23;
      case 'm', 's' -> 59;
      default -> Integer.MAX_VALUE;
    };
  }

  private static int digits(long at, int width) {
    int value = 0;
    for (int i = 0; i < width; i++) {
      int digit = Mem.getByte(at + i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private boolean parseFreely(long from, long to, TimeParser out) {
    String text = new String(Mem.bytes(from, (int) (to - from)), StandardCharsets.UTF_8);
    try {
      TemporalAccessor parsed = formatter.parse(text);
      if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
        out.set(
            parsed.getLong(ChronoField.INSTANT_SECONDS), parsed.get(ChronoField.NANO_OF_SECOND));
        return true;
      }
      LocalDate date = parsed.query(TemporalQueries.localDate());
      LocalTime time = parsed.query(TemporalQueries.localTime());
      if (date == null) {
        return false;
      }
      ZoneOffset offset = parsed.query(TemporalQueries.offset());
      Instant instant =
          LocalDateTime.of(date, time == null ? LocalTime.MIDNIGHT : time)
              .toInstant(offset == null ? ZoneOffset.UTC : offset);
      out.set(instant.getEpochSecond(), instant.getNano());
      return true;
    } catch (DateTimeException e) {
      return false; // the caller reports the text and what was expected
    }
  }

  @Override
  public void write(long second, int nano, ByteSink out) {
    if (steps.isEmpty()) {
      String text = formatter.format(Instant.ofEpochSecond(second, nano).atZone(ZoneOffset.UTC));
      out.put(text.getBytes(StandardCharsets.UTF_8));
      return;
    }
    long date = Civil.date(Math.floorDiv(second, 86_400));
    int secondOfDay = Math.floorMod(second, 86_400);
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      switch (step.letter) {
        case 0 -> out.put(step.literal);
        case 'y', 'u' -> TextWriter.digits((int) (date / 10_000), 4, out);
        case 'M' -> TextWriter.digits((int) (date / 100 % 100), 2, out);
        case 'd' -> TextWriter.digits((int) (date % 100), 2, out);
        case 'H' -> TextWriter.digits(secondOfDay / 3600, 2, out);
        case 'm' -> TextWriter.digits(secondOfDay / 60 % 60, 2, out);
        case 's' -> TextWriter.digits(secondOfDay % 60, 2, out);
        default -> TextWriter.digits(nano / TextWriter.power(9 - step.width), step.width, out);
      }
    }
  }

  @Override
  public String expected() {
    return "a timestamp by the pattern '" + pattern + "'";
  }
}
