package dev.laminar.stream;

import java.time.Duration;

/** A way to put rows into spans {@code [start, end)} of event time, aligned to the epoch in UTC. */
public sealed interface Window {

  /** Windows of one size, side by side. */
  static Window tumble(Duration size) {
    return new Tumble(size);
  }

  /** A window of {@code size} begins every {@code slide}, which is at most the size. */
  static Window hop(Duration slide, Duration size) {
    return new Hop(slide, size);
  }

  /** Rows of a key less than {@code gap} apart share a window. */
  static Window session(Duration gap) {
    return new Session(gap);
  }

  /** Windows of size {@code max} that are reported after each {@code step} as they grow. */
  static Window cumulate(Duration step, Duration max) {
    return new Cumulate(step, max);
  }

  /** See {@link #tumble}. */
  record Tumble(Duration size) implements Window {}

  /** See {@link #hop}. */
  record Hop(Duration slide, Duration size) implements Window {}

  /** See {@link #session}. */
  record Session(Duration gap) implements Window {}

  /** See {@link #cumulate}. */
  record Cumulate(Duration step, Duration max) implements Window {}
}
