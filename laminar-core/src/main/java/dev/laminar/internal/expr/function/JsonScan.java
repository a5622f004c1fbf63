package dev.laminar.internal.expr.function;

import dev.laminar.data.Mem;
import dev.laminar.data.Slice;

/** Walks over JSON text by address without building anything. Stateless. */
final class JsonScan {

  private JsonScan() {}

  static RowError malformed(long from, long at) {
    return new RowError("malformed JSON at byte " + (at - from + 1));
  }

  static long blanks(long at, long end) {
    long next = at;
    while (next < end && isBlank(Mem.getByte(next))) {
      next++;
    }
    return next;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  static byte peek(long at, long end, long from) {
    if (at >= end) {
      throw malformed(from, at);
    }
    return Mem.getByte(at);
  }

  /** The address after the string that begins at {@code at} with a quotation mark. */
  static long string(long at, long end, long from) {
    long next = at + 1;
    while (next < end) {
      byte b = Mem.getByte(next);
      if (b == '"') {
        return next + 1;
      }
      if (b >= 0 && b < 0x20) {
        throw malformed(from, next);
      }
      next += b == '\\' ? 2 : 1;
    }
    throw malformed(from, end);
  }

  /** The address after the value that begins at {@code at}; nested values are not checked fully. */
  static long value(long at, long end, long from) {
    byte b = peek(at, end, from);
    return switch (b) {
      case '"' -> string(at, end, from);
      case '{', '[' -> nested(at, end, from);
      default -> scalar(at, end, from);
    };
  }

  private static long nested(long at, long end, long from) {
    int depth = 0;
    long next = at;
    while (next < end) {
      byte b = Mem.getByte(next);
      if (b == '"') {
        next = string(next, end, from);
        continue;
      }
      if (b == '{' || b == '[') {
        depth++;
      } else if (b == '}' || b == ']') {
        depth--;
        if (depth == 0) {
          return next + 1;
        }
      }
      next++;
    }
    throw malformed(from, end);
  }

  private static long scalar(long at, long end, long from) {
    long next = at;
    while (next < end) {
      byte b = Mem.getByte(next);
      if (b == ',' || b == '}' || b == ']' || b == ':' || isBlank(b)) {
        break;
      }
      next++;
    }
    if (next == at || !isScalar(at, next)) {
      throw malformed(from, at);
    }
    return next;
  }

  private static boolean isScalar(long at, long end) {
    return switch (Mem.getByte(at)) {
      case 't' -> is(at, end, "true");
      case 'f' -> is(at, end, "false");
      case 'n' -> is(at, end, "null");
      default -> isNumber(at, end);
    };
  }

  static boolean is(long at, long end, String word) {
    if (end - at != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (Mem.getByte(at + i) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNumber(long from, long end) {
    long at = from;
    at += at < end && Mem.getByte(at) == '-' ? 1 : 0;
    long digits = digits(at, end);
    boolean leadingZero = digits - at > 1 && Mem.getByte(at) == '0';
    if (digits == at || leadingZero) {
      return false;
    }
    at = digits;
    if (at < end && Mem.getByte(at) == '.') {
      digits = digits(at + 1, end);
      if (digits == at + 1) {
        return false;
      }
      at = digits;
    }
    if (at < end && (Mem.getByte(at) | 0x20) == 'e') {
      at++;
      at += at < end && (Mem.getByte(at) == '-' || Mem.getByte(at) == '+') ? 1 : 0;
      digits = digits(at, end);
      if (digits == at) {
        return false;
      }
      at = digits;
    }
    return at == end;
  }

  private static long digits(long from, long end) {
    long at = from;
    while (at < end && Mem.getByte(at) >= '0' && Mem.getByte(at) <= '9') {
      at++;
    }
    return at;
  }

  /** Checks one whole value, nested ones included; returns the address after it. */
  static long check(long at, long end, long from, int depth) {
    if (depth > 1000) {
      throw new RowError("JSON is nested more than 1000 deep");
    }
    byte b = peek(at, end, from);
    if (b == '{' || b == '[') {
      return checkNested(at, end, from, depth, b == '{');
    }
    long next = value(at, end, from);
    if (b == '"') {
      checkEscapes(at + 1, next - 1, from);
    }
    return next;
  }

  private static long checkNested(long start, long end, long from, int depth, boolean isObject) {
    byte close = (byte) (isObject ? '}' : ']');
    long at = blanks(start + 1, end);
    if (peek(at, end, from) == close) {
      return at + 1;
    }
    while (true) {
      if (isObject) {
        if (peek(at, end, from) != '"') {
          throw malformed(from, at);
        }
        at = blanks(check(at, end, from, depth + 1), end);
        if (peek(at, end, from) != ':') {
          throw malformed(from, at);
        }
        at = blanks(at + 1, end);
      }
      at = blanks(check(at, end, from, depth + 1), end);
      byte b = peek(at, end, from);
      if (b == close) {
        return at + 1;
      }
      if (b != ',') {
        throw malformed(from, at);
      }
      at = blanks(at + 1, end);
    }
  }

  private static void checkEscapes(long start, long end, long from) {
    long at = start;
    while (at < end) {
      if (Mem.getByte(at) != '\\') {
        at++;
        continue;
      }
      at++;
      byte b = Mem.getByte(at);
      if (b == 'u') {
        for (int i = 1; i <= 4; i++) {
          if (at + i >= end || Character.digit(Mem.getByte(at + i), 16) < 0) {
            throw malformed(from, at);
          }
        }
      } else if ("\"\\/bfnrt".indexOf(b) < 0) {
        throw malformed(from, at);
      }
      at++;
    }
  }

  /** The text of a string between quotation marks: as it lies there unless it has escapes. */
  static void unquote(long at, long end, Scratch scratch, Slice out) {
    long escape = at;
    while (escape < end && Mem.getByte(escape) != '\\') {
      escape++;
    }
    if (escape == end) {
      out.set(at, (int) (end - at));
      return;
    }
    scratch.put(unescaped(Boxes.text(at, (int) (end - at))), out);
  }

  static String unescaped(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c != '\\' || i + 1 >= text.length()) {
        plain.append(c);
        i++;
        continue;
      }
      i++;
      switch (text.charAt(i)) {
        case 'b' -> plain.append('\b');
        case 'f' -> plain.append('\f');
        case 'n' -> plain.append('\n');
        case 'r' -> plain.append('\r');
        case 't' -> plain.append('\t');
        case 'u' -> {
          if (i + 4 >= text.length()) {
            throw new RowError("malformed JSON: a broken \\u");
          }
          plain.append((char) Integer.parseInt(text, i + 1, i + 5, 16));
          i += 4;
        }
        default -> plain.append(text.charAt(i));
      }
      i++;
    }
    return plain.toString();
  }
}
