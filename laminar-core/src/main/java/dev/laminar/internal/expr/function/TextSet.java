package dev.laminar.internal.expr.function;

import dev.laminar.data.Mem;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** A set of texts that never changes, outside the heap as long as this object is reachable. */
public final class TextSet {

  private final MemorySegment bytes;
  private final long[] addresses;
  private final int[] lengths;
  private final int mask;

  public TextSet(List<byte[]> values) {
    int size = Integer.highestOneBit(Math.max(4, values.size()) * 2 - 1) * 2;
    addresses = new long[size];
    lengths = new int[size];
    mask = size - 1;
    long total = values.stream().mapToLong(value -> value.length).sum();
    bytes = Arena.ofAuto().allocate(Math.max(1, total));
    long at = bytes.address();
    for (byte[] value : values) {
      Mem.copy(value, 0, at, value.length);
      int slot = place(at, value.length);
      addresses[slot] = at;
      lengths[slot] = value.length;
      at += value.length;
    }
  }

  private int place(long address, int length) {
    int at = (int) hash(address, length) & mask;
    while (addresses[at] != 0
        && !(lengths[at] == length && Mem.equal(addresses[at], address, length))) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private static long hash(long address, int length) {
    long h = length;
    int i = 0;
    for (; length - i >= 8; i += 8) {
      h = (h ^ Mem.getLong(address + i)) * 0x9E3779B97F4A7C15L;
      h ^= h >>> 32;
    }
    for (; i < length; i++) {
      h = (h ^ Mem.getByte(address + i)) * 0x9E3779B97F4A7C15L;
      h ^= h >>> 32;
    }
    return h;
  }

  public boolean contains(long address, int length) {
    return addresses[place(address, length)] != 0;
  }
}
