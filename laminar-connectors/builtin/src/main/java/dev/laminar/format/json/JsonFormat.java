package dev.laminar.format.json;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.data.BatchBuilder;
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

/** {@code format = 'json'}: an object a line, or an array of objects. Stateless; any thread. */
public final class JsonFormat implements Format {

  private static final String PREFIX = "json.";

  @Override
  public String name() {
    return "json";
  }

  @Override
  public String description() {
    return "JSON objects, one a line or in an array; columns by key";
  }

  @Override
  public OptionSchema options() {
    return JsonOptions.schema();
  }

  @Override
  public void check(Schema schema, List<String> primaryKey, Options options) {
    if (JsonOptions.of(PREFIX, options).unstructured()
        && (schema.size() != 1 || !isText(schema.field(0).type()))) {
      throw new LaminarException(
          ErrorCode.INVALID_QUERY,
          "json.unstructured keeps a record in one column of type JSON or TEXT; got "
              + schema.fields());
    }
  }

  private static boolean isText(DataType type) {
    return type instanceof DataType.Text || type instanceof DataType.Json;
  }

  @Override
  public Schema inferredSchema(Options options) {
    if (JsonOptions.of(PREFIX, options).unstructured()) {
      return Schema.of(Field.required("value", DataType.JSON));
    }
    return Format.super.inferredSchema(options);
  }

  @Override
  public Schema inferredSchema(Options options, byte[] sample, boolean complete) {
    return JsonOptions.of(PREFIX, options).unstructured()
        ? inferredSchema(options)
        : JsonInference.infer(sample, complete);
  }

  @Override
  public Decoder decoder(
      BufferAllocator allocator,
      Schema table,
      Schema columns,
      List<String> primaryKey,
      Options options,
      int maxRows) {
    JsonOptions json = JsonOptions.of(PREFIX, options);
    DecoderContext context = new DecoderContext(json.timestamps());
    BatchBuilder batch = new BatchBuilder(allocator, columns);
    JsonDecoder.Records records =
        json.unstructured()
            ? new WholeRecords(columns, batch, context)
            : new ObjectRecords(columns, batch, context);
    return new JsonDecoder(records, batch, context, maxRows);
  }

  @Override
  public Encoder encoder(
      BufferAllocator allocator, Schema columns, List<String> primaryKey, Options options) {
    return new JsonEncoder(columns, JsonOptions.of(PREFIX, options));
  }
}
