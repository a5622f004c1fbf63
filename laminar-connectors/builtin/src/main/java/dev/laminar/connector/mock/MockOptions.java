package dev.laminar.connector.mock;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.connector.generator.SequenceOptions;
import dev.laminar.spi.OptionSchema;
import dev.laminar.spi.Options;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * How a mock table makes up its rows.
 *
 * @param cardinality how many different values a column has
 * @param nullRatio the share of nulls in nullable columns
 * @param baseTime the first row's timestamp, in microseconds
 * @param interval from one row's timestamp to the next one's, in microseconds
 * @param disorder timestamps are up to this much earlier than in order, in microseconds
 */
record MockOptions(
    SequenceOptions sequence,
    long seed,
    long cardinality,
    double nullRatio,
    long baseTime,
    long interval,
    long disorder) {

  static OptionSchema.Builder declare() {
    return SequenceOptions.declare(OptionSchema.builder(), 1, "rows")
        .optional("seed", OptionSchema.Type.INTEGER, "0", "Another seed makes other rows")
        .optional(
            "cardinality",
            OptionSchema.Type.INTEGER,
            "100",
            "How many different values a column of numbers or text has")
        .optional(
            "null_ratio", OptionSchema.Type.NUMBER, "0", "The share of nulls in nullable columns")
        .optional(
            "base_time",
            OptionSchema.Type.TEXT,
            "2024-01-01T00:00:00Z",
            "The timestamp of the first row")
        .optional(
            "interval",
            OptionSchema.Type.DURATION,
            "1 s",
            "From one row's timestamp to the next one's")
        .optional(
            "disorder",
            OptionSchema.Type.DURATION,
            "0 s",
            "Timestamps are up to this much earlier than in order");
  }

  static MockOptions of(Options options) {
    long cardinality = options.integer("cardinality", 100);
    SequenceOptions.check("cardinality", cardinality > 0, "1 or more", options);
    double nullRatio = options.number("null_ratio", 0);
    SequenceOptions.check(
        "null_ratio", nullRatio >= 0 && nullRatio <= 1, "a number from 0 to 1", options);
    return new MockOptions(
        SequenceOptions.of(options, 1, 1, "rows"),
        options.integer("seed", 0),
        cardinality,
        nullRatio,
        instant(options.text("base_time", "2024-01-01T00:00:00Z")),
        micros(options.duration("interval", Duration.ofSeconds(1))),
        micros(options.duration("disorder", Duration.ZERO)));
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1000;
  }

  private static long instant(String text) {
    try {
      Instant instant = Instant.parse(text);
      return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
    } catch (DateTimeException e) {
      throw new LaminarException(
          ErrorCode.INVALID_OPTION,
          "option 'base_time': expected a time such as '2024-01-01T00:00:00Z', got '" + text + "'",
          e);
    }
  }
}
