package dev.laminar.connector.generator;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.spi.OptionSchema;
import dev.laminar.spi.Options;
import dev.laminar.spi.Split;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How many rows come, how fast, in how many splits.
 *
 * @param count rows in all, or {@link Long#MAX_VALUE} if they do not end
 * @param rate rows a second in all, or 0 for as fast as they are taken
 * @param splits a fixed number, whatever the parallelism, so that a snapshot fits any parallelism
 * @param run rows that follow each other in one split before the next split's turn
 */
public record SequenceOptions(long count, double rate, int splits, int run) {

  private static final String RATE = "event_rate";
  private static final String SPLITS = "splits";
  private static final long MOST_SPLITS = 1024;

  /** Declares the options; {@code names} are those under which the count may be given. */
  public static OptionSchema.Builder declare(
      OptionSchema.Builder builder, int splits, String... names) {
    for (String name : names) {
      builder
          .optional(name, OptionSchema.Type.INTEGER, "Rows in all; without it they do not end")
          .changeable();
    }
    return builder
        .optional(
            RATE,
            OptionSchema.Type.NUMBER,
            "Rows a second in all; without it they come as fast as they are taken")
        .optional(
            SPLITS,
            OptionSchema.Type.INTEGER,
            Integer.toString(splits),
            "Splits that can be read at the same time; the rows are the same for any number");
  }

  public static SequenceOptions of(Options options, int splits, int run, String... names) {
    long count = Long.MAX_VALUE;
    for (String name : names) {
      count = options.integer(name, count);
      check(name, count >= 0, "a number of rows, 0 or more", options);
    }
    double rate = options.number(RATE, 0);
    check(RATE, rate >= 0 && rate < 1e12, "rows a second, 0 or more", options);
    long number = options.integer(SPLITS, splits);
    check(SPLITS, number >= 1 && number <= MOST_SPLITS, "1 to " + MOST_SPLITS, options);
    return new SequenceOptions(count, rate, (int) number, run);
  }

  /** Refuses a value that does not hold. */
  public static void check(String name, boolean holds, String expected, Options options) {
    if (!holds) {
      throw new LaminarException(
          ErrorCode.INVALID_OPTION,
          "option '" + name + "': expected " + expected + ", got '" + options.text(name) + "'");
    }
  }

  public boolean bounded() {
    return count != Long.MAX_VALUE;
  }

  /** Splits 0, 1, …, each with its number as id. */
  public List<Split> list() {
    return IntStream.range(0, splits)
        .mapToObj(i -> new Split(i + "/" + splits, Integer.toString(i)))
        .toList();
  }

  /** Rows of one split. */
  public long rows(int split) {
    if (!bounded()) {
      return Long.MAX_VALUE;
    }
    long round = (long) splits * run;
    long rest = count % round - (long) split * run;
    return count / round * run + Math.clamp(rest, 0, run);
  }

  /** The number among all rows of a split's row. */
  public long global(int split, long row) {
    return row / run * run * splits + (long) split * run + row % run;
  }
}
