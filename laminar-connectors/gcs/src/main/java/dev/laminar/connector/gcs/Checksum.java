package dev.laminar.connector.gcs;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32C;

/** CRC-32C as Google Cloud Storage writes it. One thread. */
final class Checksum {
  private final CRC32C crc = new CRC32C();

  static Checksum of(byte[] content, int length) {
    Checksum checksum = new Checksum();
    checksum.add(content, 0, length);
    return checksum;
  }

  void add(byte[] content, int from, int length) {
    crc.update(content, from, length);
  }

  /** Four bytes, the highest first, in base 64. */
  String text() {
    byte[] bytes = ByteBuffer.allocate(4).putInt((int) crc.getValue()).array();
    return Base64.getEncoder().encodeToString(bytes);
  }
}
