package dev.laminar.internal.checkpoint;

import java.nio.charset.StandardCharsets;

/**
 * Reads what {@link ByteOutput} has put together. What does not fit is a {@link
 * CorruptStateException} that names the place in the file. One thread.
 */
final class ByteInput {

  private final String file;
  private final long start;
  private final byte[] bytes;
  private int at;

  /**
   * @param start where in the file the bytes are
   */
  ByteInput(String file, long start, byte[] bytes) {
    this.file = file;
    this.start = start;
    this.bytes = bytes;
  }

  boolean atEnd() {
    return at == bytes.length;
  }

  CorruptStateException damaged(String what) {
    return CorruptStateException.damaged(file, start + at, what);
  }

  CorruptStateException newer(String what) {
    return CorruptStateException.newer(file, start + at, what);
  }

  int getByte() throws CorruptStateException {
    need(1);
    return bytes[at++] & 0xff;
  }

  private void need(int count) throws CorruptStateException {
    if (count < 0 || bytes.length - at < count) {
      throw damaged("the footer ends too early");
    }
  }

  int getInt() throws CorruptStateException {
    need(4);
    int value = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      value |= (bytes[at++] & 0xff) << shift;
    }
    return value;
  }

  long getVarint() throws CorruptStateException {
    long value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      int next = getByte();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw damaged("a number is too long");
  }

  /** A number from 0 to {@code largest}. */
  int getIndex(int largest) throws CorruptStateException {
    long value = getVarint();
    if (value > largest) {
      throw damaged("expected a number up to " + largest + ", got " + value);
    }
    return (int) value;
  }

  String getText() throws CorruptStateException {
    int length = getIndex(bytes.length - at);
    need(length);
    String text = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }
}
