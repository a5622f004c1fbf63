package dev.laminar.format.text;

import dev.laminar.data.DataType;
import dev.laminar.data.Int128;
import dev.laminar.data.Mem;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/**
 * Reads a decimal number at an address and gives it in the form that a column needs, exactly.
 *
 * <p>{@link #parse} keeps up to 19 digits and a power of ten, from which almost every number is
 * made without an object; longer ones go through {@link BigDecimal}. What does not fit is reported,
 * never wrapped. Reused; one thread.
 */
public final class NumberParser {

  private static final int LONGEST_EXACT = 19;
  private static final long[] POWERS = powers();
  private static final double[] DOUBLE_POWERS = doublePowers();

  private long start;
  private long stop;
  private boolean negative;
  private long mantissa; // unsigned
  private int digits;
  private int exponent;

  private static long[] powers() {
    long[] powers = new long[19];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = powers[i - 1] * 10;
    }
    return powers;
  }

  private static double[] doublePowers() {
    double[] powers = new double[23];
    for (int i = 0; i < powers.length; i++) {
      powers[i] = Double.parseDouble("1e" + i);
    }
    return powers;
  }

  /**
   * Reads the number that begins at {@code from}: an optional minus, digits, a fraction, an
   * exponent, as JSON has it.
   *
   * @return the address after it, or −1 if there is none; {@code to} if it is cut off there
   */
  public long parse(long from, long to) {
    start = from;
    long at = from;
    negative = at < to && Mem.getByte(at) == '-';
    if (negative) {
      at++;
    }
    mantissa = 0;
    digits = 0;
    exponent = 0;
    long first = at;
    at = digits(at, to);
    if (at == first) {
      return at == to ? to : -1;
    }
    if (at - first > 1 && Mem.getByte(first) == '0') {
      return -1;
    }
    if (at < to && Mem.getByte(at) == '.') {
      long fraction = at + 1;
      at = digits(fraction, to);
      if (at == fraction) {
        return at == to ? to : -1;
      }
      exponent = (int) (fraction - at);
    }
    if (at < to && (Mem.getByte(at) | 0x20) == 'e') {
      at = exponent(at + 1, to);
    }
    stop = at;
    return at;
  }

  /** Reads a whole range as one number, where a plus and leading zeroes may stand too. */
  public boolean parseAll(long from, long to) {
    long at = from;
    if (at < to && Mem.getByte(at) == '+') {
      at++;
    }
    while (at + 1 < to && Mem.getByte(at) == '0' && isDigit(Mem.getByte(at + 1))) {
      at++;
    }
    return to > at && parse(at, to) == to && isDigit(Mem.getByte(to - 1));
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private long digits(long from, long to) {
    long at = from;
    long value = mantissa;
    int count = digits;
    while (at < to) {
      int digit = Mem.getByte(at) - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      value = value * 10 + digit;
      count += (count | value) == 0 ? 0 : 1;
      at++;
    }
    mantissa = value;
    digits = Math.max(count, digits);
    return at;
  }

  private long exponent(long from, long to) {
    long at = from;
    boolean minus = false;
    if (at < to && (Mem.getByte(at) == '+' || Mem.getByte(at) == '-')) {
      minus = Mem.getByte(at) == '-';
      at++;
    }
    long first = at;
    int value = 0;
    while (at < to && isDigit(Mem.getByte(at))) {
      value = Math.min(value * 10 + Mem.getByte(at) - '0', 100_000);
      at++;
    }
    exponent += minus ? -value : value;
    return at == first && at < to ? -1 : at;
  }

  /** Whether it is written without fraction and exponent and has at most 18 digits. */
  public boolean isPlain() {
    return exponent == 0 && digits <= 18;
  }

  /** The value of a number that {@link #isPlain}. */
  public long plain() {
    return negative ? -mantissa : mantissa;
  }

  /** Whether it is a whole number within the type; {@link #whole} then has it. */
  public boolean fits(DataType.Int type) {
    if (isPlain()) {
      return fits(plain(), type);
    }
    if (exponent < -400 || exponent > 400) {
      return mantissa == 0 && digits <= LONGEST_EXACT && fits(0, type);
    }
    BigDecimal value = exact().stripTrailingZeros();
    if (value.scale() > 0 || value.precision() - value.scale() > 20) {
      return false;
    }
    BigInteger integer = value.toBigInteger();
    boolean fits =
        type.signed()
            ? integer.bitLength() < type.bits()
            : integer.signum() >= 0 && integer.bitLength() <= type.bits();
    mantissa = integer.longValue();
    negative = false;
    exponent = 0;
    return fits;
  }

  private static boolean fits(long value, DataType.Int type) {
    if (!type.signed()) {
      return value >= 0 && (type.bits() == 64 || value >>> type.bits() == 0);
    }
    int unused = 64 - type.bits();
    return value << unused >> unused == value;
  }

  /** The whole number that {@link #fits}. */
  public long whole() {
    return plain();
  }

  /** The nearest double. */
  public double toDouble() {
    if (digits <= LONGEST_EXACT && mantissa >>> 53 == 0 && exponent >= -22 && exponent <= 22) {
      double value =
          exponent < 0
              ? mantissa / DOUBLE_POWERS[-exponent]
              : (double) mantissa * DOUBLE_POWERS[exponent];
      return negative ? -value : value;
    }
    return Double.parseDouble(text());
  }

  /** The nearest float, as a double. */
  public double toFloat() {
    double value = toDouble();
    boolean halfway = (Double.doubleToRawLongBits(value) & 0x1fffffffL) == 0x10000000L;
    return halfway ? Float.parseFloat(text()) : (float) value;
  }

  /**
   * The unscaled value of a decimal, rounded half away from zero if it has too many fractional
   * digits.
   *
   * @return whether it fits
   */
  public boolean toDecimal(DataType.Decimal type, Int128 out) {
    int shift = exponent + type.scale();
    if (shift >= 0 && digits <= 18 && digits + shift <= 18) {
      long value = plain() * POWERS[shift];
      out.set(value >> 63, value);
      return mantissa == 0 || digits + shift <= type.precision();
    }
    if (exponent > 100) {
      out.set(0, 0);
      return mantissa == 0 && digits <= LONGEST_EXACT;
    }
    BigDecimal rounded =
        exponent < -100_000
            ? BigDecimal.ZERO
            : exact().setScale(type.scale(), RoundingMode.HALF_UP);
    out.set(rounded.unscaledValue());
    return rounded.signum() == 0 || rounded.precision() <= type.precision();
  }

  /** The value times 10^{@code shift}, rounded down, or {@link Long#MIN_VALUE} if out of range. */
  public long scaled(int shift) {
    int power = exponent + shift;
    if (power >= 0 && digits <= 18 && digits + power <= 18) {
      return plain() * POWERS[power];
    }
    if (exponent > 100 || exponent < -1000) {
      return mantissa == 0 || exponent < 0 ? 0 : Long.MIN_VALUE;
    }
    BigDecimal value = exact().scaleByPowerOfTen(shift).setScale(0, RoundingMode.FLOOR);
    return value.unscaledValue().bitLength() < 64 ? value.longValue() : Long.MIN_VALUE;
  }

  /** The billionths that {@link #scaled} leaves out, if that is in range. */
  int nanosOfSecond(int shift) {
    if (exponent < -1000) {
      return 0;
    }
    BigDecimal nanos = exact().scaleByPowerOfTen(shift + 9).setScale(0, RoundingMode.FLOOR);
    return nanos.toBigInteger().mod(BigInteger.valueOf(1_000_000_000)).intValue();
  }

  private BigDecimal exact() {
    if (digits <= 18) {
      return BigDecimal.valueOf(plain(), -exponent);
    }
    return new BigDecimal(text());
  }

  private String text() {
    return new String(Mem.bytes(start, (int) (stop - start)), StandardCharsets.ISO_8859_1);
  }
}
