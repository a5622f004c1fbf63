package dev.laminar.internal.aggregate;

import dev.laminar.data.Column;
import dev.laminar.data.ColumnBuilder;
import dev.laminar.data.Mem;

/** bool_and and bool_or: how many values were true, and how many false. */
final class Logical extends Accumulator {
  private final int column;
  private final boolean and;

  Logical(int column, boolean and) {
    this.column = column;
    this.and = and;
  }

  @Override
  int bytes() {
    return 16;
  }

  @Override
  void add(Feed feed) {
    Column values = feed.batch().column(column);
    long weights = feed.weights();
    for (int i = 0; i < feed.count(); i++) {
      int row = feed.row(i);
      long slot = feed.groups()[row] + offset() + (values.getBoolean(row) ? 0 : 8);
      Mem.putLong(slot, Mem.getLong(slot) + Feed.weight(weights, row));
    }
  }

  private void combine(long into, long from, int sign) {
    for (int word = offset(); word < offset() + 16; word += 8) {
      Mem.putLong(into + word, Mem.getLong(into + word) + sign * Mem.getLong(from + word));
    }
  }

  @Override
  void merge(long into, long from) {
    combine(into, from, 1);
  }

  @Override
  boolean subtracts() {
    return true;
  }

  @Override
  void subtract(long into, long from) {
    combine(into, from, -1);
  }

  @Override
  void finish(long[] rows, int count, ColumnBuilder out, Failures failures) {
    for (int i = 0; i < count; i++) {
      boolean someTrue = Mem.getLong(rows[i] + offset()) > 0;
      boolean someFalse = Mem.getLong(rows[i] + offset() + 8) > 0;
      if (someTrue || someFalse) {
        out.appendBoolean(and ? !someFalse : someTrue);
      } else {
        out.appendNull();
      }
    }
  }
}
