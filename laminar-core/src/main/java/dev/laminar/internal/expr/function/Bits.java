package dev.laminar.internal.expr.function;

/** Bits of whole numbers. Stateless. */
public final class Bits {

  private Bits() {}

  @Total
  public static long and(long a, long b) {
    return a & b;
  }

  @Total
  public static long or(long a, long b) {
    return a | b;
  }

  @Total
  public static long xor(long a, long b) {
    return a ^ b;
  }

  @Total
  public static long count(long a) {
    return Long.bitCount(a);
  }
}
