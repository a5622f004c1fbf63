package dev.laminar.format.raw;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.data.Batch;
import dev.laminar.data.Column;
import dev.laminar.data.DataType;
import dev.laminar.data.Schema;
import dev.laminar.data.Slice;
import dev.laminar.spi.BadRecord;
import dev.laminar.spi.ByteSink;
import dev.laminar.spi.Encoder;
import dev.laminar.spi.SinkWriter;
import java.nio.charset.StandardCharsets;

/** Writes the values of one column as they are; a line each if they are text. One thread. */
final class RawEncoder implements Encoder {

  private final boolean lines;
  private final Slice slice = new Slice();

  RawEncoder(boolean lines) {
    this.lines = lines;
  }

  /** Refuses anything but one column of the type. */
  static void check(String format, Schema schema, DataType type) {
    if (schema.size() != 1 || !schema.field(0).type().equals(type)) {
      throw new LaminarException(
          ErrorCode.INVALID_QUERY,
          "format '"
              + format
              + "' has exactly one column, of type "
              + type
              + "; got "
              + schema.fields());
    }
  }

  @Override
  public void encode(Batch batch, ByteSink out, SinkWriter.RejectedRows bad) {
    Column column = batch.column(0);
    for (int row = 0; row < batch.rows(); row++) {
      if (column.isNull(row)) {
        bad.reject(
            new BadRecord(
                "null".getBytes(StandardCharsets.UTF_8),
                "",
                "expected a value, got NULL, for which the raw formats have no form: filter it out"
                    + " or use coalesce()"));
        continue;
      }
      column.getSlice(row, slice);
      out.put(slice.address, slice.length);
      if (lines) {
        out.endRecord((byte) '\n');
      } else {
        out.endRecord();
      }
    }
  }
}
