package dev.laminar.internal.expr.function;

import dev.laminar.data.Slice;
import org.jspecify.annotations.Nullable;

/** Timestamps to and from text by a pattern; see {@link DatePattern}. */
public final class Formats {

  private Formats() {}

  /** A place of call: keeps its pattern. */
  public static final class Format {
    private final Memo<DatePattern> patterns;

    public Format(@Nullable String literal, boolean java) {
      patterns =
          java
              ? new Memo<>(literal) {
                @Override
                DatePattern make(String text) {
                  return DatePattern.ofJava(text);
                }
              }
              : new Memo<>(literal) {
                @Override
                DatePattern make(String text) {
                  return DatePattern.ofPostgres(text);
                }
              };
    }
  }

  public static void toChar(
      long micros, long pattern, int length, Format format, Scratch scratch, Slice out) {
    StringBuilder text = new StringBuilder();
    format.patterns.get(pattern, length).print(micros, text);
    scratch.put(text.toString(), out);
  }

  public static void dayToChar(
      long days, long pattern, int length, Format format, Scratch scratch, Slice out) {
    toChar(Casts.dateToTimestamp(days), pattern, length, format, scratch, out);
  }

  public static long toTimestamp(long a, int n, long pattern, int length, Format format) {
    return format.patterns.get(pattern, length).parse(Boxes.text(a, n));
  }

  public static long toDate(long a, int n, long pattern, int length, Format format) {
    return Math.floorDiv(toTimestamp(a, n, pattern, length, format), Calendar.DAY);
  }
}
