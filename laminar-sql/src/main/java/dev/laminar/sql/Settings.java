package dev.laminar.sql;

import dev.laminar.CheckpointOptions;
import dev.laminar.CheckpointOptions.Guarantee;
import dev.laminar.ErrorCode;
import dev.laminar.JobOptions;
import dev.laminar.LaminarException;
import dev.laminar.internal.connect.Names;
import dev.laminar.spi.OptionSchema;
import dev.laminar.spi.OptionValues;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code SET name = value} has set, by name; nothing stands for the default. Immutable. The
 * last SET of a text counts for all of it.
 */
public record Settings(Map<String, String> values) {

  public static final String CHECKPOINT_DIR = "checkpoint_dir";
  private static final String TOLERATED = "checkpoint_tolerated_failures";
  private static final String GUARANTEE = "checkpoint_guarantee";

  /** The settings that there are, with what they are for. */
  public static final OptionSchema KNOWN =
      OptionSchema.builder()
          .optional("parallelism", OptionSchema.Type.INTEGER, "1", "subtasks per stage")
          .optional(
              "tick_interval",
              OptionSchema.Type.DURATION,
              "100 ms",
              "how often unwindowed results are emitted")
          .optional("batch_rows", OptionSchema.Type.INTEGER, "8192", "the most rows of a batch")
          .optional(
              "queue_size", OptionSchema.Type.BYTES, "4 MB", "what may wait between two tasks")
          .optional(
              "discovery_interval",
              OptionSchema.Type.DURATION,
              "10 s",
              "how often unbounded sources look for new splits")
          .optional(
              "state_memory",
              OptionSchema.Type.BYTES,
              "the memory that the state of all operators may take; more goes to disk or fails")
          .optional(
              "spill_directory",
              OptionSchema.Type.TEXT,
              "where state goes that memory cannot hold; by default among temporary files")
          .optional(
              CHECKPOINT_DIR,
              OptionSchema.Type.TEXT,
              "where state is kept, so that a job survives a crash: a path, or file:, s3:, gs:")
          .optional(
              "checkpoint_interval",
              OptionSchema.Type.DURATION,
              "10 s",
              "from the beginning of one checkpoint to that of the next")
          .optional(
              "checkpoint_timeout",
              OptionSchema.Type.DURATION,
              "10 min",
              "a checkpoint that takes longer is given up")
          .optional(
              TOLERATED,
              OptionSchema.Type.INTEGER,
              "3",
              "so many checkpoints may fail one after the other")
          .optional(
              "checkpoint_retained",
              OptionSchema.Type.INTEGER,
              "3",
              "so many complete checkpoints are kept")
          .choice(
              GUARANTEE,
              "exactly_once",
              List.of("exactly_once", "at_least_once"),
              "whether rows may count twice after a crash")
          .build();

  /** Settings that are known by name, but do not do anything yet. */
  private static final Map<String, String> NOT_YET =
      Map.of(
          "state_ttl", "state is kept; window the query to bound it",
          "allowed_lateness", "late rows are counted and dropped; give the WATERMARK more delay");

  public static final Settings NONE = new Settings(Map.of());

  public Settings {
    values = Map.copyOf(values);
  }

  /** These settings and one more; refuses unknown names and bad values. */
  public Settings with(String name, String value) {
    String key = name.toLowerCase(Locale.ROOT);
    if (NOT_YET.containsKey(key)) {
      throw new LaminarException(
          ErrorCode.UNSUPPORTED, "SET " + key + " is not supported yet: " + NOT_YET.get(key));
    }
    check(key, value);
    Map<String, String> more = new LinkedHashMap<>(values);
    more.put(key, value);
    return new Settings(more);
  }

  private static void check(String key, String value) {
    List<String> names = KNOWN.options().stream().map(OptionSchema.Option::name).toList();
    OptionSchema.Option option =
        KNOWN
            .find(key)
            .orElseThrow(
                () ->
                    new LaminarException(
                        ErrorCode.INVALID_OPTION,
                        "unknown setting '"
                            + key
                            + "'"
                            + Names.didYouMean(key, names)
                            + "; there are "
                            + String.join(", ", names)));
    boolean positive =
        switch (option.type()) {
          case INTEGER -> OptionValues.integer(key, value) > (key.equals(TOLERATED) ? -1 : 0);
          case DURATION -> OptionValues.duration(key, value).isPositive();
          case BYTES -> OptionValues.bytes(key, value) > 0;
          default -> true;
        };
    if (!option.allowed().isEmpty() && !option.allowed().contains(value.toLowerCase(Locale.ROOT))) {
      throw new LaminarException(
          ErrorCode.INVALID_OPTION,
          "setting '"
              + key
              + "': expected "
              + String.join(" or ", option.allowed())
              + ", got '"
              + value
              + "'");
    }
    if (!positive) {
      throw new LaminarException(
          ErrorCode.INVALID_OPTION, "setting '" + key + "': expected more than 0, got " + value);
    }
  }

  public Optional<Integer> parallelism() {
    return integer("parallelism");
  }

  public Optional<Duration> tickInterval() {
    return duration("tick_interval");
  }

  public Optional<Integer> batchRows() {
    return integer("batch_rows");
  }

  public Optional<Long> queueBytes() {
    return text("queue_size").map(text -> OptionValues.bytes("queue_size", text));
  }

  public Optional<Duration> discoveryInterval() {
    return duration("discovery_interval");
  }

  public Optional<Long> stateMemory() {
    return text("state_memory").map(text -> OptionValues.bytes("state_memory", text));
  }

  public Optional<Path> spillDirectory() {
    return text("spill_directory").map(Path::of);
  }

  /** The options of a job with what is set here in place of theirs. */
  public JobOptions applyTo(JobOptions options) {
    JobOptions applied = options;
    applied = parallelism().map(applied::withParallelism).orElse(applied);
    applied = tickInterval().map(applied::withTickInterval).orElse(applied);
    applied = batchRows().map(applied::withBatchRows).orElse(applied);
    applied = queueBytes().map(applied::withQueueBytes).orElse(applied);
    applied = discoveryInterval().map(applied::withDiscoveryInterval).orElse(applied);
    applied = stateMemory().map(applied::withStateMemory).orElse(applied);
    applied = spillDirectory().map(applied::withSpillDirectory).orElse(applied);
    return checkpoints().map(applied::withCheckpoints).orElse(applied);
  }

  /** Where and how state is kept; empty without a {@code checkpoint_dir}. */
  public Optional<CheckpointOptions> checkpoints() {
    return text(CHECKPOINT_DIR).map(Locations::of).map(this::checkpoints);
  }

  private CheckpointOptions checkpoints(URI location) {
    CheckpointOptions options = CheckpointOptions.at(location);
    options = duration("checkpoint_interval").map(options::withInterval).orElse(options);
    options = duration("checkpoint_timeout").map(options::withTimeout).orElse(options);
    options = integer(TOLERATED).map(options::withToleratedFailures).orElse(options);
    options = integer("checkpoint_retained").map(options::withRetained).orElse(options);
    return text(GUARANTEE)
        .map(text -> Guarantee.valueOf(text.toUpperCase(Locale.ROOT)))
        .map(options::withGuarantee)
        .orElse(options);
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  private Optional<Integer> integer(String name) {
    return text(name).map(text -> Math.toIntExact(OptionValues.integer(name, text)));
  }

  private Optional<Duration> duration(String name) {
    return text(name).map(text -> OptionValues.duration(name, text));
  }
}
