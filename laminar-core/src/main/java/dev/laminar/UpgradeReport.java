package dev.laminar;

import java.util.List;

/**
 * What becomes of a checkpoint's state when a pipeline goes on from it whose query may have been
 * edited. Parts that compute the same as before keep their state, whatever else has changed.
 *
 * @param epoch the checkpoint's
 * @param parts sources, then operators with state, then sinks
 * @param refusals why the pipeline does not go on from the checkpoint; empty if it does
 * @param warnings what would have been refused, but was allowed
 */
public record UpgradeReport(
    long epoch, List<Part> parts, List<String> refusals, List<String> warnings) {

  public UpgradeReport {
    parts = List.copyOf(parts);
    refusals = List.copyOf(refusals);
    warnings = List.copyOf(warnings);
  }

  /** What a part is. */
  public enum Kind {
    SOURCE,
    OPERATOR,
    SINK
  }

  /** What becomes of it. */
  public enum Fate {
    /** It goes on where it was: a source from its positions, an operator with its state. */
    KEPT,
    /** The checkpoint does not know it: a source begins at its start, an operator is empty. */
    REBUILT,
    /** The checkpoint has it, the pipeline has not: its state is given up. */
    DROPPED
  }

  /**
   * A source, an operator or a sink.
   *
   * @param id the digest of what it computes, or the sink's table
   * @param name for people, such as {@code aggregate of orders}
   * @param rows that the checkpoint has written for it
   * @param bytes that they take
   */
  public record Part(Kind kind, Fate fate, String id, String name, long rows, long bytes) {}

  /** Whether the pipeline goes on from the checkpoint. */
  public boolean isPossible() {
    return refusals.isEmpty();
  }

  /** The parts that share a fate. */
  public List<Part> parts(Fate fate) {
    return parts.stream().filter(part -> part.fate() == fate).toList();
  }

  /** Why not, and what can be done about it; empty if nothing is refused. */
  public String refusal() {
    if (isPossible()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    text.append("the query has changed, and cannot go on from checkpoint ").append(epoch);
    refusals.forEach(reason -> text.append("\n  - ").append(reason));
    return text.append(
            "\nBegin afresh with an empty checkpoint location, undo the change, or accept what is"
                + " said above (--allow-empty-state, CheckpointOptions.withAllowEmptyState)")
        .toString();
  }
}
