package dev.laminar.internal.aggregate;

import dev.laminar.data.Column;
import dev.laminar.data.ColumnBuilder;
import dev.laminar.data.Mem;
import java.nio.ByteBuffer;

/**
 * bit_and, bit_or and bit_xor: the combined bits and the number of values. Where rows may be
 * retracted, and and or count for each of the 64 bits the values that have it; xor undoes itself.
 */
final class Bits extends Accumulator {

  /** Which of the three. */
  enum Kind {
    AND,
    OR,
    XOR
  }

  private static final int EACH_BIT = 64 * 8;

  private final int column;
  private final Kind kind;
  private final boolean counted;

  Bits(int column, Kind kind, boolean retracts) {
    this.column = column;
    this.kind = kind;
    this.counted = retracts && kind != Kind.XOR;
  }

  @Override
  int bytes() {
    return counted ? 8 + EACH_BIT : 16;
  }

  @Override
  void init(ByteBuffer bytes) {
    if (!counted) {
      bytes.putLong(0).putLong(kind == Kind.AND ? -1 : 0);
    }
  }

  @Override
  void add(Feed feed) {
    Column values = feed.batch().column(column);
    long weights = feed.weights();
    for (int i = 0; i < feed.count(); i++) {
      int row = feed.row(i);
      long slot = feed.groups()[row] + offset();
      int weight = Feed.weight(weights, row);
      Mem.putLong(slot, Mem.getLong(slot) + weight);
      if (counted) {
        countBits(slot + 8, values.getLong(row), weight);
      } else {
        combine(slot + 8, values.getLong(row));
      }
    }
  }

  private static void countBits(long counts, long value, int weight) {
    long left = value;
    while (left != 0) {
      long slot = counts + 8L * Long.numberOfTrailingZeros(left);
      Mem.putLong(slot, Mem.getLong(slot) + weight);
      left &= left - 1;
    }
  }

  private void combine(long slot, long value) {
    long old = Mem.getLong(slot);
    Mem.putLong(
        slot,
        switch (kind) {
          case AND -> old & value;
          case OR -> old | value;
          case XOR -> old ^ value;
        });
  }

  @Override
  void merge(long into, long from) {
    join(into + offset(), from + offset(), 1);
  }

  @Override
  boolean subtracts() {
    return counted || kind == Kind.XOR;
  }

  @Override
  void subtract(long into, long from) {
    join(into + offset(), from + offset(), -1);
  }

  private void join(long slot, long other, int sign) {
    Mem.putLong(slot, Mem.getLong(slot) + sign * Mem.getLong(other));
    if (!counted) {
      combine(slot + 8, Mem.getLong(other + 8));
      return;
    }
    for (int word = 8; word < bytes(); word += 8) {
      Mem.putLong(slot + word, Mem.getLong(slot + word) + sign * Mem.getLong(other + word));
    }
  }

  @Override
  void finish(long[] rows, int count, ColumnBuilder out, Failures failures) {
    for (int i = 0; i < count; i++) {
      long slot = rows[i] + offset();
      if (Mem.getLong(slot) == 0) {
        out.appendNull();
      } else {
        out.appendLong(counted ? counted(slot) : Mem.getLong(slot + 8));
      }
    }
  }

  private long counted(long slot) {
    long needed = kind == Kind.AND ? Mem.getLong(slot) : 1;
    long bits = 0;
    for (int bit = 0; bit < 64; bit++) {
      if (Mem.getLong(slot + 8 + 8L * bit) >= needed) {
        bits |= 1L << bit;
      }
    }
    return bits;
  }
}
