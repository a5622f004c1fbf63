package dev.laminar.internal.aggregate;

import dev.laminar.data.ColumnBuilder;
import dev.laminar.data.Int128;
import dev.laminar.data.Mem;

/**
 * sum and avg of BIGINT: a 128-bit sum, so that only a result out of range is an overflow, never
 * the order in which values come; and, where it is needed, the number of values.
 */
final class LongSum extends Accumulator {
  private final int column;
  private final boolean average;
  private final boolean counts;
  private final String name;

  LongSum(int column, boolean average, boolean mayBeEmpty, String name) {
    this.column = column;
    this.average = average;
    this.counts = average || mayBeEmpty;
    this.name = name;
  }

  @Override
  int bytes() {
    return counts ? 24 : 16;
  }

  @Override
  void add(Feed feed) {
    if (feed.insertsOnly()) {
      addInserts(feed);
    } else {
      addChanges(feed);
    }
    if (counts) {
      addCounts(feed);
    }
  }

  private void addInserts(Feed feed) {
    long[] groups = feed.groups();
    int[] selected = feed.selected();
    int count = feed.count();
    long data = feed.batch().column(column).dataAddress();
    int at = offset();
    if (selected == null) {
      for (int i = 0; i < count; i++) {
        add(groups[i] + at, Mem.getLong(data + 8L * i));
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = selected[i];
        add(groups[row] + at, Mem.getLong(data + 8L * row));
      }
    }
  }

  private static void add(long slot, long value) {
    add(slot, value >> 63, value);
  }

  private static void add(long slot, long high, long low) {
    long old = Mem.getLong(slot);
    long sum = old + low;
    long carry = ((old & low) | ((old | low) & ~sum)) >>> 63;
    Mem.putLong(slot, sum);
    Mem.putLong(slot + 8, Mem.getLong(slot + 8) + high + carry);
  }

  private void addChanges(Feed feed) {
    long[] groups = feed.groups();
    long data = feed.batch().column(column).dataAddress();
    long weights = feed.weights();
    for (int i = 0; i < feed.count(); i++) {
      int row = feed.row(i);
      long value = Mem.getLong(data + 8L * row);
      long sign = Mem.getByte(weights + row) >> 7; // −1 for a retract, else 0
      long low = (value ^ sign) - sign;
      long high = value == 0 ? 0 : (value >> 63) ^ sign;
      add(groups[row] + offset(), high, low);
    }
  }

  private void addCounts(Feed feed) {
    long[] groups = feed.groups();
    long weights = feed.weights();
    int at = offset() + 16;
    for (int i = 0; i < feed.count(); i++) {
      int row = feed.row(i);
      long slot = groups[row] + at;
      Mem.putLong(slot, Mem.getLong(slot) + Feed.weight(weights, row));
    }
  }

  @Override
  void merge(long into, long from) {
    long slot = into + offset();
    long other = from + offset();
    add(slot, Mem.getLong(other + 8), Mem.getLong(other));
    if (counts) {
      Mem.putLong(slot + 16, Mem.getLong(slot + 16) + Mem.getLong(other + 16));
    }
  }

  @Override
  boolean subtracts() {
    return true;
  }

  @Override
  void subtract(long into, long from) {
    long slot = into + offset();
    long other = from + offset();
    long low = Mem.getLong(other);
    long high = Mem.getLong(other + 8);
    add(slot, ~high + (low == 0 ? 1 : 0), -low);
    if (counts) {
      Mem.putLong(slot + 16, Mem.getLong(slot + 16) - Mem.getLong(other + 16));
    }
  }

  @Override
  void finish(long[] rows, int count, ColumnBuilder out, Failures failures) {
    int first = out.size();
    out.reserve(first + count);
    for (int i = 0; i < count; i++) {
      long slot = rows[i] + offset();
      if (counts && Mem.getLong(slot + 16) == 0) {
        out.markNull(first + i);
      } else if (average) {
        out.putDouble(first + i, sum(slot) / Mem.getLong(slot + 16));
      } else {
        finishSum(slot, first + i, out, failures);
      }
    }
    out.setSize(first + count);
  }

  private void finishSum(long slot, int row, ColumnBuilder out, Failures failures) {
    long low = Mem.getLong(slot);
    long high = Mem.getLong(slot + 8);
    out.putLong(row, low);
    if (high != low >> 63) {
      failures.fail(
          row,
          name
              + ": the sum "
              + new Int128().set(high, low)
              + " does not fit BIGINT; cast the argument to DECIMAL(38, 0)");
    }
  }

  private static double sum(long slot) {
    long low = Mem.getLong(slot);
    long high = Mem.getLong(slot + 8);
    if (high == low >> 63) {
      return low;
    }
    return new Int128().set(high, low).toBigInteger().doubleValue();
  }
}
