package dev.laminar.format.json;

import dev.laminar.data.BatchBuilder;
import dev.laminar.data.Schema;

/** Records that are objects, each a row. One thread. */
final class ObjectRecords implements JsonDecoder.Records {

  private final ObjectDecoder object;

  ObjectRecords(Schema columns, BatchBuilder batch, DecoderContext context) {
    this.object = object(columns, batch, context);
  }

  /** Decodes an object into the columns of a batch. */
  static ObjectDecoder object(Schema columns, BatchBuilder batch, DecoderContext context) {
    ValueDecoder[] decoders = new ValueDecoder[columns.size()];
    for (int i = 0; i < decoders.length; i++) {
      String name = columns.field(i).name();
      decoders[i] = ValueDecoder.of(name, columns.field(i), batch.column(i), context);
    }
    return new ObjectDecoder(columns.fields(), decoders);
  }

  @Override
  public void read(JsonCursor in, BatchBuilder out) {
    if (in.peek() != '{') {
      throw in.malformed("'{' at the beginning of a record");
    }
    object.read(in, out.rows());
    out.endRow();
  }
}
