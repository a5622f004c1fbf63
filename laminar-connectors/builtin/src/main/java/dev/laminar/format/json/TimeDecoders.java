package dev.laminar.format.json;

import dev.laminar.data.ColumnBuilder;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.format.text.TimeParser;
import dev.laminar.format.text.TimestampFormat;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;

/** Dates, times, timestamps and intervals: text, or numbers in the column's own unit. */
final class TimeDecoders {

  private TimeDecoders() {}

  /** A text that {@link #parse} understands, or a whole number in the column's unit. */
  abstract static class UnitDecoder extends ValueDecoder {
    static final long NONE = Long.MIN_VALUE;
    private final DataType.Int range;

    UnitDecoder(String name, Field field, ColumnBuilder column, DataType.Int range) {
      super(name, field, column);
      this.range = range;
    }

    @Override
    final void value(JsonCursor in, int first) {
      long start = in.at;
      long value = NONE;
      if (isNumber(first)) {
        in.number();
        value = in.number.fits(range) ? in.number.whole() : NONE;
      } else if (first == '"') {
        in.string();
        value = parse(in);
      }
      if (value == NONE) {
        throw in.misfit(name, expected(), start);
      }
      column.appendLong(value);
    }

    /** The value of the cursor's text, or {@link #NONE}. */
    abstract long parse(JsonCursor in);

    abstract String expected();
  }

  /** Days since the epoch. */
  static final class DateDecoder extends UnitDecoder {
    private final TimeParser parser = new TimeParser();

    DateDecoder(String name, Field field, ColumnBuilder column) {
      super(name, field, column, new DataType.Int(32, true));
    }

    @Override
    long parse(JsonCursor in) {
      return parser.date(in.textStart, in.textEnd);
    }

    @Override
    String expected() {
      return "a date such as '2001-01-31' or days since the epoch";
    }
  }

  /** Microseconds since midnight. */
  static final class TimeOfDayDecoder extends UnitDecoder {
    private final TimeParser parser = new TimeParser();

    TimeOfDayDecoder(String name, Field field, ColumnBuilder column) {
      super(name, field, column, new DataType.Int(64, true));
    }

    @Override
    long parse(JsonCursor in) {
      return parser.time(in.textStart, in.textEnd);
    }

    @Override
    String expected() {
      return "a time such as '10:15:30' or microseconds since midnight";
    }
  }

  /** Calendar intervals in months. */
  static final class MonthsDecoder extends UnitDecoder {
    MonthsDecoder(String name, Field field, ColumnBuilder column) {
      super(name, field, column, new DataType.Int(32, true));
    }

    @Override
    long parse(JsonCursor in) {
      try {
        Period period = Period.parse(in.text());
        long months = period.toTotalMonths();
        return period.minusMonths(months).normalized().isZero() ? months : NONE;
      } catch (DateTimeException e) {
        return NONE;
      }
    }

    @Override
    String expected() {
      return "an interval such as 'P1Y2M' or a number of months";
    }
  }

  /** Intervals in microseconds. */
  static final class DurationDecoder extends UnitDecoder {
    DurationDecoder(String name, Field field, ColumnBuilder column) {
      super(name, field, column, new DataType.Int(64, true));
    }

    @Override
    long parse(JsonCursor in) {
      try {
        Duration duration = Duration.parse(in.text());
        return Math.addExact(
            Math.multiplyExact(duration.getSeconds(), 1_000_000), duration.getNano() / 1000);
      } catch (DateTimeException | ArithmeticException e) {
        return NONE;
      }
    }

    @Override
    String expected() {
      return "an interval such as 'PT1H30M' or microseconds";
    }
  }

  /** Points in time, by the format that the table names. */
  static final class TimestampDecoder extends ValueDecoder {
    private final DataType.Timestamp type;
    private final TimestampFormat format;
    private final TimeParser parser = new TimeParser();

    TimestampDecoder(
        String name,
        Field field,
        ColumnBuilder column,
        DataType.Timestamp type,
        TimestampFormat format) {
      super(name, field, column);
      this.type = type;
      this.format = format;
    }

    @Override
    void value(JsonCursor in, int first) {
      long start = in.at;
      boolean understood = false;
      if (isNumber(first)) {
        in.number();
        understood = format.number(in.number, parser);
      } else if (first == '"') {
        in.string();
        understood = format.parse(in.textStart, in.textEnd, parser);
      }
      long value = understood ? parser.value(type) : Long.MIN_VALUE;
      if (value == Long.MIN_VALUE) {
        throw in.misfit(name, format.expected(), start);
      }
      column.appendLong(value);
    }
  }
}
