package dev.laminar.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Reads and writes of off-heap memory by address.
 *
 * <p>One constant segment spans the address space, so the compiler folds its bounds and a read is
 * one machine instruction. There is no check: an address must come from a live buffer. Little
 * endian, as Arrow's format demands. Stateless; any thread.
 */
public final class Mem {

  @SuppressWarnings("restricted") // this class is where memory is reached by address
  private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfDouble DOUBLE =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private Mem() {}

  public static byte getByte(long address) {
    return ALL.get(ValueLayout.JAVA_BYTE, address);
  }

  public static short getShort(long address) {
    return ALL.get(SHORT, address);
  }

  public static int getInt(long address) {
    return ALL.get(INT, address);
  }

  public static long getLong(long address) {
    return ALL.get(LONG, address);
  }

  public static float getFloat(long address) {
    return ALL.get(FLOAT, address);
  }

  public static double getDouble(long address) {
    return ALL.get(DOUBLE, address);
  }

  public static void putByte(long address, byte value) {
    ALL.set(ValueLayout.JAVA_BYTE, address, value);
  }

  public static void putShort(long address, short value) {
    ALL.set(SHORT, address, value);
  }

  public static void putInt(long address, int value) {
    ALL.set(INT, address, value);
  }

  public static void putLong(long address, long value) {
    ALL.set(LONG, address, value);
  }

  public static void putFloat(long address, float value) {
    ALL.set(FLOAT, address, value);
  }

  public static void putDouble(long address, double value) {
    ALL.set(DOUBLE, address, value);
  }

  /** Bit {@code index} of the bitmap at {@code address}, least significant first as in Arrow. */
  public static boolean getBit(long address, int index) {
    return ((getByte(address + (index >>> 3)) >>> (index & 7)) & 1) != 0;
  }

  public static void setBit(long address, int index) {
    long at = address + (index >>> 3);
    putByte(at, (byte) (getByte(at) | (1 << (index & 7))));
  }

  public static void clearBit(long address, int index) {
    long at = address + (index >>> 3);
    putByte(at, (byte) (getByte(at) & ~(1 << (index & 7))));
  }

  /** The two places must not overlap. */
  public static void copy(long from, long to, long bytes) {
    if (bytes <= 96) {
      copyShort(from, to, (int) bytes);
    } else {
      MemorySegment.copy(ALL, from, ALL, to, bytes);
    }
  }

  /** Words from the start, then the last word or half of one, which may overlap them. */
  private static void copyShort(long from, long to, int bytes) {
    if (bytes >= 8) {
      long last = getLong(from + bytes - 8);
      for (int done = 0; bytes - done > 8; done += 8) {
        putLong(to + done, getLong(from + done));
      }
      putLong(to + bytes - 8, last);
    } else if (bytes >= 4) {
      int first = getInt(from);
      int last = getInt(from + bytes - 4);
      putInt(to, first);
      putInt(to + bytes - 4, last);
    } else {
      for (int i = 0; i < bytes; i++) {
        putByte(to + i, getByte(from + i));
      }
    }
  }

  public static void copy(byte[] from, int offset, long to, int bytes) {
    MemorySegment.copy(from, offset, ALL, ValueLayout.JAVA_BYTE, to, bytes);
  }

  public static void copy(long from, byte[] to, int offset, int bytes) {
    MemorySegment.copy(ALL, ValueLayout.JAVA_BYTE, from, to, offset, bytes);
  }

  public static void fill(long address, long bytes, byte value) {
    ALL.asSlice(address, bytes).fill(value);
  }

  /** The {@code length} bytes at {@code address}, as a new array. */
  public static byte[] bytes(long address, int length) {
    byte[] copy = new byte[length];
    copy(address, copy, 0, length);
    return copy;
  }

  public static boolean equal(long a, long b, int length) {
    int i = 0;
    while (length - i >= 8) {
      if (getLong(a + i) != getLong(b + i)) {
        return false;
      }
      i += 8;
    }
    while (i < length) {
      if (getByte(a + i) != getByte(b + i)) {
        return false;
      }
      i++;
    }
    return true;
  }

  /** Order by unsigned bytes, which for UTF-8 is the order of code points. */
  public static int compare(long a, int aLength, long b, int bLength) {
    int common = Math.min(aLength, bLength);
    int i = 0;
    while (common - i >= 8) {
      long x = getLong(a + i);
      long y = getLong(b + i);
      if (x != y) {
        return Long.compareUnsigned(Long.reverseBytes(x), Long.reverseBytes(y));
      }
      i += 8;
    }
    while (i < common) {
      int difference = (getByte(a + i) & 0xff) - (getByte(b + i) & 0xff);
      if (difference != 0) {
        return difference;
      }
      i++;
    }
    return Integer.compare(aLength, bLength);
  }
}
