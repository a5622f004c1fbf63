package dev.laminar.internal.aggregate;

import dev.laminar.data.ColumnBuilder;
import dev.laminar.data.Mem;

/** count(*) and count(x): one 64-bit count. */
final class CountAccumulator extends Accumulator {

  @Override
  int bytes() {
    return 8;
  }

  @Override
  void add(Feed feed) {
    long[] groups = feed.groups();
    int[] selected = feed.selected();
    int count = feed.count();
    int at = offset();
    if (!feed.insertsOnly()) {
      addWeights(feed);
    } else if (selected == null) {
      for (int i = 0; i < count; i++) {
        long slot = groups[i] + at;
        Mem.putLong(slot, Mem.getLong(slot) + 1);
      }
    } else {
      for (int i = 0; i < count; i++) {
        long slot = groups[selected[i]] + at;
        Mem.putLong(slot, Mem.getLong(slot) + 1);
      }
    }
  }

  private void addWeights(Feed feed) {
    long[] groups = feed.groups();
    long weights = feed.weights();
    for (int i = 0; i < feed.count(); i++) {
      int row = feed.row(i);
      long slot = groups[row] + offset();
      Mem.putLong(slot, Mem.getLong(slot) + Mem.getByte(weights + row));
    }
  }

  @Override
  void merge(long into, long from) {
    long slot = into + offset();
    Mem.putLong(slot, Mem.getLong(slot) + Mem.getLong(from + offset()));
  }

  @Override
  void merge(long[] into, long[] from, int count) {
    for (int i = 0; i < count; i++) {
      long slot = into[i] + offset();
      Mem.putLong(slot, Mem.getLong(slot) + Mem.getLong(from[i] + offset()));
    }
  }

  @Override
  boolean subtracts() {
    return true;
  }

  @Override
  void subtract(long into, long from) {
    long slot = into + offset();
    Mem.putLong(slot, Mem.getLong(slot) - Mem.getLong(from + offset()));
  }

  @Override
  void subtract(long[] into, long[] from, int count) {
    for (int i = 0; i < count; i++) {
      long slot = into[i] + offset();
      Mem.putLong(slot, Mem.getLong(slot) - Mem.getLong(from[i] + offset()));
    }
  }

  @Override
  void finish(long[] rows, int count, ColumnBuilder out, Failures failures) {
    int first = out.size();
    long to = out.reserve(first + count) + 8L * first;
    for (int i = 0; i < count; i++) {
      Mem.putLong(to + 8L * i, Mem.getLong(rows[i] + offset()));
    }
    out.setSize(first + count);
  }
}
