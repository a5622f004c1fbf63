package dev.laminar.internal.operator;

import dev.laminar.data.Batch;

/** Where an operator's rows go. It never blocks: backpressure is the runner's. */
public interface Output {

  /** Takes over the batch; one without rows is closed and forgotten. */
  void emit(Batch batch);

  /**
   * Raises the watermark from here on (only operators that make watermarks call it); the runner
   * then does not forward the input's.
   */
  void watermark(long time);

  /**
   * Says that this instance holds no watermark back until its next batch or {@link #watermark}: all
   * of its splits are idle or ended. Only operators that make watermarks call it.
   */
  default void idle() {}
}
