package dev.laminar.internal.expr.compile;

import dev.laminar.data.Mem;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** A literal text outside the heap, as long as this object is reachable. Immutable. */
public final class Constant {

  public final long address;
  public final int length;

  @SuppressWarnings("UnusedVariable") // keeps the memory
  private final @Nullable MemorySegment segment;

  Constant(byte[] bytes) {
    MemorySegment memory = Arena.ofAuto().allocate(Math.max(1, bytes.length));
    Mem.copy(bytes, 0, memory.address(), bytes.length);
    segment = memory;
    address = memory.address();
    length = bytes.length;
  }
}
