package dev.laminar.spi;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.data.Schema;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/** Turns bytes into columns and back: a ServiceLoader plugin, stateless. */
public interface Format {

  /** The name in {@code WITH (format = '…')}; lower case. */
  String name();

  String description();

  /** The options it knows, each with the format's name before it: {@code json.timestamp_format}. */
  OptionSchema options();

  /** What changes rows of this format can express when written. */
  default Sink.ChangelogSupport changes() {
    return Sink.ChangelogSupport.APPEND_ONLY;
  }

  /** Whether what it reads can contain retracts, so that a table of it is updating. */
  default boolean readsChanges() {
    return false;
  }

  default boolean canDecode() {
    return true;
  }

  default boolean canEncode() {
    return true;
  }

  /** Whether columns are found by their places, so that their names do not matter. */
  default boolean readsByPosition(Options options) {
    return false;
  }

  /** Checks the columns against what the format can hold; refuses with a message. */
  default void check(Schema schema, List<String> primaryKey, Options options) {}

  /** Refuses a table that can be written but not read, such as one without a needed key. */
  default void checkReading(Schema schema, List<String> primaryKey, Options options) {}

  /** Columns when a table declares none, e.g. one text column for {@code raw_string}. */
  default Schema inferredSchema(Options options) {
    throw new LaminarException(
        ErrorCode.INVALID_QUERY,
        "format '" + name() + "' needs the table's columns: CREATE TABLE name (column TYPE, …)");
  }

  /**
   * The same, where there is data to look at.
   *
   * @param sample the first bytes of the data
   * @param complete whether they are all
   */
  default Schema inferredSchema(Options options, byte[] sample, boolean complete) {
    return inferredSchema(options);
  }

  /**
   * Makes a decoder for one reader.
   *
   * @param table all columns, for formats in which their order counts
   * @param columns what the plan needs of them, pruned: those of the batches
   */
  Decoder decoder(
      BufferAllocator allocator,
      Schema table,
      Schema columns,
      List<String> primaryKey,
      Options options,
      int maxRows);

  /** Makes an encoder for one writer. */
  Encoder encoder(
      BufferAllocator allocator, Schema columns, List<String> primaryKey, Options options);
}
