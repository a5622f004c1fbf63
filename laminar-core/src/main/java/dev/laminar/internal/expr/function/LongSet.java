package dev.laminar.internal.expr.function;

/** A set of whole numbers that never changes: open addressing, half empty. */
public final class LongSet {

  private final long[] table;
  private final int mask;
  private final boolean hasZero;

  public LongSet(long[] values) {
    int size = Integer.highestOneBit(Math.max(4, values.length) * 2 - 1) * 2;
    table = new long[size];
    mask = size - 1;
    boolean zero = false;
    for (long value : values) {
      if (value == 0) {
        zero = true;
      } else {
        table[place(value)] = value;
      }
    }
    hasZero = zero;
  }

  private int place(long value) {
    int at = slot(value);
    while (table[at] != 0 && table[at] != value) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private int slot(long value) {
    long h = value * 0x9E3779B97F4A7C15L;
    return (int) (h >>> 32) & mask;
  }

  public boolean contains(long value) {
    return value == 0 ? hasZero : table[place(value)] == value;
  }
}
