package dev.laminar.internal.aggregate;

import dev.laminar.internal.state.Arena;
import org.apache.arrow.memory.BufferAllocator;

/** Where the accumulators of one operator keep what does not fit in a group's row. One thread. */
public final class AggregateMemory implements AutoCloseable {
  private final BufferAllocator allocator;
  private final Arena arena;
  private long heapBytes;

  public AggregateMemory(BufferAllocator allocator) {
    this.allocator = allocator;
    this.arena = new Arena(allocator);
  }

  public BufferAllocator allocator() {
    return allocator;
  }

  public Arena arena() {
    return arena;
  }

  /** Accounts objects on the heap: by how much they have grown, or shrunk. */
  void grow(long more) {
    heapBytes += more;
  }

  public long bytes() {
    return arena.bytes() + heapBytes;
  }

  @Override
  public void close() {
    arena.close();
  }
}
