package dev.laminar.cli;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.internal.checkpoint.CheckpointStore;
import dev.laminar.internal.storage.Storages;
import dev.laminar.spi.Storage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** Looks at checkpoints where a job keeps them. Stateless. */
final class CheckpointPlace {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private CheckpointPlace() {}

  /** What is asked of a store. */
  interface Question<T> {
    T ask(CheckpointStore store) throws IOException;
  }

  /** The answer; empty if there is no store. */
  static <T> Optional<T> ask(URI location, Map<String, String> options, Question<T> question) {
    if (isMissingFolder(location)) {
      return Optional.empty();
    }
    try (Storage storage = Storages.open(location, options)) {
      Optional<CheckpointStore> store = CheckpointStore.find(storage, Clock.systemUTC());
      return store.isPresent() ? Optional.of(question.ask(store.get())) : Optional.empty();
    } catch (IOException e) {
      throw new LaminarException(
          ErrorCode.EXTERNAL, "checkpoints in " + location + ": " + e.getMessage(), e);
    }
  }

  /** Makes the place if it is not there; fails at once if it may not be used. */
  static void make(URI location, Map<String, String> options) {
    try (Storage storage = Storages.open(location, options)) {
      var _ = storage.location();
    } catch (IOException e) {
      throw new LaminarException(
          ErrorCode.EXTERNAL,
          "checkpoints cannot be kept in " + location + ": " + e.getMessage(),
          e);
    }
  }

  /** Opening it would make it. */
  private static boolean isMissingFolder(URI location) {
    return "file".equalsIgnoreCase(location.getScheme()) && !Files.exists(Path.of(location));
  }

  /** A time as {@code 2026-01-31 12:00:00 UTC (3 min ago)}. */
  static String time(Instant time, Instant now) {
    return TIME.format(time) + " UTC (" + ago(Duration.between(time, now)) + ")";
  }

  static String time(Instant time) {
    return TIME.format(time.truncatedTo(ChronoUnit.SECONDS));
  }

  private static String ago(Duration age) {
    if (age.toMinutes() < 1) {
      return Math.max(0, age.toSeconds()) + " s ago";
    }
    if (age.toHours() < 1) {
      return age.toMinutes() + " min ago";
    }
    return age.toDays() < 2 ? age.toHours() + " h ago" : age.toDays() + " days ago";
  }
}
