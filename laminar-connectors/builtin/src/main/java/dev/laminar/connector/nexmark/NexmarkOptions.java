package dev.laminar.connector.nexmark;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.connector.generator.SequenceOptions;
import dev.laminar.spi.OptionSchema;
import dev.laminar.spi.Options;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What a nexmark table says.
 *
 * @param sequence events in all and, if they are to come in real time, their rate
 * @param baseTime when the first event happens, in microseconds since the epoch
 * @param microsPerEvent event time between two events
 */
record NexmarkOptions(
    Form form, SequenceOptions sequence, long seed, long baseTime, double microsPerEvent) {

  private static final String BASE_TIME = "2015-07-15T00:00:00Z";
  private static final double DEFAULT_RATE = 10_000;
  private static final int SPLITS = 8;

  /** Which events come, in which columns. */
  enum Form {
    /** Every event, each kind in a struct of its own. */
    ALL,
    PERSON,
    AUCTION,
    BID
  }

  static OptionSchema declare() {
    return SequenceOptions.declare(OptionSchema.builder(), SPLITS, "events")
        .choice(
            "table",
            "all",
            List.of("all", "person", "auction", "bid"),
            "all: every event, nested; else the events of one kind, flat")
        .optional("seed", OptionSchema.Type.INTEGER, "0", "Another seed makes other events")
        .optional("base_time", OptionSchema.Type.TEXT, BASE_TIME, "When the first event happens")
        .optional(
            "real_time",
            OptionSchema.Type.BOOLEAN,
            "Whether events come no faster than event_rate; by default if a rate is given and they"
                + " do not end, else they come as fast as they are taken")
        .changeable()
        .build();
  }

  static NexmarkOptions of(Options options) {
    SequenceOptions given = SequenceOptions.of(options, SPLITS, Laws.GROUP, "events");
    boolean rateGiven = given.rate() > 0;
    boolean realTime = options.flag("real_time", rateGiven && !given.bounded());
    double rate = rateGiven ? given.rate() : DEFAULT_RATE;
    SequenceOptions sequence =
        new SequenceOptions(given.count(), realTime ? rate : 0, given.splits(), given.run());
    return new NexmarkOptions(
        Form.valueOf(options.text("table", "all").toUpperCase(Locale.ROOT)),
        sequence,
        options.integer("seed", 0),
        instant(options.text("base_time", BASE_TIME)),
        1_000_000 / rate);
  }

  private static long instant(String text) {
    try {
      Instant instant = Instant.parse(text);
      return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
    } catch (DateTimeException e) {
      throw new LaminarException(
          ErrorCode.INVALID_OPTION,
          "option 'base_time': expected a time such as '" + BASE_TIME + "', got '" + text + "'",
          e);
    }
  }
}
