package dev.laminar.internal.expr.function;

import dev.laminar.data.Mem;

/** Characters of UTF-8 text by address. Invalid bytes count as one character each. Stateless. */
final class Utf8 {

  private Utf8() {}

  /** Whether a byte begins a character. */
  static boolean starts(byte b) {
    return (b & 0xC0) != 0x80;
  }

  static int count(long address, int length) {
    int count = 0;
    for (int i = 0; i < length; i++) {
      count += starts(Mem.getByte(address + i)) ? 1 : 0;
    }
    return count;
  }

  /** The offset of character {@code index}, at most {@code length}. */
  static int offset(long address, int length, long index) {
    if (index >= length) {
      return length;
    }
    long left = index;
    int at = 0;
    while (at < length && left > 0) {
      at = next(address, length, at);
      left--;
    }
    return at;
  }

  /** The offset after the character at {@code at}. */
  static int next(long address, int length, int at) {
    int end = at + 1;
    while (end < length && !starts(Mem.getByte(address + end))) {
      end++;
    }
    return end;
  }

  /** The offset of the character that ends at {@code at}. */
  static int previous(long address, int at) {
    int start = at - 1;
    while (start > 0 && !starts(Mem.getByte(address + start))) {
      start--;
    }
    return start;
  }

  static boolean isAscii(long address, int length) {
    int i = 0;
    for (; length - i >= 8; i += 8) {
      if ((Mem.getLong(address + i) & 0x8080808080808080L) != 0) {
        return false;
      }
    }
    for (; i < length; i++) {
      if (Mem.getByte(address + i) < 0) {
        return false;
      }
    }
    return true;
  }

  static int codePoint(long address, int length, int at) {
    int first = Mem.getByte(address + at) & 0xff;
    int end = next(address, length, at);
    int point =
        first < 0x80 ? first : first < 0xE0 ? first & 0x1f : first < 0xF0 ? first & 0xf : first & 7;
    for (int i = at + 1; i < end; i++) {
      point = point << 6 | (Mem.getByte(address + i) & 0x3f);
    }
    return point;
  }

  /** Where the second text first occurs in the first, from an offset on; −1 if nowhere. */
  static int find(long address, int length, long part, int partLength, int from) {
    if (partLength == 0) {
      return from;
    }
    byte first = Mem.getByte(part);
    long pattern = (first & 0xffL) * 0x0101010101010101L;
    int last = length - partLength;
    int i = from;
    for (; i + 8 <= length && i <= last; i += 8) {
      long different = Mem.getLong(address + i) ^ pattern;
      long hits = (different - 0x0101010101010101L) & ~different & 0x8080808080808080L;
      while (hits != 0) {
        int at = i + (Long.numberOfTrailingZeros(hits) >>> 3);
        if (at <= last && Mem.equal(address + at, part, partLength)) {
          return at;
        }
        hits &= hits - 1;
      }
    }
    for (; i <= last; i++) {
      if (Mem.getByte(address + i) == first && Mem.equal(address + i, part, partLength)) {
        return i;
      }
    }
    return -1;
  }
}
