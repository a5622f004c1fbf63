package dev.laminar.internal.expr.function;

import dev.laminar.data.Mem;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Something made of a text, kept until the text changes: once for all if it is a literal. One
 * thread.
 */
abstract class Memo<T> {

  private final @Nullable T fixed;
  private byte @Nullable [] text;
  private @Nullable T made;

  Memo(@Nullable String literal) {
    fixed = literal == null ? null : make(literal);
  }

  /** Must not depend on the subclass's fields: it is called before they are set. */
  abstract T make(String text);

  T get(long address, int length) {
    if (fixed != null) {
      return fixed;
    }
    if (made != null && text != null && text.length == length && same(text, address)) {
      return made;
    }
    byte[] bytes = Mem.bytes(address, length);
    T fresh = make(new String(bytes, StandardCharsets.UTF_8));
    text = bytes;
    made = fresh;
    return fresh;
  }

  private static boolean same(byte[] text, long address) {
    for (int i = 0; i < text.length; i++) {
      if (text[i] != Mem.getByte(address + i)) {
        return false;
      }
    }
    return true;
  }
}
