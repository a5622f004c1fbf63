package dev.laminar.format.csv;

import dev.laminar.data.ColumnBuilder;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Int128;
import dev.laminar.data.Mem;
import dev.laminar.format.text.NumberParser;
import dev.laminar.format.text.TimeParser;
import dev.laminar.format.text.TimestampFormat;
import dev.laminar.format.text.Utf8;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.util.Base64;
import java.util.Locale;

/** Reads the values of one column from text. One thread. */
final class Cell {

  private static final long NONE = Long.MIN_VALUE;
  private static final DataType.Int BIGINT = new DataType.Int(64, true);

  private final Field field;
  private final ColumnBuilder column;
  private final TimestampFormat timestamps;
  private final NumberParser number = new NumberParser();
  private final TimeParser time = new TimeParser();
  private final Int128 unscaled = new Int128();

  Cell(Field field, ColumnBuilder column, TimestampFormat timestamps) {
    this.field = field;
    this.column = column;
    this.timestamps = timestamps;
  }

  /** Appends the scanner's value. */
  void read(CsvScanner in) {
    if (in.isNull()) {
      absent();
    } else if (!append(in)) {
      throw new CsvError(
          "field '" + field.name() + "': expected " + expected() + ", got '" + in.text() + "'",
          false);
    }
  }

  private void absent() {
    if (!field.nullable()) {
      throw new CsvError(
          "field '" + field.name() + "' is NOT NULL, but the record has no value for it", false);
    }
    column.appendNull();
  }

  private String expected() {
    return switch (field.type()) {
      case DataType.Text t -> "UTF-8 text";
      case DataType.Json t -> "UTF-8 text";
      case DataType.Bytes t -> "bytes in base 64";
      case DataType.Timestamp t -> timestamps.expected();
      default -> field.type().toString();
    };
  }

  private boolean append(CsvScanner in) {
    return switch (field.type()) {
      case DataType.Bool t -> bool(in.text());
      case DataType.Int t ->
          number.parseAll(in.from, in.to) && number.fits(t) && whole(number.whole());
      case DataType.Float32 t -> floating(in, true);
      case DataType.Float64 t -> floating(in, false);
      case DataType.Decimal t -> number.parseAll(in.from, in.to) && decimal(t);
      case DataType.Text t -> text(in);
      case DataType.Json t -> text(in);
      case DataType.Bytes t -> bytes(in.text());
      case DataType.Date t -> whole(time.date(in.from, in.to));
      case DataType.Time t -> whole(time.time(in.from, in.to));
      case DataType.Timestamp t -> timestamp(in, t);
      case DataType.MonthInterval t -> whole(months(in));
      case DataType.TimeInterval t -> whole(micros(in));
      case DataType.ListOf t -> false;
      case DataType.MapOf t -> false;
      case DataType.Struct t -> false;
    };
  }

  private boolean whole(long value) {
    if (value == NONE && !(field.type() instanceof DataType.Int)) {
      return false;
    }
    column.appendLong(value);
    return true;
  }

  private boolean bool(String text) {
    switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "t", "1" -> column.appendBoolean(true);
      case "false", "f", "0" -> column.appendBoolean(false);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean floating(CsvScanner in, boolean single) {
    if (number.parseAll(in.from, in.to)) {
      double value = single ? number.toFloat() : number.toDouble();
      column.appendDouble(value);
      return Double.isFinite(value);
    }
    switch (in.text()) {
      case "NaN" -> column.appendDouble(Double.NaN);
      case "Infinity" -> column.appendDouble(Double.POSITIVE_INFINITY);
      case "-Infinity" -> column.appendDouble(Double.NEGATIVE_INFINITY);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean decimal(DataType.Decimal type) {
    boolean fits = number.toDecimal(type, unscaled);
    if (fits) {
      column.appendInt128(unscaled.high, unscaled.low);
    }
    return fits;
  }

  private boolean text(CsvScanner in) {
    if (!Utf8.isValid(in.from, in.to)) {
      return false;
    }
    if (in.mustBeCopied()) {
      byte[] bytes = in.unquote();
      int row = column.size();
      column.reserve(row + 1);
      long target = column.startBytes(row, in.unquotedLength);
      Mem.copy(bytes, 0, target, in.unquotedLength);
      column.finishBytes(row, target, in.unquotedLength);
      column.setSize(row + 1);
    } else {
      column.appendBytes(in.from, (int) (in.to - in.from));
    }
    return true;
  }

  private boolean bytes(String text) {
    try {
      column.appendBytes(Base64.getDecoder().decode(text));
      return true;
    } catch (IllegalArgumentException e) {
      return false; // the caller reports the text and what was expected
    }
  }

  private boolean timestamp(CsvScanner in, DataType.Timestamp type) {
    boolean understood =
        timestamps.parse(in.from, in.to, time)
            || (number.parseAll(in.from, in.to) && timestamps.number(number, time));
    return understood && whole(time.value(type));
  }

  private long months(CsvScanner in) {
    if (number.parseAll(in.from, in.to)) {
      return number.fits(new DataType.Int(32, true)) ? number.whole() : NONE;
    }
    try {
      long months = Period.parse(in.text()).toTotalMonths();
      return Period.parse(in.text()).minusMonths(months).normalized().isZero() ? months : NONE;
    } catch (DateTimeException e) {
      return NONE;
    }
  }

  private long micros(CsvScanner in) {
    if (number.parseAll(in.from, in.to)) {
      return number.fits(BIGINT) ? number.whole() : NONE;
    }
    try {
      Duration duration = Duration.parse(in.text());
      return Math.addExact(
          Math.multiplyExact(duration.getSeconds(), 1_000_000), duration.getNano() / 1000);
    } catch (DateTimeException | ArithmeticException e) {
      return NONE;
    }
  }
}
