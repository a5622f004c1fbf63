package dev.laminar.internal.checkpoint;

import dev.laminar.spi.Storage.Upload;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Native memory in front of an upload, into which blocks are encoded in place. Keeps the checksum
 * of all that went through. One thread at a time.
 */
final class BlockOutput implements AutoCloseable {

  private static final int FIRST_CAPACITY = 64 << 10;
  private static final int FLUSH_AT = 1 << 20;

  private final Upload upload;
  private final CRC32C all = new CRC32C();
  private final CRC32C block = new CRC32C();
  private Arena arena = Arena.ofShared();
  private ByteBuffer buffer;
  private long address;
  private int used;
  private long flushed;

  BlockOutput(Upload upload) {
    this.upload = upload;
    this.buffer = allocate(arena, FIRST_CAPACITY);
    this.address = MemorySegment.ofBuffer(buffer).address();
  }

  private static ByteBuffer allocate(Arena arena, int bytes) {
    return arena.allocate(bytes, 8).asByteBuffer();
  }

  long bytes() {
    return flushed + used;
  }

  /** Room for so many bytes in one piece: the address of the first. */
  long reserve(long bytes) throws IOException {
    if (bytes > Integer.MAX_VALUE - FLUSH_AT) {
      throw new IOException(
          "a row of state has " + bytes + " bytes; at most about 2 GB can be kept in a checkpoint");
    }
    if (used + bytes > buffer.capacity()) {
      if (used + bytes > FLUSH_AT) {
        flush();
      }
      if (used + bytes > buffer.capacity()) {
        grow((int) (used + bytes));
      }
    }
    return address + used;
  }

  private void grow(int needed) {
    int capacity = (int) Math.min(Integer.MAX_VALUE, Math.max(needed, 2L * buffer.capacity()));
    Arena larger = Arena.ofShared();
    ByteBuffer next = allocate(larger, capacity);
    next.put(0, buffer, 0, used);
    arena.close();
    arena = larger;
    buffer = next;
    address = MemorySegment.ofBuffer(next).address();
  }

  /** Takes what has been written to the reserved room; its checksum. */
  int commit(int bytes) {
    block.reset();
    block.update(buffer.limit(used + bytes).position(used));
    buffer.clear();
    used += bytes;
    return (int) block.getValue();
  }

  void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      int piece = Math.min(bytes.remaining(), FLUSH_AT);
      reserve(piece);
      buffer.put(used, bytes, bytes.position(), piece);
      bytes.position(bytes.position() + piece);
      used += piece;
    }
  }

  private void flush() throws IOException {
    all.update(buffer.limit(used).position(0));
    upload.write(buffer.position(0));
    buffer.clear();
    flushed += used;
    used = 0;
  }

  /** Makes the object; the checksum of all of it. */
  int complete() throws IOException {
    flush();
    upload.complete();
    return (int) all.getValue();
  }

  @Override
  public void close() throws IOException {
    if (arena.scope().isAlive()) {
      arena.close();
    }
    upload.close();
  }
}
