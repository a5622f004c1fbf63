package dev.laminar.internal.operator;

import dev.laminar.data.Batch;

/**
 * One step of a running pipeline, in one parallel instance. It does not know who runs it: it gets
 * batches, watermarks and ticks, and has an output and a snapshot.
 *
 * <p>The runner calls {@link #open}, then {@link #restore} if there is a snapshot, then the others,
 * never two at once; {@link #close} always comes last, after failures too. An operator must not
 * block, keep threads, or read any clock but its context's. With several inputs, watermark, tick
 * and snapshot come when all inputs have reached them; the runner forwards the marker after the
 * call returns.
 */
public interface Operator extends AutoCloseable {

  /** Called once, before anything else. */
  default void open(OperatorContext context) {}

  /** Takes over the batch. Rows may be emitted now or later. */
  void process(int input, Batch batch, Output output);

  /**
   * No row on any input will have an event time below {@code time} (microseconds), {@link
   * Long#MAX_VALUE} at the end of input. Only called when it has grown.
   */
  default void onWatermark(long time, Output output) {}

  /** Everything before tick {@code number} has come: unwindowed results are emitted now. */
  default void onTick(long number, Output output) {}

  /** Nothing more comes on this input; the last watermark and tick follow when all have ended. */
  default void onEndOfInput(int input, Output output) {}

  /**
   * Processing time has moved to {@code now} (microseconds); called about once a millisecond or
   * less often.
   */
  default void onTime(long now, Output output) {}

  /**
   * Writes the state as it is now, or freezes it and writes it later; it goes on unchanged.
   *
   * @return what is still to be written, {@link Frozen#NOTHING} if nothing is
   */
  default Frozen snapshot(SnapshotWriter writer) {
    return Frozen.NOTHING;
  }

  /**
   * Takes on the state of key groups that this instance now owns: called once, or several times
   * with some of them each.
   */
  default void restore(SnapshotReader reader) {}

  /** Bytes of state held, for the memory account. */
  default long stateBytes() {
    return 0;
  }

  /** Whether it keeps its state within its budget by itself; if not, too much fails the job. */
  default boolean spills() {
    return false;
  }

  @Override
  default void close() {}
}
