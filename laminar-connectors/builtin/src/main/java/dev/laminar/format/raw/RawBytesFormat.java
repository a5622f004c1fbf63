package dev.laminar.format.raw;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.spi.Decoder;
import dev.laminar.spi.Encoder;
import dev.laminar.spi.Format;
import dev.laminar.spi.OptionSchema;
import dev.laminar.spi.Options;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/**
 * {@code format = 'raw_bytes'}: a message, or a line of a file, in one column of bytes; values are
 * written one after the other with nothing between them. Stateless; any thread.
 */
public final class RawBytesFormat implements Format {

  private static final Schema COLUMNS = Schema.of(Field.required("value", DataType.BYTES));

  @Override
  public String name() {
    return "raw_bytes";
  }

  @Override
  public String description() {
    return "Each message or line as it is, in one column of type BYTEA";
  }

  @Override
  public OptionSchema options() {
    return OptionSchema.NONE;
  }

  @Override
  public void check(Schema schema, List<String> primaryKey, Options options) {
    RawEncoder.check(name(), schema, DataType.BYTES);
  }

  @Override
  public Schema inferredSchema(Options options) {
    return COLUMNS;
  }

  @Override
  public Decoder decoder(
      BufferAllocator allocator,
      Schema table,
      Schema columns,
      List<String> primaryKey,
      Options options,
      int maxRows) {
    return new LineDecoder(allocator, columns, maxRows, false);
  }

  @Override
  public Encoder encoder(
      BufferAllocator allocator, Schema columns, List<String> primaryKey, Options options) {
    return new RawEncoder(false);
  }
}
