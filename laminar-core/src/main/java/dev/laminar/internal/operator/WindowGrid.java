package dev.laminar.internal.operator;

import dev.laminar.internal.plan.WindowSpec.Span;
import java.time.LocalDate;

/**
 * Numbered windows: number k begins k slides after the epoch, shifted by an offset, and lasts one
 * size. Spans are microseconds or calendar months. Immutable.
 */
final class WindowGrid {
  private static final long DAY = 86_400_000_000L;
  private static final int EPOCH_MONTH = 1970 * 12;

  private final Span slide;
  private final Span size;
  private final long offset;

  WindowGrid(Span slide, Span size, long offset) {
    this.slide = slide;
    this.size = size;
    this.offset = offset;
  }

  long start(long k) {
    return slide.months() == 0 ? offset + k * slide.micros() : monthStart(k * slide.months());
  }

  private long monthStart(long months) {
    return offset + dayOf(months) * DAY;
  }

  private static long dayOf(long monthsSinceEpoch) {
    long month = EPOCH_MONTH + monthsSinceEpoch;
    int year = (int) Math.floorDiv(month, 12L);
    return LocalDate.of(year, (int) Math.floorMod(month, 12L) + 1, 1).toEpochDay();
  }

  long end(long k) {
    if (size.months() == 0) {
      return start(k) + size.micros();
    }
    if (slide.months() != 0) {
      return monthStart(k * slide.months() + size.months());
    }
    return plus(start(k), size);
  }

  /** A span after {@code time}; months are those of the calendar from the offset on. */
  long plus(long time, Span span) {
    if (span.months() == 0) {
      return time + span.micros();
    }
    long local = time - offset;
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(local, DAY)).plusMonths(span.months());
    return offset + day.toEpochDay() * DAY + Math.floorMod(local, DAY);
  }

  /** The last window that has begun at {@code time}. */
  long last(long time) {
    if (slide.months() == 0) {
      return Math.floorDiv(time - offset, slide.micros());
    }
    return Math.floorDiv(month(time), (long) slide.months());
  }

  /** Whole months from the epoch to {@code time}. */
  private long month(long time) {
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(time - offset, DAY));
    return day.getYear() * 12L + day.getMonthValue() - 1 - EPOCH_MONTH;
  }

  /** The first window that has not ended at {@code time}. */
  long first(long time) {
    if (slide.months() == 0 && size.months() == 0) {
      return Math.floorDiv(time - offset - size.micros(), slide.micros()) + 1;
    }
    long high = last(time) + 1;
    long step = 1;
    while (end(high - step) > time) {
      step *= 2;
    }
    long low = high - step; // has ended; high has not
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      if (end(middle) > time) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }
}
