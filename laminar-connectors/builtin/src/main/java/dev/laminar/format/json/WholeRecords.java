package dev.laminar.format.json;

import dev.laminar.data.BatchBuilder;
import dev.laminar.data.Schema;

/** Records that are kept as they are written, in one column or none. One thread. */
final class WholeRecords implements JsonDecoder.Records {

  private final TextDecoder[] text;

  WholeRecords(Schema columns, BatchBuilder batch, DecoderContext context) {
    text = new TextDecoder[columns.size()];
    for (int i = 0; i < text.length; i++) {
      text[i] =
          new TextDecoder(columns.field(i).name(), columns.field(i), batch.column(i), context);
    }
  }

  @Override
  public void read(JsonCursor in, BatchBuilder out) {
    in.peek();
    long start = in.at;
    in.skipValue();
    for (TextDecoder decoder : text) {
      decoder.append(start, in.at);
    }
    out.endRow();
  }
}
