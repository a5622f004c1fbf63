package dev.laminar.cli;

import dev.laminar.CheckpointOptions;
import dev.laminar.CheckpointOptions.Restore;
import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.internal.checkpoint.EpochInfo;
import dev.laminar.internal.checkpoint.Manifest;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says what a job with checkpoints begins from, before it does. Stateless. */
final class Beginnings {

  private Beginnings() {}

  /**
   * A line for people. Refuses a place that may not be used, and one that is not empty if nothing
   * is to be restored.
   */
  static Optional<String> of(CheckpointOptions options) {
    CheckpointPlace.make(options.location(), options.storage());
    return switch (options.restore()) {
      case Restore.None none -> {
        refuseOthers(options);
        yield Optional.empty();
      }
      case Restore.Latest latest -> Optional.of(newest(options, options.location(), true));
      case Restore.From from -> Optional.of(newest(options, from.location(), false));
      case Restore.Epoch epoch -> Optional.of(one(options, epoch.number()));
    };
  }

  private static List<EpochInfo> list(CheckpointOptions options) {
    return CheckpointPlace.ask(options.location(), options.storage(), store -> store.list())
        .orElse(List.of());
  }

  private static void refuseOthers(CheckpointOptions options) {
    List<EpochInfo> found = list(options);
    if (!found.isEmpty()) {
      EpochInfo newest = found.getFirst();
      throw new LaminarException(
          ErrorCode.INVALID_OPTION,
          "there are checkpoints in "
              + options.location()
              + " already, the newest, "
              + newest.epoch()
              + ", of "
              + CheckpointPlace.time(newest.finished(), Instant.now())
              + ": add --restore to go on from it, or name another --checkpoint-dir");
    }
  }

  private static String newest(CheckpointOptions options, URI location, boolean orAfresh) {
    Optional<Manifest> newest =
        CheckpointPlace.ask(
                location, options.storage(), store -> store.latest(Set.of(), warning -> {}))
            .flatMap(found -> found);
    if (newest.isPresent()) {
      Manifest manifest = newest.get();
      return line(manifest.epoch(), manifest.savepoint(), manifest.finished(), location);
    }
    if (orAfresh) {
      return "there is no checkpoint in " + location + " yet: the job begins afresh";
    }
    throw new LaminarException(
        ErrorCode.NOT_FOUND, "there is no savepoint or checkpoint in " + location);
  }

  private static String one(CheckpointOptions options, long epoch) {
    List<EpochInfo> all = list(options);
    return all.stream()
        .filter(info -> info.epoch() == epoch)
        .map(info -> line(epoch, info.savepoint(), info.finished(), options.location()))
        .findFirst()
        .orElseThrow(
            () ->
                new LaminarException(
                    ErrorCode.NOT_FOUND,
                    "there is no checkpoint "
                        + epoch
                        + " in "
                        + options.location()
                        + "; there are "
                        + all.stream().map(EpochInfo::epoch).toList()));
  }

  private static String line(long epoch, Optional<String> savepoint, Instant time, URI location) {
    String what = savepoint.map(name -> "savepoint '" + name + "'").orElse("checkpoint " + epoch);
    return "going on from "
        + what
        + " of "
        + CheckpointPlace.time(time, Instant.now())
        + " in "
        + location;
  }
}
