package dev.laminar.data;

import java.math.BigInteger;

/** A reused 128-bit signed integer, two's complement: the unscaled value of a wide decimal. */
public final class Int128 {
  public long high;
  public long low;

  public Int128 set(long newHigh, long newLow) {
    high = newHigh;
    low = newLow;
    return this;
  }

  /** Takes a value of at most 127 bits; anything wider is the caller's overflow to report. */
  public Int128 set(BigInteger value) {
    return set(value.shiftRight(64).longValue(), value.longValue());
  }

  public BigInteger toBigInteger() {
    return BigInteger.valueOf(high).shiftLeft(64).or(new BigInteger(Long.toUnsignedString(low)));
  }

  @Override
  public String toString() {
    return toBigInteger().toString();
  }
}
