package dev.laminar.connector.singlefile;

import dev.laminar.data.Mem;
import dev.laminar.spi.SplitReader.Progress;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import org.apache.arrow.memory.ArrowBuf;
import org.jspecify.annotations.Nullable;

/**
 * The uncompressed bytes of a file, in order. A plain file is read straight into off-heap memory.
 *
 * <p><b>Threads:</b> one reads; {@link #progress} and {@link #close} may be called by another.
 */
final class FileBytes implements AutoCloseable {

  private static final int BUFFER = 64 << 10;

  private final SingleFileOptions options;
  private final FileChannel channel;
  private final @Nullable InputStream stream; // null if the file is not compressed
  private final byte[] copy;
  private final long total;
  private volatile long position; // in the file, compressed
  private long delivered;

  private FileBytes(SingleFileOptions options, FileChannel channel) throws IOException {
    this.options = options;
    this.channel = channel;
    this.total = channel.size();
    boolean plain = options.compression() == Compression.NONE;
    this.copy = new byte[plain ? 0 : BUFFER];
    this.stream = plain ? null : stream();
  }

  private InputStream stream() throws IOException {
    InputStream raw = new BufferedInputStream(Channels.newInputStream(channel), BUFFER);
    try {
      return options.compression().reading(raw);
    } catch (IOException e) {
      throw FileErrors.reading(options.path(), options.compression(), 0, e);
    }
  }

  /** The file from byte {@code start} of its uncompressed contents on; takes over the channel. */
  static FileBytes open(SingleFileOptions options, FileChannel channel, long start)
      throws IOException {
    try {
      FileBytes file = new FileBytes(options, channel);
      file.skip(start);
      return file;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private void skip(long start) throws IOException {
    if (stream == null) {
      if (start > total) {
        throw Fingerprint.changed(options.path(), start, "which is shorter now", null);
      }
      channel.position(start);
    } else {
      try {
        stream.skipNBytes(start);
      } catch (IOException e) {
        throw Fingerprint.changed(options.path(), start, "which has less data now", e);
      }
    }
    delivered = start;
    position = channel.position();
  }

  /** Reads up to {@code size} bytes to {@code at}; fewer only where the file ends. */
  int read(ArrowBuf target, int at, int size) throws IOException {
    int read = stream == null ? readPlain(target, at, size) : readStream(stream, target, at, size);
    delivered += read;
    position = channel.position();
    return read;
  }

  private int readPlain(ArrowBuf target, int at, int size) throws IOException {
    var buffer = target.nioBuffer(at, size);
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
      // until it is full or the file ends
    }
    return size - buffer.remaining();
  }

  private int readStream(InputStream in, ArrowBuf target, int at, int size) {
    int done = 0;
    try {
      while (done < size) {
        int read = in.read(copy, 0, Math.min(copy.length, size - done));
        if (read < 0) {
          break;
        }
        Mem.copy(copy, 0, target.memoryAddress() + at + done, read);
        done += read;
      }
    } catch (IOException e) {
      throw FileErrors.reading(options.path(), options.compression(), delivered + done, e);
    }
    return done;
  }

  Progress progress() {
    return new Progress(position, total);
  }

  @Override
  public void close() throws IOException {
    if (stream != null) {
      stream.close();
    }
    channel.close();
  }
}
