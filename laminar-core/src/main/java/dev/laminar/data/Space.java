package dev.laminar.data;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Memory for the columns of one batch: allocated at once, because an allocation costs as much as
 * copying hundreds of values, and cut into pieces.
 *
 * <p>Each piece is closed by its column, and the memory goes when the last is. What was not
 * foreseen is allocated on its own. One thread.
 */
final class Space implements AutoCloseable {

  private final BufferAllocator allocator;
  private final @Nullable ArrowBuf whole;
  private long used;

  /**
   * @param bytes the sum of {@link #piece} of what will be taken; 0 for nothing foreseen
   */
  Space(BufferAllocator allocator, long bytes) {
    this.allocator = allocator;
    this.whole = bytes == 0 ? null : allocator.buffer(bytes);
  }

  /** What a piece of so many bytes takes up. */
  static long piece(long bytes) {
    return Math.max(8, (bytes + 7) & ~7L);
  }

  ArrowBuf take(long bytes) {
    long size = piece(bytes);
    if (whole == null || used + size > whole.capacity()) {
      return allocator.buffer(size);
    }
    ArrowBuf piece = whole.slice(used, size);
    piece.getReferenceManager().retain();
    used += size;
    return piece;
  }

  /** For what needs memory of a size that nobody knows yet. */
  BufferAllocator allocator() {
    return allocator;
  }

  /** Gives up what no piece holds. */
  @Override
  public void close() {
    if (whole != null) {
      whole.close();
    }
  }
}
