package dev.laminar.internal.exec;

import dev.laminar.data.Batch;

/** What flows from task to task, in order. */
sealed interface Element {

  /** What a marker counts in a queue, so that markers alone cannot fill memory either. */
  long MARKER_BYTES = 64;

  /** Rows, and how much memory they take; who takes the element out of its queue owns the batch. */
  record Data(Batch batch, long bytes) implements Element {}

  /** No later row on this channel has an event time below. */
  record Watermark(long time) implements Element {}

  /** Until the next row or watermark nobody should wait for this channel's watermark. */
  record Idle() implements Element {
    static final Idle IDLE = new Idle();
  }

  /** A marker that all channels have to deliver before anything after it is handled. */
  sealed interface Marker extends Element {
    long number();
  }

  /** Unwindowed results are emitted. */
  record Tick(long number) implements Marker {}

  /**
   * A tick at which state is written down.
   *
   * @param last whether sources end here
   */
  record Barrier(long number, long epoch, boolean last) implements Marker {}

  /**
   * The last element of a channel.
   *
   * @param complete whether all rows have come, or the job was asked to stop before; then windows
   *     stay open
   */
  record EndOfInput(boolean complete) implements Element {}
}
