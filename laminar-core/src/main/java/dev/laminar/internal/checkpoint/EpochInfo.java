package dev.laminar.internal.checkpoint;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An epoch of a store, for people.
 *
 * @param newBytes of the files that were written for it
 * @param totalBytes of all files that it needs
 * @param defect why it cannot be used; empty if nothing was found
 */
public record EpochInfo(
    long epoch,
    Optional<String> savepoint,
    Instant finished,
    long newBytes,
    long totalBytes,
    List<OperatorSize> operators,
    Optional<String> defect) {

  public EpochInfo {
    operators = List.copyOf(operators);
  }

  /** What there is of an operator; rows that have changed count once for each change. */
  public record OperatorSize(String id, String name, long rows, long bytes) {}

  static EpochInfo of(Manifest manifest, Optional<String> defect) {
    long newBytes = 0;
    long totalBytes = 0;
    for (Manifest.StateFile file : manifest.files()) {
      newBytes += file.epoch() == manifest.epoch() ? file.bytes() : 0;
      totalBytes += file.bytes();
    }
    return new EpochInfo(
        manifest.epoch(),
        manifest.savepoint(),
        manifest.finished(),
        newBytes,
        totalBytes,
        manifest.operators().stream().map(EpochInfo::size).toList(),
        defect);
  }

  private static OperatorSize size(Manifest.OperatorState operator) {
    long rows = 0;
    long bytes = 0;
    for (Manifest.Segment segment : operator.segments()) {
      for (Manifest.TablePart part : segment.tables()) {
        rows += part.rows();
        bytes += part.bytes();
      }
    }
    return new OperatorSize(operator.id(), operator.name(), rows, bytes);
  }

  static String text(CorruptStateException defect) {
    return Objects.requireNonNull(defect.getMessage(), "it always has one");
  }

  /** An epoch whose manifest cannot be read. */
  static EpochInfo unreadable(long epoch, Instant modified, CorruptStateException defect) {
    return new EpochInfo(
        epoch, Optional.empty(), modified, 0, 0, List.of(), Optional.of(text(defect)));
  }
}
