package dev.laminar.format.json;

import dev.laminar.data.ColumnBuilder;
import dev.laminar.format.text.TimestampFormat;
import org.apache.arrow.memory.ArrowBuf;
import org.jspecify.annotations.Nullable;

/**
 * What the value decoders of one decoder share: the buffer that text may point into.
 *
 * <p>A text column holds the buffer once for each batch in which it points into it; {@link #turn}
 * tells columns that they must take hold anew. One thread.
 */
final class DecoderContext {

  private final TimestampFormat timestamps;
  private @Nullable ArrowBuf bytes;
  private long base;
  private int turn;

  DecoderContext(TimestampFormat timestamps) {
    this.timestamps = timestamps;
  }

  TimestampFormat timestamps() {
    return timestamps;
  }

  /** Another buffer is decoded from here on. */
  void use(ArrowBuf newBytes) {
    bytes = newBytes;
    base = newBytes.memoryAddress();
    turn++;
  }

  /** The columns have been handed over; new ones begin. */
  void nextBatch() {
    turn++;
  }

  int turn() {
    return turn;
  }

  /** Where the buffer begins. */
  long base() {
    return base;
  }

  /** Lets the column hold the buffer; the number of its blob there. */
  int share(ColumnBuilder column) {
    ArrowBuf shared = bytes;
    if (shared == null) {
      throw new IllegalStateException("no buffer is being decoded");
    }
    shared.getReferenceManager().retain();
    return column.shareBlob(shared);
  }
}
