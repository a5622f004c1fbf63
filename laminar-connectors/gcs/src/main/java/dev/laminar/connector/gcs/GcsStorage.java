package dev.laminar.connector.gcs;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.laminar.spi.Storage;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * A prefix of a bucket.
 *
 * <p>Google's store shows an object whole or not at all, and at once to all. {@code
 * ifGenerationMatch=0} lets one of many writers win. Requests whose answer is lost are sent again,
 * and then the winner would be told that the name is taken: so each writer leaves a mark of its own
 * in the object's metadata, and whoever is refused looks whose mark is there. Any thread.
 */
final class GcsStorage implements Storage {

  private static final int PAGE = 1000;
  private static final Comparator<Entry> BY_NAME =
      Comparator.comparing(
          entry -> entry.name().codePoints().toArray(),
          (left, right) -> Arrays.compare(left, right));

  private final GcsClient client;
  private final GcsCalls calls;
  private final GcsErrors errors;

  GcsStorage(GcsClient client, GcsCalls calls, GcsErrors errors) {
    this.client = client;
    this.calls = calls;
    this.errors = errors;
  }

  void checkUsable() throws IOException {
    GcsAnswer answer = send(calls.list("", "", 1), "list", "");
    if (answer.status() == 404) {
      throw errors.noBucket(answer);
    }
    expectOk(answer, "list", "");
  }

  GcsAnswer send(GcsCall call, String act, String name) throws IOException {
    try {
      return client.send(call);
    } catch (IOException e) {
      throw errors.network(e, act, name);
    }
  }

  private GcsAnswer expectOk(GcsAnswer answer, String act, String name) throws IOException {
    if (!answer.ok()) {
      throw errors.of(answer, act, name);
    }
    return answer;
  }

  @Override
  public URI location() {
    return calls.bucket().uri();
  }

  @Override
  public Upload create(String name) {
    String _ = calls.bucket().key(name); // refuses what is no name
    return new GcsUpload(this, client, calls, errors, name);
  }

  @Override
  public boolean createIfAbsent(String name, byte[] content) throws IOException {
    String writer = UUID.randomUUID().toString();
    GcsAnswer answer =
        send(calls.insert(name, writer, content, content.length, true), "create", name);
    if (answer.status() == 412) {
      return isMadeBy(name, writer);
    }
    expectOk(answer, "create", name);
    return true;
  }

  /** Whether the object that is there bears this mark. */
  boolean isMadeBy(String name, String writer) throws IOException {
    GcsAnswer answer = send(calls.metadata(name), "look at", name);
    if (answer.status() == 404) {
      return false;
    }
    JsonObject marks = expectOk(answer, "look at", name).json().getAsJsonObject("metadata");
    JsonElement mark = marks == null ? null : marks.get(GcsCalls.WRITER);
    return mark != null && writer.equals(mark.getAsString());
  }

  @Override
  public void put(String name, byte[] content) throws IOException {
    put(name, content, content.length);
  }

  void put(String name, byte[] content, int length) throws IOException {
    GcsCall call = calls.insert(name, UUID.randomUUID().toString(), content, length, false);
    expectOk(send(call, "write", name), "write", name);
  }

  @Override
  public byte[] get(String name) throws IOException {
    return expectOk(send(calls.content(name), "read", name), "read", name).body();
  }

  @Override
  public Download open(String name) throws IOException {
    JsonObject object = expectOk(send(calls.metadata(name), "open", name), "open", name).json();
    return new GcsDownload(
        this, name, object.get("size").getAsLong(), object.get("generation").getAsString());
  }

  /** What {@code read} of a download does. */
  byte[] range(String name, String generation, long first, int count) throws IOException {
    GcsCall call = calls.range(name, generation, first, first + count - 1);
    GcsAnswer answer = send(call, "read", name);
    if (answer.status() == 404) {
      throw new IOException(
          "'" + calls.bucket().describe(name) + "' has been replaced or deleted while it was read");
    }
    byte[] body = expectOk(answer, "read", name).body();
    if (answer.status() != 206 && body.length != count) {
      throw new IOException(
          "'%s' was read without heed of the range: %d bytes in place of %d"
              .formatted(calls.bucket().describe(name), body.length, count));
    }
    if (body.length != count) {
      throw new EOFException(
          "'%s': got %d of %d bytes from %d on"
              .formatted(calls.bucket().describe(name), body.length, count, first));
    }
    return body;
  }

  String describe(String name) {
    return calls.bucket().describe(name);
  }

  @Override
  public List<Entry> list(String prefix) throws IOException {
    List<Entry> entries = new ArrayList<>();
    String page = "";
    do {
      JsonObject answer =
          expectOk(send(calls.list(prefix, page, PAGE), "list", prefix), "list", prefix).json();
      if (answer.has("items")) {
        answer.getAsJsonArray("items").forEach(item -> add(item.getAsJsonObject(), entries));
      }
      page = answer.has("nextPageToken") ? answer.get("nextPageToken").getAsString() : "";
    } while (!page.isEmpty());
    entries.sort(BY_NAME);
    return entries;
  }

  private void add(JsonObject item, List<Entry> entries) {
    String key = item.get("name").getAsString();
    if (key.endsWith("/")) {
      return; // a console's sign for a directory
    }
    Instant updated = OffsetDateTime.parse(item.get("updated").getAsString()).toInstant();
    String name = key.substring(calls.bucket().prefix().length());
    entries.add(new Entry(name, item.get("size").getAsLong(), updated));
  }

  @Override
  public void delete(Collection<String> names) throws IOException {
    GcsDeletion.of(names, this::delete);
  }

  private void delete(String name) throws IOException {
    GcsAnswer answer = send(calls.delete(name), "delete", name);
    if (answer.status() != 404) {
      expectOk(answer, "delete", name);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
