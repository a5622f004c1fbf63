package dev.laminar.data;

import java.nio.charset.StandardCharsets;

/**
 * A reused view of bytes in off-heap memory: how generated code holds a text or binary value.
 *
 * <p>It owns nothing; what it points at must outlive its use. Mutable; one thread.
 */
public final class Slice {
  public long address;
  public int length;

  public Slice set(long newAddress, int newLength) {
    address = newAddress;
    length = newLength;
    return this;
  }

  public byte[] toBytes() {
    return Mem.bytes(address, length);
  }

  /** The bytes as text. */
  @Override
  public String toString() {
    return new String(toBytes(), StandardCharsets.UTF_8);
  }
}
