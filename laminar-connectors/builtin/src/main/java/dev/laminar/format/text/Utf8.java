package dev.laminar.format.text;

import dev.laminar.data.Mem;

/** Checks and writes UTF-8. Stateless; any thread. */
public final class Utf8 {

  private static final long HIGH_BITS = 0x8080808080808080L;

  private Utf8() {}

  public static boolean isValid(long from, long to) {
    return firstInvalid(from, to) < 0;
  }

  /** Where the first byte is that begins no well-formed character, or −1. */
  public static long firstInvalid(long from, long to) {
    long at = from;
    while (at < to) {
      while (to - at >= 8 && (Mem.getLong(at) & HIGH_BITS) == 0) {
        at += 8;
      }
      if (at == to) {
        return -1;
      }
      int length = characterLength(at, to);
      if (length == 0) {
        return at;
      }
      at += length;
    }
    return -1;
  }

  /** The bytes of the character at {@code at}, or 0 if it is not well-formed (Unicode 3.9 D92). */
  private static int characterLength(long at, long to) {
    int first = Mem.getByte(at) & 0xff;
    if (first < 0x80) {
      return 1;
    }
    int length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (first < 0xc2 || first > 0xf4 || to - at < length) {
      return 0;
    }
    int second = Mem.getByte(at + 1) & 0xff;
    int lowest = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    int highest = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    if (second < lowest || second > highest) {
      return 0;
    }
    for (int i = 2; i < length; i++) {
      if ((Mem.getByte(at + i) & 0xc0) != 0x80) {
        return 0;
      }
    }
    return length;
  }

  /** Writes a code point; returns where the next one goes. */
  public static int put(int code, byte[] out, int at) {
    if (code < 0x80) {
      out[at] = (byte) code;
      return at + 1;
    }
    if (code < 0x800) {
      out[at] = (byte) (0xc0 | (code >>> 6));
      out[at + 1] = (byte) (0x80 | (code & 0x3f));
      return at + 2;
    }
    if (code < 0x10000) {
      out[at] = (byte) (0xe0 | (code >>> 12));
      out[at + 1] = (byte) (0x80 | ((code >>> 6) & 0x3f));
      out[at + 2] = (byte) (0x80 | (code & 0x3f));
      return at + 3;
    }
    out[at] = (byte) (0xf0 | (code >>> 18));
    out[at + 1] = (byte) (0x80 | ((code >>> 12) & 0x3f));
    out[at + 2] = (byte) (0x80 | ((code >>> 6) & 0x3f));
    out[at + 3] = (byte) (0x80 | (code & 0x3f));
    return at + 4;
  }
}
