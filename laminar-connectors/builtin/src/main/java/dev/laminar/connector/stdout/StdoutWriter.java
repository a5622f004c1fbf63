package dev.laminar.connector.stdout;

import dev.laminar.data.Batch;
import dev.laminar.spi.ByteSink;
import dev.laminar.spi.Encoder;
import dev.laminar.spi.SinkWriter;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes encoded batches to a stream that others may write to as well: each batch in one piece, and
 * flushed, since somebody may be watching. The stream is not closed. <b>Threads:</b> {@link
 * #encode} on one, all else on another.
 */
final class StdoutWriter implements SinkWriter<ByteSink> {

  private final OutputStream stream;
  private final Encoder encoder;
  private boolean started;

  StdoutWriter(OutputStream stream, Encoder encoder) {
    this.stream = stream;
    this.encoder = encoder;
  }

  @Override
  public @Nullable ByteSink encode(Batch batch, RejectedRows bad) {
    ByteSink out = new ByteSink();
    if (!started) {
      encoder.header(out);
      started = true;
    }
    try (batch) {
      encoder.encode(batch, out, bad);
    }
    return out.size() == 0 ? null : out;
  }

  @Override
  public long bytes(ByteSink payload) {
    return payload.size();
  }

  @Override
  public void write(ByteSink payload) throws IOException {
    synchronized (stream) {
      stream.write(payload.array(), 0, payload.size());
      stream.flush();
    }
  }

  @Override
  public void close() {
    encoder.close();
  }
}
