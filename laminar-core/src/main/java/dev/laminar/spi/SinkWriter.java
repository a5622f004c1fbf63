package dev.laminar.spi;

import dev.laminar.data.Batch;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes one task's rows in two steps: {@link #encode} computes on a worker, {@link #write} may
 * block on a virtual thread. Payloads are handed over safely, in order.
 *
 * @param <P> an encoded payload
 */
public interface SinkWriter<P> extends AutoCloseable {

  /**
   * Encodes a batch, which it closes. Null if there is nothing to {@link #write}. A row that the
   * sink cannot take is reported to {@code bad}, whose policy decides (it may throw).
   */
  @Nullable P encode(Batch batch, RejectedRows bad);

  /** Bytes that a payload takes, for backpressure. */
  long bytes(P payload);

  /** Writes a payload and frees it. May block. */
  void write(P payload) throws IOException, InterruptedException;

  /** Frees a payload that will not be written. */
  default void discard(P payload) {}

  /** Makes what was written visible as of a tick. Runs where {@link #write} runs. May block. */
  default void flush() throws IOException, InterruptedException {}

  /**
   * At a checkpoint's barrier, and once more after {@link #finish}: what was written until now must
   * survive a crash and stay unseen until it is committed. Only called of writers with a {@link
   * Transaction}; others are flushed. Runs where {@link #write} runs. May block.
   *
   * @return what {@link SinkCommitter#commit} will be given; empty if nothing has been written
   *     since the last call
   */
  default Optional<String> prepareCommit(long epoch) throws IOException, InterruptedException {
    throw new UnsupportedOperationException("this sink has no committer");
  }

  /** All rows have come: completes the output. Runs where {@link #write} runs. May block. */
  default void finish() throws IOException, InterruptedException {}

  /** Frees everything; without {@link #finish} before, the output is not complete. */
  @Override
  void close() throws IOException;

  /** Where a row goes that the sink cannot take. */
  interface RejectedRows {
    void reject(BadRecord record);
  }
}
