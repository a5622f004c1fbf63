package dev.laminar.connector.singlefile;

import dev.laminar.spi.Decoder;
import dev.laminar.spi.ReadContext;
import dev.laminar.spi.SourceOutput;
import dev.laminar.spi.SplitReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file in chunks and decodes them.
 *
 * <p>A chunk has room before its bytes, into which the unfinished record at the end of the one
 * before is copied, so that the decoder always sees records in one piece. A record that is longer
 * than that is collected in a buffer which doubles before the decoder is asked again.
 *
 * <p><b>State:</b> the position is the offset of the uncompressed bytes used up, the file's {@link
 * Fingerprint} and the decoder's own state, with blanks between them. A compressed file is read
 * from its beginning again and what was used up is skipped. <b>Threads:</b> {@link #fetch} on one,
 * all else on another.
 */
final class SingleFileReader implements SplitReader<SingleFileReader.Chunk> {

  private static final int CHUNK = 1 << 20;
  private static final int FIRST_CHUNK = 64 << 10;
  private static final int ROOM = 16 << 10;

  private final BufferAllocator allocator;
  private final Decoder decoder;
  private final FileBytes file;
  private final Fingerprint fingerprint;

  // Of the decoding side.
  private long used;
  private @Nullable ArrowBuf rest; // what the decoder did not use up
  private int restFrom;
  private int restTo;
  private int waitFor; // bytes, before the decoder is asked again

  private boolean fetchedLast;
  private int nextChunk = FIRST_CHUNK;

  /** Bytes of the file from {@link #ROOM} to {@code to} of a buffer. */
  record Chunk(ArrowBuf buffer, int to, boolean last) {}

  SingleFileReader(SingleFileOptions options, ReadContext context, Decoder decoder)
      throws IOException {
    this.allocator = context.allocator();
    this.decoder = decoder;
    try {
      FileChannel channel = FileChannel.open(options.path(), StandardOpenOption.READ);
      try {
        this.fingerprint = Fingerprint.of(channel);
        if (context.position().isPresent()) {
          restore(context.position().get(), channel, options.path());
        }
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
      this.file = FileBytes.open(options, channel, used);
    } catch (IOException | RuntimeException e) {
      decoder.close();
      throw e;
    }
  }

  private void restore(String position, FileChannel channel, Path path) throws IOException {
    String[] parts = position.split(" ", 3);
    used = Long.parseLong(parts[0]);
    Fingerprint.parse(parts[1]).check(channel, path, used);
    decoder.restore(parts[2]);
  }

  @Override
  public @Nullable Chunk fetch() throws IOException {
    if (fetchedLast) {
      return null;
    }
    int size = nextChunk;
    nextChunk = Math.min(CHUNK, nextChunk * 4);
    ArrowBuf buffer = allocator.buffer(ROOM + size);
    try {
      int read = file.read(buffer, ROOM, size);
      fetchedLast = read < size;
      return new Chunk(buffer, ROOM + read, fetchedLast);
    } catch (IOException | RuntimeException e) {
      buffer.close();
      throw e;
    }
  }

  @Override
  public long bytes(Chunk chunk) {
    return chunk.buffer.capacity();
  }

  @Override
  public void read(Chunk chunk, SourceOutput output) {
    ArrowBuf buffer = chunk.buffer;
    int from = ROOM;
    int to = chunk.to;
    ArrowBuf before = rest;
    if (before != null) {
      int left = restTo - restFrom;
      if (left <= ROOM) {
        from = ROOM - left;
        buffer.setBytes(from, before, restFrom, left);
        before.close();
      } else {
        try {
          to = append(before, buffer, to - ROOM);
        } finally {
          buffer.close();
        }
        buffer = Objects.requireNonNull(rest);
        from = restFrom;
      }
      rest = null;
    }
    decode(buffer, from, to, chunk.last, output);
  }

  /** Puts the chunk's bytes behind the rest, in a larger buffer if need be. */
  private int append(ArrowBuf before, ArrowBuf chunk, int length) {
    int left = restTo - restFrom;
    int needed = Math.addExact(left, length);
    if (before.capacity() - restTo < length) {
      ArrowBuf larger = allocator.buffer(Math.min(Integer.MAX_VALUE, 2L * needed));
      larger.setBytes(0, before, restFrom, left);
      before.close();
      rest = larger;
      restFrom = 0;
      restTo = left;
    }
    Objects.requireNonNull(rest).setBytes(restTo, chunk, ROOM, length);
    restTo += length;
    return restTo;
  }

  private void decode(ArrowBuf buffer, int from, int to, boolean last, SourceOutput output) {
    int consumed = 0;
    try {
      if (last || to - from >= waitFor) {
        consumed = decoder.decodeStream(buffer, from, to, last, output);
        decoder.flush(output);
        used += consumed;
        waitFor = consumed == 0 ? 2 * (to - from) : 0;
      }
    } catch (RuntimeException e) {
      buffer.close();
      throw e;
    }
    if (from + consumed < to) {
      rest = buffer;
      restFrom = from + consumed;
      restTo = to;
    } else {
      buffer.close();
    }
  }

  @Override
  public void discard(Chunk chunk) {
    chunk.buffer.close();
  }

  @Override
  public String position() {
    return used + " " + fingerprint.text() + " " + decoder.state();
  }

  @Override
  public Progress progress() {
    return file.progress();
  }

  @Override
  public void close() throws IOException {
    if (rest != null) {
      rest.close();
      rest = null;
    }
    decoder.close();
    file.close();
  }
}
