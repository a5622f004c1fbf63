package dev.laminar.internal.expr.function;

import dev.laminar.data.Int128;
import dev.laminar.data.Slice;

/** Numbers to text and back, beyond casts. Stateless. */
public final class Numbers {

  private Numbers() {}

  public static void toHex(long value, Scratch scratch, Slice out) {
    scratch.put(Long.toHexString(value), out);
  }

  public static void toNumber(long address, int length, Int128 out) {
    StringBuilder digits = new StringBuilder();
    String text = Boxes.text(address, length);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != ',' && !Character.isWhitespace(c)) {
        digits.append(c);
      }
    }
    Casts.decimal(digits.toString(), 38, 10, out);
  }
}
