package dev.laminar.cli;

import dev.laminar.CheckpointOptions;
import dev.laminar.CheckpointOptions.Restore;
import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.sql.Locations;
import dev.laminar.sql.Settings;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What {@code lmnr run} is told of checkpoints. */
final class CheckpointFlags {

  @Option(
      names = "--checkpoint-dir",
      paramLabel = "DIR",
      description = "Keeps state there, a path or a URI, so that the job survives a crash.")
  private Optional<String> directory = Optional.empty();

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      description = "From one checkpoint to the next; 10s if not given.")
  private Optional<String> interval = Optional.empty();

  @Option(
      names = "--retained",
      paramLabel = "N",
      description = "Complete checkpoints that are kept; 3 if not given.")
  private Optional<Integer> retained = Optional.empty();

  @Option(
      names = "--guarantee",
      paramLabel = "WHAT",
      description = "exactly-once, or at-least-once: rows may count twice after a crash.")
  private Optional<String> guarantee = Optional.empty();

  @Option(
      names = "--storage",
      paramLabel = "NAME=VALUE",
      description = "An option of the storage, such as endpoint.")
  private Map<String, String> storage = new LinkedHashMap<>();

  @Option(names = "--restore", description = "Goes on from the newest checkpoint, if there is one.")
  private boolean restore;

  @Option(
      names = "--restore-epoch",
      paramLabel = "N",
      description = "Goes on from this checkpoint; lmnr checkpoints lists them.")
  private Optional<Long> epoch = Optional.empty();

  @Option(
      names = "--restore-from",
      paramLabel = "DIR",
      description = "Begins with the state of a savepoint, or of another job's last checkpoint.")
  private Optional<String> from = Optional.empty();

  @Option(
      names = "--allow-empty-state",
      description = "Only warns where an edited query would go on without state that it needs.")
  private boolean allowEmptyState;

  /** The settings with these in them. */
  Settings in(Settings settings) {
    Map<String, Optional<String>> given = new LinkedHashMap<>();
    given.put(Settings.CHECKPOINT_DIR, directory);
    given.put("checkpoint_interval", interval);
    given.put("checkpoint_retained", retained.map(n -> Integer.toString(n)));
    given.put("checkpoint_guarantee", guarantee.map(CheckpointFlags::underscored));
    Settings all = settings;
    for (Map.Entry<String, Optional<String>> setting : given.entrySet()) {
      if (setting.getValue().isPresent()) {
        all = all.with(setting.getKey(), setting.getValue().get());
      }
    }
    return all;
  }

  private static String underscored(String word) {
    return word.toLowerCase(Locale.ROOT).replace('-', '_');
  }

  /** What the job is to keep, and what it begins from; empty if it keeps nothing. */
  Optional<CheckpointOptions> options(Settings settings) {
    Optional<CheckpointOptions> options =
        settings
            .checkpoints()
            .map(
                found ->
                    found
                        .withStorage(storage)
                        .withRestore(whatToRestore())
                        .withAllowEmptyState(allowEmptyState));
    boolean other = interval.isPresent() || retained.isPresent() || guarantee.isPresent();
    if (options.isEmpty() && (other || restores())) {
      throw new LaminarException(
          ErrorCode.INVALID_OPTION,
          "there is no place for checkpoints: name one with --checkpoint-dir DIR");
    }
    return options;
  }

  boolean restores() {
    return restore || epoch.isPresent() || from.isPresent();
  }

  private Restore whatToRestore() {
    if (epoch.isPresent() && from.isPresent()) {
      throw new LaminarException(
          ErrorCode.INVALID_OPTION, "give --restore-epoch or --restore-from, not both");
    }
    if (epoch.isPresent()) {
      return new Restore.Epoch(epoch.get());
    }
    if (from.isPresent()) {
      return new Restore.From(Locations.of(from.get()));
    }
    return restore ? Restore.LATEST : Restore.NONE;
  }
}
