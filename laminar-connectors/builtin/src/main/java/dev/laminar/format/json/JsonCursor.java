package dev.laminar.format.json;

import dev.laminar.data.Mem;
import dev.laminar.format.text.NumberParser;
import dev.laminar.format.text.Utf8;
import dev.laminar.format.text.Words;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A place in JSON text in off-heap memory, and the steps over its tokens.
 *
 * <p>Strings are scanned eight bytes at a time. Where the bytes end inside a token or value, {@link
 * JsonError#UNFINISHED} is thrown, or an error if nothing follows. Line ends are counted on the
 * way. Reused; one thread.
 */
final class JsonCursor {

  private static final int SHOWN = 40;

  /** Where the next token begins. */
  long at;

  /** Where the bytes end. */
  long end;

  /** Line ends so far, and where the last one's line begins (maybe in bytes of long ago). */
  long line = 1;

  long lineStart;

  /** The string scanned last: the address after its opening quote, and its closing quote's. */
  long textStart;

  long textEnd;

  /** Whether that string has escapes. */
  boolean escaped;

  /** The number scanned last. */
  final NumberParser number = new NumberParser();

  /** Whether strings are only scanned for their end, to get over a record that is bad anyway. */
  private boolean lenient;

  private boolean last;
  private byte[] unescaped = new byte[64];

  void set(long from, long to, boolean nothingFollows) {
    at = from;
    end = to;
    last = nothingFollows;
  }

  JsonError malformed(String expected) {
    return new JsonError("expected " + expected + ", got " + shown(at), at, true);
  }

  /** Where the bytes end though more is needed. */
  JsonError unfinished() {
    return last
        ? new JsonError("the data ends inside a record; it is cut off here", end, true)
        : JsonError.UNFINISHED;
  }

  private String shown(long address) {
    if (address >= end) {
      return "the end of the data";
    }
    byte b = Mem.getByte(address);
    if (b >= ' ' && b < 0x7f) {
      return "'" + (char) b + "'";
    }
    return b == '\n' ? "the end of the line" : String.format("byte 0x%02x", b & 0xff);
  }

  /** The next byte that is no space; stays before it. */
  int peek() {
    while (at < end) {
      byte b = Mem.getByte(at);
      if (b > ' ' || b < 0) {
        return b;
      }
      space(b);
      at++;
    }
    throw unfinished();
  }

  private void space(byte b) {
    if (b == '\n') {
      line++;
      lineStart = at + 1;
    } else if (b != ' ' && b != '\t' && b != '\r') {
      throw malformed("a value");
    }
  }

  /** Steps over spaces; whether anything is left. */
  boolean skipSpace() {
    while (at < end) {
      byte b = Mem.getByte(at);
      if (b > ' ' || b < 0) {
        return true;
      }
      space(b);
      at++;
    }
    return false;
  }

  void literal(String word) {
    int length = word.length();
    for (int i = 0; i < length; i++) {
      if (at + i >= end) {
        throw unfinished();
      }
      if (Mem.getByte(at + i) != word.charAt(i)) {
        throw malformed("a value");
      }
    }
    at += length;
  }

  /** Scans a number into {@link #number}. */
  void number() {
    long after = number.parse(at, end);
    if (after < 0) {
      throw malformed("a number");
    }
    if (after == end && !last) {
      throw JsonError.UNFINISHED;
    }
    at = after;
  }

  /** Scans a string, whose opening quote is next, and checks that it is UTF-8. */
  void string() {
    textStart = at + 1;
    long p = textStart;
    long high = 0;
    escaped = false;
    while (true) {
      if (end - p < 8) {
        p = stringTail(p);
        high = Words.HIGH_BITS;
        break;
      }
      long word = Mem.getLong(p);
      long hits = Words.jsonSpecials(word);
      high |= word;
      if (hits != 0) {
        p += Words.first(hits);
        byte b = Mem.getByte(p);
        if (b == '"') {
          break;
        }
        p = notPlain(p, b);
      } else {
        p += 8;
      }
    }
    textEnd = p;
    at = p + 1;
    if ((high & Words.HIGH_BITS) != 0 && !lenient && !Utf8.isValid(textStart, textEnd)) {
      long bad = Utf8.firstInvalid(textStart, textEnd);
      throw new JsonError(
          String.format("expected UTF-8 text, got byte 0x%02x", Mem.getByte(bad) & 0xff),
          bad,
          false);
    }
  }

  /** A byte of a string that is neither its end nor plain: goes on after an escape. */
  private long notPlain(long p, byte b) {
    if (b != '\\') {
      at = p;
      throw malformed("'\"' at the end of a string, on the same line");
    }
    if (p + 1 >= end) {
      throw unfinished();
    }
    escaped = true;
    return p + 2;
  }

  private long stringTail(long from) {
    long p = from;
    while (p < end) {
      byte b = Mem.getByte(p);
      if (b == '"') {
        return p;
      }
      p = b == '\\' || (b >= 0 && b < ' ') ? notPlain(p, b) : p + 1;
    }
    throw unfinished();
  }

  /** Steps over a value of any kind without looking into it more than needed. */
  void skipValue() {
    int first = peek();
    switch (first) {
      case '"' -> string();
      case '{', '[' -> skipNested();
      case 't' -> literal("true");
      case 'f' -> literal("false");
      case 'n' -> literal("null");
      default -> {
        if (first != '-' && (first < '0' || first > '9')) {
          throw malformed("a value");
        }
        number();
      }
    }
  }

  private void skipNested() {
    int depth = 0;
    do {
      if (at >= end) {
        throw unfinished();
      }
      byte b = Mem.getByte(at);
      switch (b) {
        case '"' -> {
          string();
          continue;
        }
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        case '\n' -> space(b);
        default -> {}
      }
      at++;
    } while (depth > 0);
  }

  /** Steps over a value in which something is wrong, as far as its brackets and quotes go. */
  void skipBadValue() {
    lenient = true;
    try {
      skipValue();
    } finally {
      lenient = false;
    }
  }

  /** The bytes of the escaped string scanned last; the first {@link #unescapedLength} count. */
  byte[] unescape() {
    int raw = (int) (textEnd - textStart);
    if (unescaped.length < raw) {
      unescaped = new byte[Math.max(raw, unescaped.length * 2)];
    }
    int length = 0;
    long p = textStart;
    while (p < textEnd) {
      byte b = Mem.getByte(p++);
      if (b != '\\') {
        unescaped[length++] = b;
        continue;
      }
      byte escape = Mem.getByte(p++);
      if (escape == 'u') {
        int code = codePoint(p);
        p += code >= 0x10000 ? 10 : 4;
        length = Utf8.put(code, unescaped, length);
      } else {
        unescaped[length++] = plain(escape, p - 2);
      }
    }
    unescapedLength = length;
    return unescaped;
  }

  int unescapedLength;

  private byte plain(byte escape, long address) {
    return switch (escape) {
      case '"', '\\', '/' -> escape;
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      default ->
          throw new JsonError(
              "expected an escape such as \\n or \\u00e9, got '\\" + (char) (escape & 0xff) + "'",
              address,
              false);
    };
  }

  private int codePoint(long address) {
    int first = hex(address);
    if (!Character.isSurrogate((char) first)) {
      return first;
    }
    boolean paired =
        Character.isHighSurrogate((char) first)
            && textEnd - address >= 10
            && Mem.getByte(address + 4) == '\\'
            && Mem.getByte(address + 5) == 'u';
    int second = paired ? hex(address + 6) : 0;
    if (!Character.isLowSurrogate((char) second)) {
      throw new JsonError(
          String.format("expected a pair of surrogates, got \\u%04x alone", first),
          address - 2,
          false);
    }
    return Character.toCodePoint((char) first, (char) second);
  }

  private int hex(long address) {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = address + i < textEnd ? Character.digit(Mem.getByte(address + i), 16) : -1;
      if (digit < 0) {
        throw new JsonError("expected four hexadecimal digits after \\u", address, false);
      }
      value = value << 4 | digit;
    }
    return value;
  }

  /** Whether the string scanned last is this word, which has no need of escapes. */
  boolean isWord(String word) {
    if (textEnd - textStart != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (Mem.getByte(textStart + i) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The string scanned last. */
  String text() {
    if (escaped) {
      byte[] bytes = unescape();
      return new String(bytes, 0, unescapedLength, StandardCharsets.UTF_8);
    }
    return new String(Mem.bytes(textStart, (int) (textEnd - textStart)), StandardCharsets.UTF_8);
  }

  /** Says that the value at {@code start}, over which the cursor has not yet stepped, is wrong. */
  JsonError misfit(String field, String expected, long start) {
    at = start;
    skipBadValue();
    int length = (int) Math.min(at - start, SHOWN);
    String got = new String(Mem.bytes(start, length), StandardCharsets.UTF_8);
    String rest = at - start > SHOWN ? "…" : "";
    return new JsonError(
        "field '" + field + "': expected " + expected + ", got " + got + rest, start, false);
  }

  /** Steps over the rest of the line; whether its end is among the bytes. */
  boolean skipLine() {
    while (at < end) {
      if (Mem.getByte(at++) == '\n') {
        line++;
        lineStart = at;
        return true;
      }
    }
    return false;
  }

  /** A copy of the bytes from {@code start} to here. */
  byte[] since(long start) {
    return Mem.bytes(start, (int) (at - start));
  }

  @Override
  public String toString() {
    return Arrays.toString(Mem.bytes(at, (int) Math.min(end - at, SHOWN)));
  }
}
