package dev.laminar.format.json;

import dev.laminar.data.Batch;
import dev.laminar.data.Schema;
import dev.laminar.spi.ByteSink;
import dev.laminar.spi.Encoder;
import dev.laminar.spi.SinkWriter;

/** Writes each row as an object on a line of its own; nulls are written. One thread. */
final class JsonEncoder implements Encoder {

  private final ObjectEncoder object;
  private final boolean unstructured;

  JsonEncoder(Schema columns, JsonOptions options) {
    this.object = new ObjectEncoder(columns.fields(), options.timestamps());
    this.unstructured = options.unstructured();
  }

  @Override
  public void encode(Batch batch, ByteSink out, SinkWriter.RejectedRows bad) {
    for (int row = 0; row < batch.rows(); row++) {
      if (unstructured) {
        ValueEncoder.raw(batch.column(0), row, out);
      } else {
        object.write(batch, row, out);
      }
      out.endRecord((byte) '\n');
    }
  }
}
