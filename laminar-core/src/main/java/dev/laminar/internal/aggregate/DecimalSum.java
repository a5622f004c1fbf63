package dev.laminar.internal.aggregate;

import dev.laminar.data.ColumnBuilder;
import dev.laminar.data.DataType;
import dev.laminar.data.Mem;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * sum and avg of DECIMAL: a sum of 192 bits, which no number of values can overflow, and the number
 * of values. A result of more than 38 digits is a failure.
 */
final class DecimalSum extends Accumulator {
  private static final BigInteger LIMIT = BigInteger.TEN.pow(DataType.Decimal.MAX_PRECISION);
  private static final int COUNT = 24;

  private final int column;
  private final int scale;
  private final boolean average;
  private final int resultScale;
  private final String name;

  DecimalSum(int column, int scale, boolean average, int resultScale, String name) {
    this.column = column;
    this.scale = scale;
    this.average = average;
    this.resultScale = resultScale;
    this.name = name;
  }

  @Override
  int bytes() {
    return 32;
  }

  @Override
  void add(Feed feed) {
    long[] groups = feed.groups();
    long data = feed.batch().column(column).dataAddress();
    long weights = feed.weights();
    int count = feed.count();
    for (int i = 0; i < count; i++) {
      int row = feed.row(i);
      long slot = groups[row] + offset();
      long low = Mem.getLong(data + 16L * row);
      long high = Mem.getLong(data + 16L * row + 8);
      int weight = Feed.weight(weights, row);
      if (weight > 0) {
        add(slot, low, high, high >> 63);
      } else {
        negated(slot, low, high, high >> 63);
      }
      Mem.putLong(slot + COUNT, Mem.getLong(slot + COUNT) + weight);
    }
  }

  private static void negated(long slot, long low, long middle, long high) {
    long carry = low == 0 ? 1 : 0;
    long carry2 = carry == 1 && middle == 0 ? 1 : 0;
    add(slot, -low, ~middle + carry, ~high + carry2);
  }

  private static void add(long slot, long low, long middle, long high) {
    long a = Mem.getLong(slot);
    long sum = a + low;
    long carry = Long.compareUnsigned(sum, a) < 0 ? 1 : 0;
    Mem.putLong(slot, sum);
    long b = Mem.getLong(slot + 8);
    long withCarry = b + carry;
    long carry2 = carry == 1 && withCarry == 0 ? 1 : 0;
    long sum2 = withCarry + middle;
    carry2 += Long.compareUnsigned(sum2, withCarry) < 0 ? 1 : 0;
    Mem.putLong(slot + 8, sum2);
    Mem.putLong(slot + 16, Mem.getLong(slot + 16) + high + carry2);
  }

  @Override
  void merge(long into, long from) {
    long slot = into + offset();
    long other = from + offset();
    add(slot, Mem.getLong(other), Mem.getLong(other + 8), Mem.getLong(other + 16));
    Mem.putLong(slot + COUNT, Mem.getLong(slot + COUNT) + Mem.getLong(other + COUNT));
  }

  @Override
  boolean subtracts() {
    return true;
  }

  @Override
  void subtract(long into, long from) {
    long slot = into + offset();
    long other = from + offset();
    negated(slot, Mem.getLong(other), Mem.getLong(other + 8), Mem.getLong(other + 16));
    Mem.putLong(slot + COUNT, Mem.getLong(slot + COUNT) - Mem.getLong(other + COUNT));
  }

  @Override
  void finish(long[] rows, int count, ColumnBuilder out, Failures failures) {
    for (int i = 0; i < count; i++) {
      long slot = rows[i] + offset();
      long values = Mem.getLong(slot + COUNT);
      if (values == 0) {
        out.appendNull();
      } else if (!average
          && Mem.getLong(slot + 16) == Mem.getLong(slot + 8) >> 63
          && small(Mem.getLong(slot + 8))) {
        out.appendInt128(Mem.getLong(slot + 8), Mem.getLong(slot));
      } else {
        finishWide(unscaled(slot), values, out, failures);
      }
    }
  }

  /** Whether a number with these upper 64 bits surely has at most 38 digits. */
  private static boolean small(long high) {
    return high > -(1L << 60) && high < 1L << 60;
  }

  private static BigInteger unscaled(long slot) {
    return BigInteger.valueOf(Mem.getLong(slot + 16))
        .shiftLeft(128)
        .or(unsigned(Mem.getLong(slot + 8)).shiftLeft(64))
        .or(unsigned(Mem.getLong(slot)));
  }

  private static BigInteger unsigned(long value) {
    return new BigInteger(Long.toUnsignedString(value));
  }

  private void finishWide(BigInteger sum, long values, ColumnBuilder out, Failures failures) {
    BigInteger result = sum;
    if (average) {
      result =
          new BigDecimal(sum, scale)
              .divide(BigDecimal.valueOf(values), resultScale, RoundingMode.HALF_UP)
              .unscaledValue();
    }
    if (result.abs().compareTo(LIMIT) >= 0) {
      failures.fail(
          out.size(), name + ": the result has more than 38 digits; cast the argument to DOUBLE");
      out.appendInt128(0, 0);
    } else {
      out.appendInt128(result.shiftRight(64).longValue(), result.longValue());
    }
  }
}
