package dev.laminar.connector.singlefile;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What tells a file from another that has taken its name: its length, and a checksum of its first
 * bytes. A file that has grown since is still the same.
 *
 * @param sampled how many of the first bytes the checksum is of
 */
record Fingerprint(long length, int sampled, int checksum) {

  private static final int SAMPLE = 4096;

  static Fingerprint of(FileChannel file) throws IOException {
    long length = file.size();
    int sampled = (int) Math.min(SAMPLE, length);
    return new Fingerprint(length, sampled, checksum(file, sampled));
  }

  private static int checksum(FileChannel file, int count) throws IOException {
    ByteBuffer first = ByteBuffer.allocate(count);
    while (first.hasRemaining() && file.read(first, first.position()) >= 0) {
      // until it is full or the file ends
    }
    CRC32C crc = new CRC32C();
    crc.update(first.flip());
    return (int) crc.getValue();
  }

  /** One word. */
  String text() {
    return length + ":" + sampled + ":" + Integer.toHexString(checksum);
  }

  static Fingerprint parse(String text) {
    String[] parts = text.split(":", 3);
    return new Fingerprint(
        Long.parseLong(parts[0]),
        Integer.parseInt(parts[1]),
        Integer.parseUnsignedInt(parts[2], 16));
  }

  /** Refuses a file that is not the one, or less of it. */
  void check(FileChannel file, Path path, long goesOnAt) throws IOException {
    String what = null;
    if (file.size() < length) {
      what = "which is shorter now: it has " + file.size() + " bytes and had " + length;
    } else if (checksum(file, sampled) != checksum) {
      what = "which has been replaced: its first bytes are others";
    }
    if (what != null) {
      throw changed(path, goesOnAt, what, null);
    }
  }

  static LaminarException changed(
      Path path, long goesOnAt, String what, @Nullable IOException cause) {
    return new LaminarException(
        ErrorCode.EXTERNAL,
        "the job goes on at byte "
            + goesOnAt
            + " of file '"
            + path
            + "', "
            + what
            + "; put the file back that the job read, or start afresh",
        cause);
  }
}
