package dev.laminar.format.json;

import dev.laminar.data.Column;
import dev.laminar.data.DataType;
import dev.laminar.data.Int128;
import dev.laminar.data.Mem;
import dev.laminar.data.Slice;
import dev.laminar.format.text.TextWriter;
import dev.laminar.format.text.TimestampFormat;
import dev.laminar.format.text.Words;
import dev.laminar.spi.ByteSink;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Period;
import java.util.Arrays;
import java.util.Base64;

/**
 * Writes one value of a column as JSON. NaN and the infinities, for which JSON has no numbers, are
 * written as the texts that the decoder takes back. One thread.
 */
abstract class ValueEncoder {

  private static final byte[] NULL = {'n', 'u', 'l', 'l'};
  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

  /** Writes a value that is there. */
  abstract void value(Column column, int row, ByteSink out);

  final void write(Column column, int row, ByteSink out) {
    if (column.isNull(row)) {
      out.put(NULL);
    } else {
      value(column, row, out);
    }
  }

  private interface Writer {
    void write(Column column, int row, ByteSink out);
  }

  private static ValueEncoder by(Writer writer) {
    return new ValueEncoder() {
      @Override
      void value(Column column, int row, ByteSink out) {
        writer.write(column, row, out);
      }
    };
  }

  static ValueEncoder of(DataType type, TimestampFormat timestamps) {
    return switch (type) {
      case DataType.Bool t -> by((c, row, out) -> out.put(c.getBoolean(row) ? TRUE : FALSE));
      case DataType.Int t ->
          t.signed()
              ? by((c, row, out) -> TextWriter.integer(c.getLong(row), out))
              : by((c, row, out) -> TextWriter.unsigned(c.getLong(row), out));
      case DataType.Float32 t -> by((c, row, out) -> number((float) c.getDouble(row), out));
      case DataType.Float64 t -> by((c, row, out) -> number(c.getDouble(row), out));
      case DataType.Decimal t -> new DecimalEncoder(t.scale());
      case DataType.Text t -> new TextEncoder();
      case DataType.Json t -> by(ValueEncoder::raw);
      case DataType.Bytes t ->
          by((c, row, out) -> ascii(encode(c.getSlice(row, new Slice()).toBytes()), out));
      case DataType.Date t -> quoted((c, row, out) -> TextWriter.date(c.getLong(row), out));
      case DataType.Time t -> quoted((c, row, out) -> time(c.getLong(row), out));
      case DataType.Timestamp t -> timestamp(t.nanos() ? 1_000_000_000 : 1_000_000, timestamps);
      case DataType.MonthInterval t ->
          by((c, row, out) -> ascii(months((int) c.getLong(row)), out));
      case DataType.TimeInterval t -> by((c, row, out) -> ascii(duration(c.getLong(row)), out));
      case DataType.ListOf t -> new ListEncoder(of(t.element().type(), timestamps));
      case DataType.MapOf t ->
          new MapEncoder(of(t.key(), timestamps), of(t.value().type(), timestamps));
      case DataType.Struct t -> struct(new ObjectEncoder(t.fields(), timestamps));
    };
  }

  private static ValueEncoder struct(ObjectEncoder object) {
    return by(object::writeStruct);
  }

  private static ValueEncoder quoted(Writer writer) {
    return by(
        (c, row, out) -> {
          out.put((byte) '"');
          writer.write(c, row, out);
          out.put((byte) '"');
        });
  }

  private static void ascii(String text, ByteSink out) {
    out.put((byte) '"');
    out.put(text.getBytes(StandardCharsets.ISO_8859_1));
    out.put((byte) '"');
  }

  private static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String months(int months) {
    return Period.ofMonths(months).normalized().toString();
  }

  private static String duration(long micros) {
    return Duration.ofSeconds(
            Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000)
        .toString();
  }

  private static void number(double value, ByteSink out) {
    if (Double.isFinite(value)) {
      TextWriter.decimal(value, out);
    } else {
      ascii(Double.toString(value), out);
    }
  }

  private static void number(float value, ByteSink out) {
    if (Float.isFinite(value)) {
      TextWriter.decimal(value, out);
    } else {
      ascii(Float.toString(value), out);
    }
  }

  private static void time(long micros, ByteSink out) {
    TextWriter.time(micros / 1_000_000, (int) (micros % 1_000_000) * 1000, out);
  }

  private static ValueEncoder timestamp(long unit, TimestampFormat format) {
    int nanosPerUnit = (int) (1_000_000_000 / unit);
    Writer writer =
        (c, row, out) -> {
          long value = c.getLong(row);
          long second = Math.floorDiv(value, unit);
          format.write(second, (int) (value - second * unit) * nanosPerUnit, out);
        };
    return format.isNumber() ? by(writer) : quoted(writer);
  }

  /** JSON text as it is, but without line ends, which can only stand between its tokens. */
  static void raw(Column column, int row, ByteSink out) {
    if (column.isNull(row)) {
      out.put(NULL);
      return;
    }
    Slice slice = column.getSlice(row, new Slice());
    int from = out.size();
    out.put(slice.address, slice.length);
    byte[] array = out.array();
    for (int i = from; i < out.size(); i++) {
      if (array[i] == '\n' || array[i] == '\r') {
        array[i] = ' ';
      }
    }
  }

  /** Writes a text with quotes. */
  static void quote(byte[] text, ByteSink out) {
    out.put((byte) '"');
    for (byte b : text) {
      escaped(b, out);
    }
    out.put((byte) '"');
  }

  private static void escaped(byte b, ByteSink out) {
    if (b == '"' || b == '\\') {
      out.put((byte) '\\');
      out.put(b);
    } else if (b >= 0 && b < ' ') {
      control(b, out);
    } else {
      out.put(b);
    }
  }

  private static void control(byte b, ByteSink out) {
    out.put((byte) '\\');
    switch (b) {
      case '\n' -> out.put((byte) 'n');
      case '\r' -> out.put((byte) 'r');
      case '\t' -> out.put((byte) 't');
      default -> {
        out.put((byte) 'u');
        out.put((byte) '0');
        out.put((byte) '0');
        out.put(HEX[b >> 4]);
        out.put(HEX[b & 15]);
      }
    }
  }

  /** Text; what needs no escapes is copied at once. */
  private static final class TextEncoder extends ValueEncoder {
    private final Slice slice = new Slice();

    @Override
    void value(Column column, int row, ByteSink out) {
      column.getSlice(row, slice);
      long at = slice.address;
      long end = at + slice.length;
      long plain = plainEnd(at, end);
      out.put((byte) '"');
      while (plain < end) {
        out.put(at, (int) (plain - at));
        escaped(Mem.getByte(plain), out);
        at = plain + 1;
        plain = plainEnd(at, end);
      }
      out.put(at, (int) (end - at));
      out.put((byte) '"');
    }

    /** Where the first byte is that needs an escape, or the end. */
    private static long plainEnd(long from, long end) {
      long at = from;
      while (end - at >= 8) {
        long hits = Words.jsonSpecials(Mem.getLong(at));
        if (hits != 0) {
          return at + Words.first(hits);
        }
        at += 8;
      }
      while (at < end) {
        byte b = Mem.getByte(at);
        if (b == '"' || b == '\\' || (b >= 0 && b < ' ')) {
          return at;
        }
        at++;
      }
      return end;
    }
  }

  /** Exact numbers. */
  private static final class DecimalEncoder extends ValueEncoder {
    private final int scale;
    private final Int128 unscaled = new Int128();

    DecimalEncoder(int scale) {
      this.scale = scale;
    }

    @Override
    void value(Column column, int row, ByteSink out) {
      TextWriter.decimal(column.getInt128(row, unscaled), scale, out);
    }
  }

  /** Arrays. */
  private static final class ListEncoder extends ValueEncoder {
    private final ValueEncoder element;

    ListEncoder(ValueEncoder element) {
      this.element = element;
    }

    @Override
    void value(Column column, int row, ByteSink out) {
      out.put((byte) '[');
      int start = column.listStart(row);
      for (int i = start; i < column.listEnd(row); i++) {
        if (i > start) {
          out.put((byte) ',');
        }
        element.write(column.child(0), i, out);
      }
      out.put((byte) ']');
    }
  }

  /** Objects whose keys are data; keys that are no text are put in quotes. */
  private static final class MapEncoder extends ValueEncoder {
    private final ValueEncoder key;
    private final ValueEncoder value;
    private final ByteSink keyText = new ByteSink();

    MapEncoder(ValueEncoder key, ValueEncoder value) {
      this.key = key;
      this.value = value;
    }

    @Override
    void value(Column column, int row, ByteSink out) {
      Column entries = column.child(0);
      out.put((byte) '{');
      int start = column.listStart(row);
      for (int i = start; i < column.listEnd(row); i++) {
        if (i > start) {
          out.put((byte) ',');
        }
        key(entries.child(0), i, out);
        out.put((byte) ':');
        value.write(entries.child(1), i, out);
      }
      out.put((byte) '}');
    }

    private void key(Column keys, int row, ByteSink out) {
      keyText.clear();
      key.write(keys, row, keyText);
      byte[] text = Arrays.copyOf(keyText.array(), keyText.size());
      if (text.length > 0 && text[0] == '"') {
        out.put(text);
      } else {
        quote(text, out);
      }
    }
  }
}
