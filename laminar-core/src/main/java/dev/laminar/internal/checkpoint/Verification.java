package dev.laminar.internal.checkpoint;

import dev.laminar.internal.checkpoint.Manifest.StateFile;
import dev.laminar.spi.Storage;
import dev.laminar.spi.Storage.Download;
import dev.laminar.spi.Storage.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Looks whether the files that a manifest names are there and are what was written. A defect is a
 * {@link CorruptStateException}; other exceptions are those of the storage and say nothing about
 * the files. One thread.
 */
final class Verification {

  /**
   * Up to so much is read through before a job goes on; else blocks are checked as they are read.
   */
  private static final long READ_THROUGH = 256L << 20;

  private static final int PIECE = 1 << 20;

  private final Storage storage;
  private final Map<String, Long> sizes = new HashMap<>();
  private final Map<String, Integer> checksums = new HashMap<>();

  Verification(Storage storage) throws IOException {
    this.storage = storage;
    for (Entry entry : storage.list(StoreNames.STATE)) {
      sizes.put(entry.name(), entry.bytes());
    }
  }

  /** Checks sizes, and checksums of files or, if that would take long, of their footers. */
  void check(Manifest manifest) throws IOException {
    long bytes = manifest.files().stream().mapToLong(StateFile::bytes).sum();
    check(manifest, bytes <= READ_THROUGH);
  }

  /** Checks every byte. */
  void checkAll(Manifest manifest) throws IOException {
    check(manifest, true);
  }

  private void check(Manifest manifest, boolean readThrough) throws IOException {
    for (StateFile file : manifest.files()) {
      checkSize(file);
    }
    for (StateFile file : manifest.files()) {
      try {
        if (readThrough) {
          checkBytes(file);
        } else {
          StateFileReader.open(storage, file.name()).close();
        }
      } catch (NoSuchFileException e) {
        throw missing(file);
      }
    }
  }

  private void checkSize(StateFile file) throws CorruptStateException {
    Long bytes = sizes.get(file.name());
    if (bytes == null) {
      throw missing(file);
    }
    if (bytes != file.bytes()) {
      throw CorruptStateException.damaged(
          file.name(),
          Math.min(bytes, file.bytes()),
          "it has " + bytes + " bytes, not " + file.bytes());
    }
  }

  private static CorruptStateException missing(StateFile file) {
    return new CorruptStateException(
        file.name()
            + " is not there; go on from an earlier checkpoint, or put back a copy of the file");
  }

  private void checkBytes(StateFile file) throws IOException {
    Integer checksum = checksums.get(file.name());
    if (checksum == null) {
      checksum = checksum(file);
      checksums.put(file.name(), checksum);
    }
    if (checksum != file.checksum()) {
      throw CorruptStateException.damaged(file.name(), 0, "the file's checksum is wrong");
    }
  }

  private int checksum(StateFile file) throws IOException {
    CRC32C crc = new CRC32C();
    ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, file.bytes()));
    try (Download download = storage.open(file.name())) {
      for (long at = 0; at < file.bytes(); at += piece.limit()) {
        piece.clear().limit((int) Math.min(piece.capacity(), file.bytes() - at));
        download.read(at, piece);
        crc.update(piece.flip());
      }
    }
    return (int) crc.getValue();
  }
}
