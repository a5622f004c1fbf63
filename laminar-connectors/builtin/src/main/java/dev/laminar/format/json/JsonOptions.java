package dev.laminar.format.json;

import dev.laminar.format.text.TimestampFormat;
import dev.laminar.spi.OptionSchema;
import dev.laminar.spi.Options;

/**
 * The options of the JSON formats.
 *
 * @param timestamps how timestamps are written
 * @param unstructured whether a record is kept as it is in one column
 */
record JsonOptions(TimestampFormat timestamps, boolean unstructured) {

  private static final String TIMESTAMP_FORMAT = "timestamp_format";
  private static final String UNSTRUCTURED = "unstructured";

  static OptionSchema schema() {
    return timestamps(OptionSchema.builder(), "json.")
        .optional(
            "json." + UNSTRUCTURED,
            OptionSchema.Type.BOOLEAN,
            "false",
            "Keep each record as it is, in one column of type JSON or TEXT")
        .build();
  }

  static OptionSchema debeziumSchema() {
    return timestamps(OptionSchema.builder(), "debezium_json.").build();
  }

  private static OptionSchema.Builder timestamps(OptionSchema.Builder builder, String prefix) {
    return builder.optional(
        prefix + TIMESTAMP_FORMAT,
        OptionSchema.Type.TEXT,
        "auto",
        "How timestamps are written: " + TimestampFormat.CHOICES);
  }

  static JsonOptions of(String prefix, Options options) {
    String name = prefix + TIMESTAMP_FORMAT;
    return new JsonOptions(
        TimestampFormat.of(name, options.text(name, "auto")),
        options.flag(prefix + UNSTRUCTURED, false));
  }
}
