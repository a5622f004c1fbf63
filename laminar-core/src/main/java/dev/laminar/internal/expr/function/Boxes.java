package dev.laminar.internal.expr.function;

import dev.laminar.data.Int128;
import dev.laminar.data.Mem;
import dev.laminar.data.Slice;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Values as objects in the form of {@code Column.get}, and back. Stateless. */
public final class Boxes {

  private Boxes() {}

  public static String text(long address, int length) {
    return new String(Mem.bytes(address, length), StandardCharsets.UTF_8);
  }

  public static byte[] bytes(long address, int length) {
    return Mem.bytes(address, length);
  }

  public static BigDecimal decimal(long high, long low, int scale) {
    if (high == low >> 63) {
      return BigDecimal.valueOf(low, scale);
    }
    return new BigDecimal(new Int128().set(high, low).toBigInteger(), scale);
  }

  /** A whole number, or the unscaled value of a decimal. */
  public static long whole(Object value) {
    return value instanceof BigDecimal decimal
        ? decimal.unscaledValue().longValue()
        : ((Number) value).longValue();
  }

  public static long high(Object value) {
    return ((BigDecimal) value).unscaledValue().shiftRight(64).longValue();
  }

  public static long low(Object value) {
    return ((BigDecimal) value).unscaledValue().longValue();
  }

  public static void put(Object value, Scratch scratch, Slice out) {
    if (value instanceof byte[] bytes) {
      scratch.put(bytes, out);
    } else {
      scratch.put((String) value, out);
    }
  }
}
