package dev.laminar.internal.state.join;

import dev.laminar.data.Mem;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Off-heap bytes that are written one after another and used again. One thread. */
final class ByteScratch implements AutoCloseable {

  private final BufferAllocator allocator;
  private @Nullable ArrowBuf buffer;
  private long start;
  private int length;

  ByteScratch(BufferAllocator allocator) {
    this.allocator = allocator;
  }

  void reset() {
    length = 0;
  }

  /** Where the first byte lies, until the next write. */
  long address() {
    return start;
  }

  int length() {
    return length;
  }

  void putByte(int value) {
    Mem.putByte(room(1), (byte) value);
  }

  void putInt(int value) {
    Mem.putInt(room(4), value);
  }

  void putBytes(long from, int count) {
    Mem.copy(from, room(count), count);
  }

  /** Appends the bytes; returns where they lie until the next write. */
  long put(byte[] bytes) {
    long at = room(bytes.length);
    Mem.copy(bytes, 0, at, bytes.length);
    return at;
  }

  private long room(int more) {
    if (buffer == null || buffer.capacity() - length < more) {
      ArrowBuf larger = allocator.buffer(Math.max(1024L, 2L * (length + more)));
      if (buffer != null) {
        Mem.copy(start, larger.memoryAddress(), length);
        buffer.close();
      }
      buffer = larger;
      start = larger.memoryAddress();
    }
    length += more;
    return start + length - more;
  }

  @Override
  public void close() {
    if (buffer != null) {
      buffer.close();
      buffer = null;
    }
  }
}
