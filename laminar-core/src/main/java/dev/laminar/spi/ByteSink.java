package dev.laminar.spi;

import dev.laminar.data.Mem;
import java.util.Arrays;

/** A growing array of bytes, with the places of its records. One thread. */
public final class ByteSink {

  private byte[] bytes = new byte[8192];
  private int size;
  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private int nextStart;
  private int records;

  /** The bytes so far; only the first {@link #size} count; replaced when it grows. */
  public byte[] array() {
    return bytes;
  }

  public int size() {
    return size;
  }

  public void put(byte value) {
    ensure(1);
    bytes[size++] = value;
  }

  public void put(byte[] source) {
    ensure(source.length);
    System.arraycopy(source, 0, bytes, size, source.length);
    size += source.length;
  }

  /** Copies from off-heap memory. */
  public void put(long address, int length) {
    ensure(length);
    Mem.copy(address, bytes, size, length);
    size += length;
  }

  /** Room for {@code more} bytes after {@link #size}, to be written into {@link #array}. */
  public void ensure(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }

  /** Says that {@code more} bytes have been written into {@link #array} after {@link #size}. */
  public void advance(int more) {
    size += more;
  }

  /** Forgets what was put after {@code mark}, a former {@link #size}. */
  public void truncate(int mark) {
    size = mark;
  }

  /** Ends a record here. */
  public void endRecord() {
    if (records == ends.length) {
      starts = Arrays.copyOf(starts, records * 2);
      ends = Arrays.copyOf(ends, records * 2);
    }
    starts[records] = nextStart;
    ends[records++] = size;
    nextStart = size;
  }

  /** Ends a record here and puts a byte behind that files need and framed messages do not. */
  public void endRecord(byte terminator) {
    endRecord();
    put(terminator);
    nextStart = size;
  }

  public int records() {
    return records;
  }

  /** Where record {@code index} begins. */
  public int start(int index) {
    return starts[index];
  }

  /** Where record {@code index} ends, its terminator excluded. */
  public int end(int index) {
    return ends[index];
  }

  public void clear() {
    size = 0;
    records = 0;
    nextStart = 0;
  }
}
