package dev.laminar.connector.singlefile;

import dev.laminar.data.Batch;
import dev.laminar.spi.ByteSink;
import dev.laminar.spi.Encoder;
import dev.laminar.spi.SinkWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows to a temporary file beside the target and moves it there when all have come, so that
 * a reader sees the whole file or none of it; what stood there before is replaced.
 *
 * <p><b>Threads:</b> {@link #encode} on one, all else on another.
 */
final class SingleFileWriter implements SinkWriter<ByteSink> {

  private final Path target;
  private final Path temporary;
  private final FileChannel channel;
  private final OutputStream stream;
  private final Encoder encoder;
  private final BlockingQueue<ByteSink> spare = new ArrayBlockingQueue<>(4);
  private boolean published;

  SingleFileWriter(SingleFileOptions options, Encoder encoder) throws IOException {
    this.target = options.path();
    this.encoder = encoder;
    this.temporary =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    this.channel =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      this.stream = options.compression().writing(Channels.newOutputStream(channel));
      ByteSink header = new ByteSink();
      encoder.header(header);
      stream.write(header.array(), 0, header.size());
    } catch (IOException | RuntimeException e) {
      channel.close();
      Files.deleteIfExists(temporary);
      throw e;
    }
  }

  @Override
  public @Nullable ByteSink encode(Batch batch, RejectedRows bad) {
    ByteSink free = spare.poll();
    ByteSink out = free == null ? new ByteSink() : free;
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
    stream.write(payload.array(), 0, payload.size());
    discard(payload);
  }

  @Override
  public void discard(ByteSink payload) {
    payload.clear();
    var _ = spare.offer(payload); // if there are enough it is left to the collector
  }

  @Override
  public void finish() throws IOException {
    stream.close();
    publish();
    published = true;
  }

  private void publish() throws IOException {
    try {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public void close() throws IOException {
    encoder.close();
    channel.close();
    if (!published) {
      Files.deleteIfExists(temporary);
    }
  }
}
