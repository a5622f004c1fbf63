package dev.laminar.internal.aggregate;

import dev.laminar.data.Column;
import dev.laminar.data.ColumnBuilder;
import dev.laminar.data.Mem;

/**
 * Statistics of one or two DOUBLE columns, from the sums of values, squares and products.
 *
 * <p>Each sum is kept in twice the precision of a double (two doubles), products exactly, so that
 * the differences of large sums in the results keep their digits, values can be taken out again,
 * and order does not matter. Values that are not finite are counted; with one of them the result is
 * NaN.
 */
final class Moments extends Accumulator {

  /** What is computed; of two columns the first is y, the dependent one, as in the standard. */
  enum Statistic {
    VAR_POP,
    VAR_SAMP,
    STDDEV_POP,
    STDDEV_SAMP,
    COVAR_POP,
    COVAR_SAMP,
    CORR,
    REGR_SLOPE,
    REGR_INTERCEPT,
    REGR_R2,
    REGR_AVGX,
    REGR_AVGY,
    REGR_SXX,
    REGR_SYY,
    REGR_SXY
  }

  private static final int NOT_FINITE = 8;
  private static final int SUM = 16;
  private static final int SQUARES = 32;
  private static final int SUM_X = 48;
  private static final int SQUARES_X = 64;
  private static final int PRODUCTS = 80;

  private final Statistic statistic;
  private final int y;
  private final int x;

  /** {@code x} is −1 for a statistic of one column. */
  Moments(Statistic statistic, int y, int x) {
    this.statistic = statistic;
    this.y = y;
    this.x = x;
  }

  @Override
  int bytes() {
    return x < 0 ? SUM_X : PRODUCTS + 16;
  }

  @Override
  void add(Feed feed) {
    Column ys = feed.batch().column(y);
    Column xs = x < 0 ? ys : feed.batch().column(x);
    long weights = feed.weights();
    for (int i = 0; i < feed.count(); i++) {
      int row = feed.row(i);
      add(
          feed.groups()[row] + offset(),
          ys.getDouble(row),
          xs.getDouble(row),
          Feed.weight(weights, row));
    }
  }

  private void add(long slot, double valueY, double valueX, int weight) {
    Mem.putLong(slot, Mem.getLong(slot) + weight);
    if (!Double.isFinite(valueY) || !Double.isFinite(valueX)) {
      Mem.putLong(slot + NOT_FINITE, Mem.getLong(slot + NOT_FINITE) + weight);
      return;
    }
    plus(slot + SUM, weight * valueY, 0);
    plusProduct(slot + SQUARES, valueY, valueY, weight);
    if (x >= 0) {
      plus(slot + SUM_X, weight * valueX, 0);
      plusProduct(slot + SQUARES_X, valueX, valueX, weight);
      plusProduct(slot + PRODUCTS, valueY, valueX, weight);
    }
  }

  private static void plusProduct(long slot, double a, double b, int weight) {
    double product = a * b;
    plus(slot, weight * product, weight * Math.fma(a, b, -product));
  }

  /** Adds a value in two parts to a sum in two parts (Knuth's two-sum, then normalised). */
  private static void plus(long slot, double high, double low) {
    double old = Mem.getDouble(slot);
    double sum = old + high;
    double part = sum - old;
    double error = (old - (sum - part)) + (high - part) + (Mem.getDouble(slot + 8) + low);
    double normal = sum + error;
    Mem.putDouble(slot, normal);
    Mem.putDouble(slot + 8, error - (normal - sum));
  }

  @Override
  void merge(long into, long from) {
    combine(into + offset(), from + offset(), 1);
  }

  @Override
  boolean subtracts() {
    return true;
  }

  @Override
  void subtract(long into, long from) {
    combine(into + offset(), from + offset(), -1);
  }

  private void combine(long slot, long other, int sign) {
    Mem.putLong(slot, Mem.getLong(slot) + sign * Mem.getLong(other));
    long special = Mem.getLong(slot + NOT_FINITE) + sign * Mem.getLong(other + NOT_FINITE);
    Mem.putLong(slot + NOT_FINITE, special);
    for (int word = SUM; word < bytes(); word += 16) {
      double high = sign * Mem.getDouble(other + word);
      plus(slot + word, high, sign * Mem.getDouble(other + word + 8));
    }
  }

  @Override
  void finish(long[] rows, int count, ColumnBuilder out, Failures failures) {
    for (int i = 0; i < count; i++) {
      long slot = rows[i] + offset();
      long n = Mem.getLong(slot);
      if (n < fewest()) {
        out.appendNull();
      } else if (Mem.getLong(slot + NOT_FINITE) != 0) {
        out.appendDouble(Double.NaN);
      } else {
        append(result(slot, n), out);
      }
    }
  }

  /** A result that the formula cannot give, such as a slope over equal x, is null. */
  private static void append(double result, ColumnBuilder out) {
    if (Double.isNaN(result)) {
      out.appendNull();
    } else {
      out.appendDouble(result);
    }
  }

  private int fewest() {
    return switch (statistic) {
      case VAR_SAMP, STDDEV_SAMP, COVAR_SAMP -> 2;
      case VAR_POP, STDDEV_POP, COVAR_POP, CORR -> 1;
      case REGR_SLOPE, REGR_INTERCEPT, REGR_R2, REGR_AVGX, REGR_AVGY -> 1;
      case REGR_SXX, REGR_SYY, REGR_SXY -> 1;
    };
  }

  private double result(long slot, long n) {
    return switch (statistic) {
      case VAR_POP -> syy(slot, n) / n;
      case VAR_SAMP -> syy(slot, n) / (n - 1);
      case STDDEV_POP -> Math.sqrt(syy(slot, n) / n);
      case STDDEV_SAMP -> Math.sqrt(syy(slot, n) / (n - 1));
      case COVAR_POP -> sxy(slot, n) / n;
      case COVAR_SAMP -> sxy(slot, n) / (n - 1);
      case CORR -> sxy(slot, n) / Math.sqrt(sxx(slot, n) * syy(slot, n));
      case REGR_SLOPE -> slope(slot, n);
      case REGR_INTERCEPT -> mean(slot + SUM, n) - slope(slot, n) * mean(slot + SUM_X, n);
      case REGR_R2 -> fit(slot, n);
      case REGR_AVGX -> mean(slot + SUM_X, n);
      case REGR_AVGY -> mean(slot + SUM, n);
      case REGR_SXX -> sxx(slot, n);
      case REGR_SYY -> syy(slot, n);
      case REGR_SXY -> sxy(slot, n);
    };
  }

  private static double mean(long slot, long n) {
    return (Mem.getDouble(slot) + Mem.getDouble(slot + 8)) / n;
  }

  private static double slope(long slot, long n) {
    double sxx = sxx(slot, n);
    return sxx == 0 ? Double.NaN : sxy(slot, n) / sxx;
  }

  private static double fit(long slot, long n) {
    double sxx = sxx(slot, n);
    double syy = syy(slot, n);
    if (sxx == 0) {
      return Double.NaN;
    }
    double sxy = sxy(slot, n);
    return syy == 0 ? 1 : sxy * sxy / (sxx * syy);
  }

  private static double syy(long slot, long n) {
    return Math.max(0, deviation(slot + SQUARES, slot + SUM, slot + SUM, n));
  }

  private static double sxx(long slot, long n) {
    return Math.max(0, deviation(slot + SQUARES_X, slot + SUM_X, slot + SUM_X, n));
  }

  private static double sxy(long slot, long n) {
    return deviation(slot + PRODUCTS, slot + SUM, slot + SUM_X, n);
  }

  /** Σab − Σa·Σb / n, all in double-double arithmetic. */
  private static double deviation(long products, long a, long b, long n) {
    double highA = Mem.getDouble(a);
    double highB = Mem.getDouble(b);
    double product = highA * highB;
    double low =
        Math.fma(highA, highB, -product)
            + highA * Mem.getDouble(b + 8)
            + highB * Mem.getDouble(a + 8);
    double quotient = product / n;
    double rest = (Math.fma(-quotient, (double) n, product) + low) / n;
    double difference = Mem.getDouble(products) - quotient;
    double part = difference - Mem.getDouble(products);
    double error = (Mem.getDouble(products) - (difference - part)) + (-quotient - part);
    return difference + (error + Mem.getDouble(products + 8) - rest);
  }
}
