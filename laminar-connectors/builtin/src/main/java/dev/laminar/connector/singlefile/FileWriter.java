package dev.laminar.connector.singlefile;

import dev.laminar.data.Batch;
import dev.laminar.spi.ByteSink;
import dev.laminar.spi.Encoder;
import dev.laminar.spi.SinkWriter;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * What writers of files have in common: rows become bytes in arrays that are used again.
 *
 * <p><b>Threads:</b> {@link #encode} on one, all else on another.
 */
abstract class FileWriter implements SinkWriter<ByteSink> {

  private final Encoder encoder;
  private final BlockingQueue<ByteSink> spare = new ArrayBlockingQueue<>(4);

  FileWriter(Encoder encoder) {
    this.encoder = encoder;
  }

  @Override
  public final @Nullable ByteSink encode(Batch batch, RejectedRows bad) {
    ByteSink free = spare.poll();
    ByteSink out = free == null ? new ByteSink() : free;
    try (batch) {
      encoder.encode(batch, out, bad);
    }
    return out.size() == 0 ? null : out;
  }

  @Override
  public final long bytes(ByteSink payload) {
    return payload.size();
  }

  @Override
  public final void discard(ByteSink payload) {
    payload.clear();
    var _ = spare.offer(payload); // if there are enough it is left to the collector
  }

  /** What comes before the first row of a file. */
  final ByteSink header() {
    ByteSink header = new ByteSink();
    encoder.header(header);
    return header;
  }

  @Override
  public void close() throws IOException {
    encoder.close();
  }
}
