package dev.laminar.connector.gcs;

import dev.laminar.spi.Storage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads ranges of the object that was there when it was opened; if another has taken its place,
 * that is an error. Immutable; any thread.
 *
 * @param generation names the object's content
 */
record GcsDownload(GcsStorage storage, String name, long bytes, String generation)
    implements Storage.Download {

  @Override
  public void read(long offset, ByteBuffer into) throws IOException {
    int wanted = into.remaining();
    if (offset < 0 || offset > bytes - wanted) {
      throw new EOFException(
          "'%s' has %d bytes: cannot read %d from %d on"
              .formatted(storage.describe(name), bytes, wanted, offset));
    }
    if (wanted > 0) {
      into.put(storage.range(name, generation, offset, wanted));
    }
  }

  @Override
  public void close() {}
}
