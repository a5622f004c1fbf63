package dev.laminar.format.json;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.Schema;
import dev.laminar.spi.Decoder;
import dev.laminar.spi.Encoder;
import dev.laminar.spi.Format;
import dev.laminar.spi.OptionSchema;
import dev.laminar.spi.Options;
import dev.laminar.spi.Sink;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/**
 * {@code format = 'debezium_json'}: changes in Debezium's envelope of {@code before}, {@code after}
 * and {@code op}. Stateless; any thread.
 */
public final class DebeziumFormat implements Format {

  private static final String PREFIX = "debezium_json.";

  @Override
  public String name() {
    return "debezium_json";
  }

  @Override
  public String description() {
    return "Inserts, updates and deletes as Debezium writes them: {before, after, op}";
  }

  @Override
  public OptionSchema options() {
    return JsonOptions.debeziumSchema();
  }

  @Override
  public Sink.ChangelogSupport changes() {
    return Sink.ChangelogSupport.ALL;
  }

  @Override
  public boolean readsChanges() {
    return true;
  }

  @Override
  public void checkReading(Schema schema, List<String> primaryKey, Options options) {
    if (primaryKey.isEmpty()) {
      throw new LaminarException(
          ErrorCode.INVALID_QUERY,
          "format 'debezium_json' needs a primary key to read changes: declare it,"
              + " CREATE TABLE name (id BIGINT PRIMARY KEY, …)");
    }
  }

  @Override
  public Decoder decoder(
      BufferAllocator allocator,
      Schema table,
      Schema columns,
      List<String> primaryKey,
      Options options,
      int maxRows) {
    checkReading(columns, primaryKey, options);
    DecoderContext context = new DecoderContext(JsonOptions.of(PREFIX, options).timestamps());
    BatchBuilder batch = new BatchBuilder(allocator, columns);
    return new JsonDecoder(new DebeziumRecords(columns, batch, context), batch, context, maxRows);
  }

  @Override
  public Encoder encoder(
      BufferAllocator allocator, Schema columns, List<String> primaryKey, Options options) {
    return new DebeziumEncoder(columns, primaryKey, JsonOptions.of(PREFIX, options).timestamps());
  }
}
