package dev.laminar.internal.expr.function;

import dev.laminar.data.Mem;
import dev.laminar.data.Slice;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory for texts that live no longer than a row. Freed with the object by the collector; one
 * thread.
 *
 * <p><b>State:</b> one chunk that is filled from the start for every row, and further ones within a
 * row that needs more; the largest is kept.
 */
public final class Scratch {

  private static final int FIRST = 4096;

  private MemorySegment chunk = Arena.ofAuto().allocate(FIRST);
  private final List<MemorySegment> full = new ArrayList<>();
  private long next = chunk.address();
  private long end = next + FIRST;

  /** Forgets what was written for the row before. */
  public void reset() {
    if (!full.isEmpty()) {
      full.clear();
    }
    next = chunk.address();
  }

  /** Room for that many bytes. */
  public long allocate(int bytes) {
    if (end - next < bytes) {
      grow(bytes);
    }
    long at = next;
    next += bytes;
    return at;
  }

  private void grow(int bytes) {
    full.add(chunk);
    chunk = Arena.ofAuto().allocate(Math.max(bytes, chunk.byteSize() * 2));
    next = chunk.address();
    end = next + chunk.byteSize();
  }

  /** Gives back what was allocated last from {@code address} on. */
  public void release(long address) {
    next = address;
  }

  public void put(byte[] bytes, Slice out) {
    long at = allocate(bytes.length);
    Mem.copy(bytes, 0, at, bytes.length);
    out.set(at, bytes.length);
  }

  public void put(String text, Slice out) {
    put(text.getBytes(StandardCharsets.UTF_8), out);
  }
}
