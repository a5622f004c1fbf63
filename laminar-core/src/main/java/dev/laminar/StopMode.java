package dev.laminar;

/** How a job is stopped. */
public enum StopMode {
  /**
   * Sources read no further; what was read is worked on, results are emitted, sinks complete their
   * output. With checkpoints, a last one is taken.
   */
  GRACEFUL,
  /** A checkpoint is taken and the job ends right there; it can be resumed from it. */
  CHECKPOINT,
  /** Ends at once; what came after the last checkpoint will be read again on resume. */
  IMMEDIATE,
  /**
   * Like {@link #IMMEDIATE}, and does not wait for external systems: the job has ended when the
   * call returns. What is stuck in one of their calls keeps its memory and connections until it
   * returns.
   */
  FORCE
}
