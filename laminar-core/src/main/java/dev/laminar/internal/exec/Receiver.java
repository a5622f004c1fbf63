package dev.laminar.internal.exec;

import dev.laminar.data.Batch;

/** Where an operator's results go within its task: the next operator, or the outlets. */
interface Receiver {

  /** Takes over a batch that has rows. */
  void receive(int input, Batch batch);

  /** The watermark has grown. */
  void watermark(long time);

  /** Nobody is to wait for the watermark, until {@link #active}. */
  void idle();

  /** After {@link #idle}: the last watermark holds again. */
  void active();
}
