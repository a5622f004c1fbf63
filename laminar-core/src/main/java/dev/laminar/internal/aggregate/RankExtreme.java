package dev.laminar.internal.aggregate;

import dev.laminar.data.Column;
import dev.laminar.data.ColumnBuilder;
import dev.laminar.data.DataType;
import dev.laminar.data.Mem;
import java.nio.ByteBuffer;

/** min or max of a fixed-width type over inserts: the best {@linkplain Ranks rank} so far. */
final class RankExtreme extends Accumulator {
  private final int column;
  private final boolean max;
  private final boolean mayBeEmpty;
  private long[] scratch = {};

  RankExtreme(int column, boolean max, boolean mayBeEmpty) {
    this.column = column;
    this.max = max;
    this.mayBeEmpty = mayBeEmpty;
  }

  @Override
  int bytes() {
    return mayBeEmpty ? 16 : 8;
  }

  @Override
  void init(ByteBuffer bytes) {
    bytes.putLong(max ? Long.MIN_VALUE : Long.MAX_VALUE);
  }

  @Override
  void add(Feed feed) {
    if (!feed.insertsOnly()) {
      throw new IllegalStateException("retracts where the plan promised inserts only");
    }
    Column values = feed.batch().column(column);
    int[] selected = feed.selected();
    if (Ranks.plain(values.type()) && selected == null) {
      if (max) {
        maxOfAll(feed, values.dataAddress());
      } else {
        minOfAll(feed, values.dataAddress());
      }
    } else {
      addRanks(feed, values);
    }
    if (mayBeEmpty) {
      markFilled(feed);
    }
  }

  private void maxOfAll(Feed feed, long data) {
    long[] groups = feed.groups();
    int count = feed.count();
    int at = offset();
    for (int i = 0; i < count; i++) {
      long slot = groups[i] + at;
      Mem.putLong(slot, Math.max(Mem.getLong(slot), Mem.getLong(data + 8L * i)));
    }
  }

  private void minOfAll(Feed feed, long data) {
    long[] groups = feed.groups();
    int count = feed.count();
    int at = offset();
    for (int i = 0; i < count; i++) {
      long slot = groups[i] + at;
      Mem.putLong(slot, Math.min(Mem.getLong(slot), Mem.getLong(data + 8L * i)));
    }
  }

  private void addRanks(Feed feed, Column values) {
    int rows = feed.batch().rows();
    if (scratch.length < rows) {
      scratch = new long[rows];
    }
    long[] ranks = scratch;
    Ranks.read(values, feed, ranks);
    long[] groups = feed.groups();
    int count = feed.count();
    int at = offset();
    for (int i = 0; i < count; i++) {
      int row = feed.row(i);
      better(groups[row] + at, ranks[row]);
    }
  }

  private void better(long slot, long rank) {
    long old = Mem.getLong(slot);
    Mem.putLong(slot, max ? Math.max(old, rank) : Math.min(old, rank));
  }

  private void markFilled(Feed feed) {
    long[] groups = feed.groups();
    int count = feed.count();
    int at = offset() + 8;
    for (int i = 0; i < count; i++) {
      Mem.putLong(groups[feed.row(i)] + at, 1);
    }
  }

  @Override
  void merge(long into, long from) {
    better(into + offset(), Mem.getLong(from + offset()));
    if (mayBeEmpty) {
      long filled = into + offset() + 8;
      Mem.putLong(filled, Mem.getLong(filled) | Mem.getLong(from + offset() + 8));
    }
  }

  @Override
  void finish(long[] rows, int count, ColumnBuilder out, Failures failures) {
    int first = out.size();
    long to = out.reserve(first + count) + 8L * first;
    if (out.type().layout() == DataType.Layout.I64 && Ranks.plain(out.type())) {
      for (int i = 0; i < count; i++) {
        Mem.putLong(to + 8L * i, Mem.getLong(rows[i] + offset()));
      }
    } else {
      for (int i = 0; i < count; i++) {
        Ranks.write(Mem.getLong(rows[i] + offset()), out, first + i);
      }
    }
    for (int i = 0; mayBeEmpty && i < count; i++) {
      if (Mem.getLong(rows[i] + offset() + 8) == 0) {
        out.markNull(first + i);
      }
    }
    out.setSize(first + count);
  }
}
