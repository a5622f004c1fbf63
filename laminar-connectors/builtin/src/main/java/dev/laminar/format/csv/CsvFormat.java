package dev.laminar.format.csv;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.spi.Decoder;
import dev.laminar.spi.Encoder;
import dev.laminar.spi.Format;
import dev.laminar.spi.OptionSchema;
import dev.laminar.spi.Options;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/** {@code format = 'csv'}: values between commas, RFC 4180. Stateless; any thread. */
public final class CsvFormat implements Format {

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public String description() {
    return "Comma-separated values; columns by the header line or by their order";
  }

  @Override
  public OptionSchema options() {
    return CsvOptions.schema();
  }

  @Override
  public boolean readsByPosition(Options options) {
    return !CsvOptions.of(options).header();
  }

  @Override
  public void check(Schema schema, List<String> primaryKey, Options options) {
    for (Field field : schema.fields()) {
      boolean nested =
          switch (field.type().layout()) {
            case LIST, STRUCT -> true;
            default -> false;
          };
      if (nested) {
        throw new LaminarException(
            ErrorCode.UNSUPPORTED,
            "format 'csv' has no form for column "
                + field
                + ": use format 'json', or declare the column as JSON or TEXT");
      }
    }
  }

  @Override
  public Schema inferredSchema(Options options, byte[] sample, boolean complete) {
    return CsvInference.infer(CsvOptions.of(options), sample, complete);
  }

  @Override
  public Decoder decoder(
      BufferAllocator allocator,
      Schema table,
      Schema columns,
      List<String> primaryKey,
      Options options,
      int maxRows) {
    check(columns, primaryKey, options);
    return new CsvDecoder(allocator, table, columns, CsvOptions.of(options), maxRows);
  }

  @Override
  public Encoder encoder(
      BufferAllocator allocator, Schema columns, List<String> primaryKey, Options options) {
    check(columns, primaryKey, options);
    return new CsvEncoder(columns, CsvOptions.of(options));
  }
}
