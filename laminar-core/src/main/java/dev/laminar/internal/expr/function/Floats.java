package dev.laminar.internal.expr.function;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Floating-point numbers. Overflow and what is undefined fail the row, as in Postgres. Stateless.
 */
public final class Floats {

  private Floats() {}

  /** NaN is equal to itself. */
  @Total
  public static boolean equal(double a, double b) {
    return a == b || (Double.isNaN(a) && Double.isNaN(b));
  }

  /** NaN is above all others. */
  @Total
  public static boolean less(double a, double b) {
    return a < b || (Double.isNaN(b) && !Double.isNaN(a));
  }

  @Total
  public static double add(double a, double b) {
    return a + b;
  }

  @Total
  public static double subtract(double a, double b) {
    return a - b;
  }

  @Total
  public static double multiply(double a, double b) {
    return a * b;
  }

  public static double divide(double a, double b) {
    if (b == 0) {
      throw Ints.byZero();
    }
    return a / b;
  }

  public static double modulo(double a, double b) {
    if (b == 0) {
      throw Ints.byZero();
    }
    return a % b;
  }

  @Total
  public static double addFloat(double a, double b) {
    return (float) (a + b);
  }

  @Total
  public static double subtractFloat(double a, double b) {
    return (float) (a - b);
  }

  @Total
  public static double multiplyFloat(double a, double b) {
    return (float) (a * b);
  }

  public static double divideFloat(double a, double b) {
    return (float) divide(a, b);
  }

  @Total
  public static double negate(double a) {
    return -a;
  }

  @Total
  public static double abs(double a) {
    return Math.abs(a);
  }

  @Total
  public static double sign(double a) {
    return Math.signum(a);
  }

  @Total
  public static long signOf(long a) {
    return Long.signum(a);
  }

  @Total
  public static double round(double a) {
    return Math.rint(a);
  }

  public static double roundTo(double a, long places) {
    if (Double.isNaN(a) || Double.isInfinite(a) || places > 300) {
      return a;
    }
    return BigDecimal.valueOf(a)
        .setScale((int) Math.max(places, -400), RoundingMode.HALF_UP)
        .doubleValue();
  }

  @Total
  public static double trunc(double a) {
    return a < 0 ? Math.ceil(a) : Math.floor(a);
  }

  public static double truncTo(double a, long places) {
    if (Double.isNaN(a) || Double.isInfinite(a) || places > 300) {
      return a;
    }
    return BigDecimal.valueOf(a)
        .setScale((int) Math.max(places, -400), RoundingMode.DOWN)
        .doubleValue();
  }

  public static double power(double a, double b) {
    if (a == 0 && b < 0) {
      throw new RowError("zero raised to a negative power is undefined");
    }
    if (a < 0 && b != Math.rint(b) && !Double.isNaN(b)) {
      throw new RowError("a negative number raised to a broken power is no real number");
    }
    double result = Math.pow(a, b);
    return finite(result, !Double.isInfinite(a) && !Double.isInfinite(b));
  }

  private static double finite(double result, boolean expected) {
    if (expected && Double.isInfinite(result)) {
      throw new RowError("number out of range: the result does not fit DOUBLE");
    }
    return result;
  }

  public static double sqrt(double a) {
    if (a < 0) {
      throw new RowError("sqrt expects no negative number, got " + a);
    }
    return Math.sqrt(a);
  }

  public static double exp(double a) {
    return finite(Math.exp(a), !Double.isInfinite(a));
  }

  private static double positive(double a) {
    if (a <= 0) {
      throw new RowError("a logarithm expects a number above zero, got " + a);
    }
    return a;
  }

  public static double ln(double a) {
    return Math.log(positive(a));
  }

  public static double log10(double a) {
    return Math.log10(positive(a));
  }

  public static double log2(double a) {
    double guess = Math.rint(Math.log(positive(a)) / Math.log(2));
    return Math.pow(2, guess) == a ? guess : Math.log(a) / Math.log(2);
  }

  public static double log(double base, double a) {
    if (base == 2) {
      return log2(a);
    }
    double divisor = Math.log(positive(base));
    if (divisor == 0) {
      throw Ints.byZero();
    }
    return base == 10 ? log10(a) : Math.log(positive(a)) / divisor;
  }

  @Total
  public static double pi() {
    return Math.PI;
  }

  public static double cot(double a) {
    double tangent = Math.tan(a);
    if (tangent == 0) {
      throw Ints.byZero();
    }
    return 1 / tangent;
  }

  public static double asin(double a) {
    return Math.asin(unit(a));
  }

  public static double acos(double a) {
    return Math.acos(unit(a));
  }

  private static double unit(double a) {
    if (a < -1 || a > 1) {
      throw new RowError("expected a number from -1 to 1, got " + a);
    }
    return a;
  }

  @Total
  public static double atan2(double a, double b) {
    return Math.atan2(a, b);
  }

  @Total
  public static double degrees(double a) {
    return Math.toDegrees(a);
  }

  @Total
  public static double radians(double a) {
    return Math.toRadians(a);
  }

  @Total
  public static boolean isNan(double a) {
    return Double.isNaN(a);
  }

  public static long widthBucket(double value, double low, double high, long count) {
    if (count <= 0 || count > Integer.MAX_VALUE - 1 || low == high || Double.isNaN(value)) {
      throw new RowError(
          "width_bucket expects different bounds and at least one bucket, got "
              + low
              + ", "
              + high
              + ", "
              + count);
    }
    boolean ascending = low < high;
    if (ascending ? value < low : value > low) {
      return 0;
    }
    if (ascending ? value >= high : value <= high) {
      return count + 1;
    }
    return (long) (Math.abs(value - low) / Math.abs(high - low) * count) + 1;
  }

  @Total
  public static double sin(double a) {
    return Math.sin(a);
  }

  @Total
  public static double cos(double a) {
    return Math.cos(a);
  }

  @Total
  public static double tan(double a) {
    return Math.tan(a);
  }

  @Total
  public static double atan(double a) {
    return Math.atan(a);
  }

  @Total
  public static double sinh(double a) {
    return Math.sinh(a);
  }

  @Total
  public static double cosh(double a) {
    return Math.cosh(a);
  }

  @Total
  public static double tanh(double a) {
    return Math.tanh(a);
  }

  @Total
  public static double cbrt(double a) {
    return Math.cbrt(a);
  }

  @Total
  public static double ceil(double a) {
    return Math.ceil(a);
  }

  @Total
  public static double floor(double a) {
    return Math.floor(a);
  }
}
