package dev.laminar.internal.expr.function;

import dev.laminar.data.Int128;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Exact numbers as unscaled 128-bit integers in two halves. What fits in 64 bits is computed there;
 * the rest goes through BigInteger. A result beyond its type's digits fails the row. Stateless.
 */
public final class Decimals {

  static final long[] POWERS = new long[19];
  private static final long[] HIGH = new long[39];
  private static final long[] LOW = new long[39];

  static {
    BigInteger power = BigInteger.ONE;
    for (int i = 0; i <= 38; i++) {
      if (i < POWERS.length) {
        POWERS[i] = power.longValue();
      }
      HIGH[i] = power.shiftRight(64).longValue();
      LOW[i] = power.longValue();
      power = power.multiply(BigInteger.TEN);
    }
  }

  private Decimals() {}

  private static RowError tooLarge(int precision) {
    return new RowError("number out of range: it has more than " + precision + " digits");
  }

  private static boolean isLong(long high, long low) {
    return high == low >> 63;
  }

  private static BigInteger big(long high, long low) {
    return BigInteger.valueOf(high).shiftLeft(64).or(new BigInteger(Long.toUnsignedString(low)));
  }

  private static BigDecimal big(long high, long low, int scale) {
    return isLong(high, low)
        ? BigDecimal.valueOf(low, scale)
        : new BigDecimal(big(high, low), scale);
  }

  /** Takes the result if it has no more than {@code precision} digits. */
  private static void set(BigInteger value, int precision, Int128 out) {
    if (value.bitLength() > 127) {
      throw tooLarge(precision);
    }
    out.set(value);
    check(precision, out);
  }

  private static void check(int precision, Int128 out) {
    long high = out.high;
    long low = out.low;
    if (high < 0) {
      low = -low;
      high = ~high + (low == 0 ? 1 : 0);
    }
    if (!less(high, low, HIGH[precision], LOW[precision])) {
      throw tooLarge(precision);
    }
  }

  private static void set(long value, int precision, Int128 out) {
    out.set(value >> 63, value);
    if (precision <= 18 && (value >= POWERS[precision] || value <= -POWERS[precision])) {
      throw tooLarge(precision);
    }
  }

  @Total
  public static boolean less(long ah, long al, long bh, long bl) {
    return ah < bh || (ah == bh && Long.compareUnsigned(al, bl) < 0);
  }

  public static int compare(long ah, long al, int as, long bh, long bl, int bs) {
    if (as == bs) {
      return ah != bh ? Long.compare(ah, bh) : Long.compareUnsigned(al, bl);
    }
    return big(ah, al, as).compareTo(big(bh, bl, bs));
  }

  public static void same(long high, long low, Int128 out) {
    out.set(high, low);
  }

  public static void add(long ah, long al, long bh, long bl, int precision, Int128 out) {
    long low = al + bl;
    long carry = Long.compareUnsigned(low, al) < 0 ? 1 : 0;
    out.set(ah + bh + carry, low);
    check(precision, out);
  }

  public static void subtract(long ah, long al, long bh, long bl, int precision, Int128 out) {
    long borrow = Long.compareUnsigned(al, bl) < 0 ? 1 : 0;
    out.set(ah - bh - borrow, al - bl);
    check(precision, out);
  }

  public static void negate(long high, long low, Int128 out) {
    out.set(~high + (low == 0 ? 1 : 0), -low);
  }

  public static void abs(long high, long low, Int128 out) {
    if (high < 0) {
      negate(high, low, out);
    } else {
      out.set(high, low);
    }
  }

  public static long sign(long high, long low) {
    return high < 0 ? -1 : (high | low) == 0 ? 0 : 1;
  }

  public static void multiply(
      long ah, long al, int as, long bh, long bl, int bs, int precision, int scale, Int128 out) {
    if (isLong(ah, al) && isLong(bh, bl) && as + bs == scale) {
      out.set(Math.multiplyHigh(al, bl), al * bl);
      check(precision, out);
      return;
    }
    BigDecimal product = big(ah, al, as).multiply(big(bh, bl, bs));
    set(product.setScale(scale, RoundingMode.HALF_UP).unscaledValue(), precision, out);
  }

  public static void divide(
      long ah, long al, int as, long bh, long bl, int bs, int precision, int scale, Int128 out) {
    if ((bh | bl) == 0) {
      throw Ints.byZero();
    }
    int up = scale + bs - as;
    if (isLong(ah, al) && isLong(bh, bl) && up >= 0 && up <= 18 && bl != -1) {
      long dividend = al * POWERS[up];
      if (Math.multiplyHigh(al, POWERS[up]) == dividend >> 63 && bl != Long.MIN_VALUE) {
        set(divideHalfUp(dividend, bl), precision, out);
        return;
      }
    }
    BigDecimal quotient = big(ah, al, as).divide(big(bh, bl, bs), scale, RoundingMode.HALF_UP);
    set(quotient.unscaledValue(), precision, out);
  }

  private static long divideHalfUp(long a, long b) {
    long quotient = a / b;
    long rest = Math.abs(a % b);
    if (rest >= Math.abs(b) - rest) {
      quotient += (a < 0) == (b < 0) ? 1 : -1;
    }
    return quotient;
  }

  public static void modulo(long ah, long al, long bh, long bl, Int128 out) {
    if ((bh | bl) == 0) {
      throw Ints.byZero();
    }
    if (isLong(ah, al) && isLong(bh, bl)) {
      long rest = bl == -1 ? 0 : al % bl;
      out.set(rest >> 63, rest);
    } else {
      out.set(big(ah, al).remainder(big(bh, bl)));
    }
  }

  /** The same number with another scale, rounded half away from zero. */
  public static void rescale(long high, long low, int from, int to, int precision, Int128 out) {
    int up = to - from;
    if (isLong(high, low) && up >= 0 && up <= 18) {
      out.set(Math.multiplyHigh(low, POWERS[up]), low * POWERS[up]);
      check(precision, out);
    } else if (isLong(high, low) && up < 0 && up >= -18) {
      set(divideHalfUp(low, POWERS[-up]), precision, out);
      check(precision, out);
    } else {
      BigDecimal scaled = big(high, low, from).setScale(to, RoundingMode.HALF_UP);
      set(scaled.unscaledValue(), precision, out);
    }
  }

  public static void ceil(long high, long low, int scale, Int128 out) {
    out.set(big(high, low, scale).setScale(0, RoundingMode.CEILING).unscaledValue());
  }

  public static void floor(long high, long low, int scale, Int128 out) {
    out.set(big(high, low, scale).setScale(0, RoundingMode.FLOOR).unscaledValue());
  }

  public static void round(
      long high, long low, int scale, long places, int newScale, int precision, Int128 out) {
    BigDecimal rounded = atPlaces(big(high, low, scale), places, RoundingMode.HALF_UP);
    set(rounded.setScale(newScale, RoundingMode.HALF_UP).unscaledValue(), precision, out);
  }

  public static void trunc(long high, long low, int scale, long places, int newScale, Int128 out) {
    BigDecimal cut = atPlaces(big(high, low, scale), places, RoundingMode.DOWN);
    out.set(cut.setScale(newScale, RoundingMode.DOWN).unscaledValue());
  }

  private static BigDecimal atPlaces(BigDecimal value, long places, RoundingMode mode) {
    return places >= value.scale() ? value : value.setScale((int) Math.max(places, -40), mode);
  }

  public static long toLong(long high, long low, int scale, long min, long max) {
    BigInteger whole = big(high, low, scale).setScale(0, RoundingMode.HALF_UP).unscaledValue();
    boolean unsigned64 = min == 0 && max == -1;
    int bits = unsigned64 ? 64 : 63;
    long value = whole.longValue();
    boolean fits =
        whole.bitLength() <= bits
            && (unsigned64 ? whole.signum() >= 0 : value >= min && value <= max);
    if (!fits) {
      throw Ints.overflow("the type", whole.toString());
    }
    return value;
  }

  @Total
  public static double toDouble(long high, long low, int scale) {
    if (isLong(high, low) && Math.abs(low) < 1L << 53 && scale <= 18) {
      return (double) low / POWERS[scale];
    }
    return big(high, low, scale).doubleValue();
  }
}
