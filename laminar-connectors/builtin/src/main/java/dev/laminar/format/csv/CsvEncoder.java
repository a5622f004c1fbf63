package dev.laminar.format.csv;

import dev.laminar.data.Batch;
import dev.laminar.data.Column;
import dev.laminar.data.DataType;
import dev.laminar.data.Int128;
import dev.laminar.data.Schema;
import dev.laminar.data.Slice;
import dev.laminar.format.text.TextWriter;
import dev.laminar.spi.ByteSink;
import dev.laminar.spi.Encoder;
import dev.laminar.spi.SinkWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Period;
import java.util.Base64;

/** Writes rows as lines; a value is quoted where it could be taken for something else. */
final class CsvEncoder implements Encoder {

  private final Schema columns;
  private final CsvOptions options;
  private final byte[] nullText;
  private final ByteSink cell = new ByteSink();
  private final Slice slice = new Slice();
  private final Int128 unscaled = new Int128();

  CsvEncoder(Schema columns, CsvOptions options) {
    this.columns = columns;
    this.options = options;
    this.nullText = ascii(options.nullText());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void header(ByteSink out) {
    if (!options.header()) {
      return;
    }
    for (int i = 0; i < columns.size(); i++) {
      cell.clear();
      cell.put(ascii(columns.field(i).name()));
      put(i, out);
    }
    out.endRecord((byte) '\n');
  }

  @Override
  public void encode(Batch batch, ByteSink out, SinkWriter.RejectedRows bad) {
    for (int row = 0; row < batch.rows(); row++) {
      for (int i = 0; i < batch.columnCount(); i++) {
        Column column = batch.column(i);
        if (column.isNull(row)) {
          delimit(i, out);
          out.put(nullText);
        } else {
          cell.clear();
          write(column, row);
          put(i, out);
        }
      }
      out.endRecord((byte) '\n');
    }
  }

  private void delimit(int index, ByteSink out) {
    if (index > 0) {
      out.put(options.delimiter());
    }
  }

  /** Puts the cell's text, quoted if need be. */
  private void put(int index, ByteSink out) {
    delimit(index, out);
    if (!mustBeQuoted()) {
      out.ensure(cell.size());
      System.arraycopy(cell.array(), 0, out.array(), out.size(), cell.size());
      out.advance(cell.size());
      return;
    }
    out.put(options.quote());
    for (int i = 0; i < cell.size(); i++) {
      byte b = cell.array()[i];
      if (b == options.quote()) {
        out.put(b);
      }
      out.put(b);
    }
    out.put(options.quote());
  }

  private boolean mustBeQuoted() {
    boolean isNullText = cell.size() == nullText.length;
    for (int i = 0; i < cell.size(); i++) {
      byte b = cell.array()[i];
      if (b == options.delimiter() || b == options.quote() || b == '\n' || b == '\r') {
        return true;
      }
      isNullText &= i < nullText.length && b == nullText[i];
    }
    return isNullText || cell.size() == 0;
  }

  private void write(Column column, int row) {
    switch (column.type()) {
      case DataType.Bool t -> cell.put(ascii(Boolean.toString(column.getBoolean(row))));
      case DataType.Int t -> {
        if (t.signed()) {
          TextWriter.integer(column.getLong(row), cell);
        } else {
          TextWriter.unsigned(column.getLong(row), cell);
        }
      }
      case DataType.Float32 t -> TextWriter.decimal((float) column.getDouble(row), cell);
      case DataType.Float64 t -> TextWriter.decimal(column.getDouble(row), cell);
      case DataType.Decimal t ->
          TextWriter.decimal(column.getInt128(row, unscaled), t.scale(), cell);
      case DataType.Text t -> text(column, row);
      case DataType.Json t -> text(column, row);
      case DataType.Bytes t ->
          cell.put(Base64.getEncoder().encode(column.getSlice(row, slice).toBytes()));
      case DataType.Date t -> TextWriter.date(column.getLong(row), cell);
      case DataType.Time t -> {
        long micros = column.getLong(row);
        TextWriter.time(micros / 1_000_000, (int) (micros % 1_000_000) * 1000, cell);
      }
      case DataType.Timestamp t -> timestamp(column.getLong(row), t.nanos() ? 1 : 1000);
      case DataType.MonthInterval t ->
          cell.put(ascii(Period.ofMonths((int) column.getLong(row)).normalized().toString()));
      case DataType.TimeInterval t -> cell.put(ascii(duration(column.getLong(row)).toString()));
      case DataType.ListOf t -> throw nested(t);
      case DataType.MapOf t -> throw nested(t);
      case DataType.Struct t -> throw nested(t);
    }
  }

  private static IllegalStateException nested(DataType type) {
    return new IllegalStateException("the format's check lets no " + type + " through");
  }

  private void text(Column column, int row) {
    column.getSlice(row, slice);
    cell.put(slice.address, slice.length);
  }

  private void timestamp(long value, int nanosPerUnit) {
    long perSecond = 1_000_000_000L / nanosPerUnit;
    long second = Math.floorDiv(value, perSecond);
    options.timestamps().write(second, (int) (value - second * perSecond) * nanosPerUnit, cell);
  }

  private static Duration duration(long micros) {
    return Duration.ofSeconds(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000L);
  }
}
