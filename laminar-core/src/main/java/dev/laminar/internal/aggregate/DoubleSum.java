package dev.laminar.internal.aggregate;

import dev.laminar.data.Column;
import dev.laminar.data.ColumnBuilder;
import dev.laminar.data.DataType;
import dev.laminar.data.Mem;

/**
 * sum and avg of DOUBLE: a sum with its rounding errors beside it (Neumaier), so that neither the
 * order of values nor how they are merged shows in a result; and the number of values.
 *
 * <p>Over inserts alone NaN and infinities enter the sum. Where rows may be retracted they are
 * counted instead, since they could never be taken out of a sum again.
 */
final class DoubleSum extends Accumulator {
  private static final int ERROR = 8;
  private static final int COUNT = 16;
  private static final int NANS = 24;
  private static final int POSITIVE = 32;
  private static final int NEGATIVE = 40;

  private final int column;
  private final boolean average;
  private final boolean retracts;

  DoubleSum(int column, boolean average, boolean retracts) {
    this.column = column;
    this.average = average;
    this.retracts = retracts;
  }

  @Override
  int bytes() {
    return retracts ? 48 : 24;
  }

  @Override
  void add(Feed feed) {
    Column values = feed.batch().column(column);
    if (values.layout() == DataType.Layout.F64 && feed.insertsOnly() && !retracts) {
      addInserts(feed, values.dataAddress());
    } else {
      addChanges(feed, values);
    }
  }

  private void addInserts(Feed feed, long data) {
    long[] groups = feed.groups();
    int count = feed.count();
    int at = offset();
    for (int i = 0; i < count; i++) {
      int row = feed.row(i);
      long slot = groups[row] + at;
      add(slot, Mem.getDouble(data + 8L * row));
      Mem.putLong(slot + COUNT, Mem.getLong(slot + COUNT) + 1);
    }
  }

  private static void add(long slot, double value) {
    double old = Mem.getDouble(slot);
    double sum = old + value;
    double part = sum - old;
    double error = (old - (sum - part)) + (value - part);
    Mem.putDouble(slot, sum);
    Mem.putDouble(slot + ERROR, Mem.getDouble(slot + ERROR) + error);
  }

  private void addChanges(Feed feed, Column values) {
    long weights = feed.weights();
    for (int i = 0; i < feed.count(); i++) {
      int row = feed.row(i);
      long slot = feed.groups()[row] + offset();
      int weight = Feed.weight(weights, row);
      double value = values.getDouble(row);
      Mem.putLong(slot + COUNT, Mem.getLong(slot + COUNT) + weight);
      if (retracts && !Double.isFinite(value)) {
        long special = slot + (Double.isNaN(value) ? NANS : value > 0 ? POSITIVE : NEGATIVE);
        Mem.putLong(special, Mem.getLong(special) + weight);
      } else {
        add(slot, value * weight);
      }
    }
  }

  @Override
  void merge(long into, long from) {
    combine(into + offset(), from + offset(), 1);
  }

  @Override
  boolean subtracts() {
    return retracts;
  }

  @Override
  void subtract(long into, long from) {
    combine(into + offset(), from + offset(), -1);
  }

  private void combine(long slot, long other, int sign) {
    add(slot, sign * Mem.getDouble(other));
    double errors = Mem.getDouble(slot + ERROR) + sign * Mem.getDouble(other + ERROR);
    Mem.putDouble(slot + ERROR, errors);
    for (int word = COUNT; word < bytes(); word += 8) {
      Mem.putLong(slot + word, Mem.getLong(slot + word) + sign * Mem.getLong(other + word));
    }
    if (retracts && Mem.getLong(slot + COUNT) == 0) {
      Mem.putDouble(slot, 0); // no values are left, so no error is either
      Mem.putDouble(slot + ERROR, 0);
    }
  }

  @Override
  void finish(long[] rows, int count, ColumnBuilder out, Failures failures) {
    int first = out.size();
    out.reserve(first + count);
    for (int i = 0; i < count; i++) {
      long slot = rows[i] + offset();
      long values = Mem.getLong(slot + COUNT);
      out.putDouble(first + i, average ? sum(slot) / values : sum(slot));
      if (values == 0) {
        out.markNull(first + i);
      }
    }
    out.setSize(first + count);
  }

  private double sum(long slot) {
    if (retracts) {
      boolean positive = Mem.getLong(slot + POSITIVE) > 0;
      boolean negative = Mem.getLong(slot + NEGATIVE) > 0;
      if (Mem.getLong(slot + NANS) > 0 || (positive && negative)) {
        return Double.NaN;
      }
      if (positive || negative) {
        return positive ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
      }
    }
    double sum = Mem.getDouble(slot);
    return Double.isFinite(sum) ? sum + Mem.getDouble(slot + ERROR) : sum;
  }
}
