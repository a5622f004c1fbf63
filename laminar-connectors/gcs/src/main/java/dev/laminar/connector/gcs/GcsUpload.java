package dev.laminar.connector.gcs;

import com.google.gson.JsonElement;
import dev.laminar.spi.Storage;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An object on its way: gathered in memory and sent as one if it stays small, else part by part in
 * a {@link GcsSession}. One thread.
 */
final class GcsUpload implements Storage.Upload {

  /** A multiple of 256 KiB, as parts other than the last must be. */
  static final int PART = 8 << 20;

  /** How the server says that it has given an upload up. */
  private static final int GIVEN_UP = 499;

  private final GcsStorage storage;
  private final GcsClient client;
  private final GcsCalls calls;
  private final GcsErrors errors;
  private final String name;
  private final Checksum checksum = new Checksum();
  private byte[] pending = new byte[64 << 10];
  private int filled;
  private @Nullable GcsSession session;
  private boolean failed;
  private boolean over;

  GcsUpload(GcsStorage storage, GcsClient client, GcsCalls calls, GcsErrors errors, String name) {
    this.storage = storage;
    this.client = client;
    this.calls = calls;
    this.errors = errors;
    this.name = name;
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    checkOpen();
    boolean written = false;
    try {
      while (bytes.hasRemaining()) {
        if (filled == PART) {
          GcsAnswer _ = sendPart(false);
        }
        gather(bytes);
      }
      written = true;
    } finally {
      failed |= !written;
    }
  }

  private void checkOpen() {
    if (over || failed) {
      throw new IllegalStateException(
          "'" + name + (over ? "' is complete or closed" : "' is not whole: a write has failed"));
    }
  }

  private void gather(ByteBuffer bytes) {
    int count = Math.min(bytes.remaining(), PART - filled);
    if (filled + count > pending.length) {
      int larger = Math.max(filled + count, Math.min(PART, 2 * pending.length));
      pending = Arrays.copyOf(pending, larger);
    }
    bytes.get(pending, filled, count);
    filled += count;
  }

  private GcsAnswer sendPart(boolean last) throws IOException {
    if (session == null) {
      session = new GcsSession(client, begin());
    }
    checksum.add(pending, 0, filled);
    GcsAnswer answer;
    try {
      answer = session.send(pending, filled, last);
    } catch (IOException e) {
      throw errors.network(e, "write", name);
    }
    if (answer.status() == 404 || answer.status() == 410) {
      throw new IOException(
          "cannot write '%s': the server has forgotten the upload (%s)"
              .formatted(storage.describe(name), answer.describe()));
    }
    if (last ? !answer.ok() : answer.status() != 308) {
      throw errors.of(answer, "write", name);
    }
    filled = 0;
    return answer;
  }

  private URI begin() throws IOException {
    GcsCall call = calls.beginUpload(name, UUID.randomUUID().toString());
    GcsAnswer answer = storage.send(call, "write", name);
    String location = answer.headers().firstValue("Location").orElse("");
    if (!answer.ok() || location.isEmpty()) {
      throw errors.of(answer, "write", name);
    }
    return URI.create(location);
  }

  @Override
  public void complete() throws IOException {
    checkOpen();
    boolean complete = false;
    try {
      if (session == null) {
        storage.put(name, pending, filled);
      } else {
        checkWhole(sendPart(true));
      }
      complete = true;
      over = true;
    } finally {
      failed |= !complete;
    }
  }

  /** Small objects are sent with their checksum; of large ones it is known only now. */
  private void checkWhole(GcsAnswer object) throws IOException {
    JsonElement theirs = object.json().get("crc32c");
    if (theirs != null && !theirs.getAsString().equals(checksum.text())) {
      storage.delete(List.of(name));
      throw new IOException(
          "'%s' was damaged on its way: its checksum should be %s, it is %s"
              .formatted(storage.describe(name), checksum.text(), theirs.getAsString()));
    }
  }

  @Override
  public void close() throws IOException {
    GcsSession unfinished = over ? null : session;
    over = true;
    pending = new byte[0];
    if (unfinished == null) {
      return;
    }
    GcsAnswer answer;
    try {
      answer = unfinished.giveUp();
    } catch (IOException e) {
      throw errors.network(e, "give up", name);
    }
    boolean gone = answer.status() == GIVEN_UP || answer.status() == 404 || answer.status() == 410;
    if (!gone && !answer.ok()) {
      throw errors.of(answer, "give up", name);
    }
  }
}
