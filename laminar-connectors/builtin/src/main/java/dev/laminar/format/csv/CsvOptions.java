package dev.laminar.format.csv;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.format.text.TimestampFormat;
import dev.laminar.spi.OptionSchema;
import dev.laminar.spi.Options;

/**
 * How a CSV table is written.
 *
 * @param header whether the first record names the columns
 * @param nullText what stands, unquoted, for a value that is not there
 */
record CsvOptions(
    boolean header, byte delimiter, byte quote, String nullText, TimestampFormat timestamps) {

  static OptionSchema schema() {
    return OptionSchema.builder()
        .optional(
            "csv.header",
            OptionSchema.Type.BOOLEAN,
            "true",
            "Whether the first line names the columns; without it they go by their order")
        .optional("csv.delimiter", OptionSchema.Type.TEXT, ",", "What stands between values")
        .optional("csv.quote", OptionSchema.Type.TEXT, "\"", "What values may be wrapped in")
        .optional(
            "csv.null", OptionSchema.Type.TEXT, "", "What stands, unquoted, for a missing value")
        .optional(
            "csv.timestamp_format",
            OptionSchema.Type.TEXT,
            "auto",
            "How timestamps are written: " + TimestampFormat.CHOICES)
        .build();
  }

  static CsvOptions of(Options options) {
    return new CsvOptions(
        options.flag("csv.header", true),
        character("csv.delimiter", options.text("csv.delimiter", ",")),
        character("csv.quote", options.text("csv.quote", "\"")),
        options.text("csv.null", ""),
        TimestampFormat.of("csv.timestamp_format", options.text("csv.timestamp_format", "auto")));
  }

  private static byte character(String option, String text) {
    String one = text.equals("\\t") ? "\t" : text;
    if (one.length() != 1 || one.charAt(0) > 0x7e || one.charAt(0) == '\n') {
      throw new LaminarException(
          ErrorCode.INVALID_OPTION,
          "option '" + option + "': expected one ASCII character or '\\t', got '" + text + "'");
    }
    return (byte) one.charAt(0);
  }
}
