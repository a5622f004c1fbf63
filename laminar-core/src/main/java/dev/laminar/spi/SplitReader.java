package dev.laminar.spi;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one split in two steps: what waits is kept apart from what computes.
 *
 * <p>{@link #fetch} may block and runs on a virtual thread (or, if {@link #blocking} says no, on a
 * worker). {@link #read} decodes what was fetched, on a worker, and must not block. The two run on
 * different threads at the same time, fetch some chunks ahead of read; chunks are handed over
 * safely, in order.
 *
 * @param <C> a fetched chunk
 */
public interface SplitReader<C> extends AutoCloseable {

  /**
   * The next chunk, or null at the split's end. May wait until there is something; a thread
   * interrupt ends the wait by an InterruptedException.
   */
  @Nullable C fetch() throws IOException, InterruptedException;

  /** Bytes that a chunk takes, for backpressure. */
  long bytes(C chunk);

  /** Decodes a chunk into batches for {@code output}; frees the chunk. */
  void read(C chunk, SourceOutput output) throws IOException;

  /** Frees a chunk that will not be read. */
  default void discard(C chunk) {}

  /** Where a reader must go on after what has been {@link #read} so far; called between reads. */
  String position();

  /** Whether {@link #fetch} may wait. If not, a worker calls it directly. */
  default boolean blocking() {
    return true;
  }

  /** For progress: bytes fetched so far and in all; 0 in all if unknown. */
  default Progress progress() {
    return Progress.UNKNOWN;
  }

  @Override
  void close() throws IOException;

  /** Bytes read so far, and in all (0 if not known). */
  record Progress(long done, long total) {
    public static final Progress UNKNOWN = new Progress(0, 0);
  }
}
