package dev.laminar.testing;

import static dev.laminar.testing.Expect.bytes;

import dev.laminar.spi.Storage;
import dev.laminar.testing.StorageContract.Clause;
import dev.laminar.testing.StorageContract.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;

/** How objects come into being, change and go. Stateless. */
final class ObjectClauses {

  /** More than the 8 MiB from which on object stores want several parts, and not a round number. */
  private static final int LARGE = 12 * 1024 * 1024 + 5;

  private ObjectClauses() {}

  static List<Clause> clauses() {
    return List.of(
        new Clause("an upload is seen once it is complete", ObjectClauses::seenWhenComplete),
        new Clause("an upload that is not completed leaves nothing", ObjectClauses::givenUp),
        new Clause("an upload takes what is between position and limit", ObjectClauses::slices),
        new Clause("an object may be empty", ObjectClauses::empty),
        new Clause("a large object arrives whole", ObjectClauses::large),
        new Clause("a large upload that is not completed leaves nothing", ObjectClauses::largeLost),
        new Clause("put makes and replaces", ObjectClauses::put),
        new Clause("createIfAbsent leaves what is there", ObjectClauses::ifAbsent),
        new Clause("createIfAbsent sees uploads and puts", ObjectClauses::ifAbsentOfOthers),
        new Clause("objects outlive the storage that made them", ObjectClauses::reopened),
        new Clause("what is deleted is missing", ObjectClauses::deleted),
        new Clause("what begins other names is no object", ObjectClauses::directories),
        new Clause("what leaves the place is no name", ObjectClauses::refusedNames),
        new Clause("the location is known", ObjectClauses::location));
  }

  private static void seenWhenComplete(Place place) throws IOException {
    try (Storage storage = place.open()) {
      try (Storage.Upload upload = storage.create("state/1-a-0")) {
        Expect.absent(storage, "state/1-a-0");
        upload.write(ByteBuffer.wrap(bytes("one ")));
        upload.write(ByteBuffer.wrap(bytes("two")));
        Expect.absent(storage, "state/1-a-0");
        Expect.names(storage, "", List.of());
        upload.complete();
        Expect.content(storage, "state/1-a-0", bytes("one two"));
      }
      Expect.content(storage, "state/1-a-0", bytes("one two"));
      Expect.names(storage, "", List.of("state/1-a-0"));
    }
  }

  private static void givenUp(Place place) throws IOException {
    try (Storage storage = place.open()) {
      try (Storage.Upload upload = storage.create("state/1")) {
        upload.write(ByteBuffer.wrap(bytes("never")));
      }
      storage.create("state/2").close();
      Expect.absent(storage, "state/1");
      Expect.absent(storage, "state/2");
      Expect.names(storage, "", List.of());
      Expect.upload(storage, "state/1", bytes("then"));
      Expect.content(storage, "state/1", bytes("then"));
    }
  }

  private static void slices(Place place) throws IOException {
    try (Storage storage = place.open()) {
      ByteBuffer heap = ByteBuffer.wrap(bytes("..heap.."), 2, 4);
      ByteBuffer direct = ByteBuffer.allocateDirect(16).put(bytes("..direct..")).flip();
      direct.position(2).limit(8);
      ByteBuffer readOnly = ByteBuffer.wrap(bytes("read-only")).asReadOnlyBuffer();
      try (Storage.Upload upload = storage.create("slices")) {
        for (ByteBuffer buffer : List.of(heap, direct, readOnly, ByteBuffer.allocate(0))) {
          upload.write(buffer);
          Expect.equal(buffer.remaining(), 0, "bytes that write left in the buffer");
        }
        upload.complete();
      }
      Expect.content(storage, "slices", bytes("heapdirectread-only"));
    }
  }

  private static void empty(Place place) throws IOException {
    try (Storage storage = place.open()) {
      try (Storage.Upload upload = storage.create("a")) {
        upload.complete();
      }
      storage.put("b", new byte[0]);
      Expect.equal(storage.createIfAbsent("c", new byte[0]), true, "createIfAbsent of nothing");
      Expect.equal(storage.createIfAbsent("c", bytes("x")), false, "createIfAbsent again");
      for (String name : List.of("a", "b", "c")) {
        Expect.content(storage, name, new byte[0]);
        try (Storage.Download download = storage.open(name)) {
          Expect.equal(download.bytes(), 0L, "bytes of an empty object");
          download.read(0, ByteBuffer.allocate(0));
        }
      }
      Expect.names(storage, "", List.of("a", "b", "c"));
    }
  }

  private static void large(Place place) throws IOException {
    byte[] content = random(LARGE);
    try (Storage storage = place.open()) {
      try (Storage.Upload upload = storage.create("state/large")) {
        writeInPieces(upload, content);
        Expect.absent(storage, "state/large");
        upload.complete();
      }
      Expect.content(storage, "state/large", content);
      Expect.equal(storage.list("").getFirst().bytes(), (long) LARGE, "listed length");
    }
  }

  private static void largeLost(Place place) throws IOException {
    try (Storage storage = place.open()) {
      try (Storage.Upload upload = storage.create("state/large")) {
        writeInPieces(upload, random(LARGE));
      }
      Expect.absent(storage, "state/large");
      Expect.names(storage, "", List.of());
    }
  }

  private static void writeInPieces(Storage.Upload upload, byte[] content) throws IOException {
    for (int from = 0; from < content.length; from += 1_000_003) {
      upload.write(ByteBuffer.wrap(content, from, Math.min(1_000_003, content.length - from)));
    }
  }

  static byte[] random(int bytes) {
    byte[] content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    return content;
  }

  private static void put(Place place) throws IOException {
    try (Storage storage = place.open()) {
      storage.put("job", bytes("the first"));
      Expect.content(storage, "job", bytes("the first"));
      storage.put("job", bytes("second"));
      Expect.content(storage, "job", bytes("second"));
      Expect.equal(storage.list("job").getFirst().bytes(), 6L, "listed length after put");
      Expect.names(storage, "", List.of("job"));
    }
  }

  private static void ifAbsent(Place place) throws IOException {
    try (Storage storage = place.open()) {
      Expect.equal(storage.createIfAbsent("epochs/1", bytes("a")), true, "the first");
      Expect.equal(storage.createIfAbsent("epochs/1", bytes("b")), false, "the second");
      Expect.equal(storage.createIfAbsent("epochs/1", bytes("a")), false, "the same again");
      Expect.content(storage, "epochs/1", bytes("a"));
      storage.delete(List.of("epochs/1"));
      Expect.equal(storage.createIfAbsent("epochs/1", bytes("c")), true, "after a delete");
      Expect.content(storage, "epochs/1", bytes("c"));
    }
  }

  private static void ifAbsentOfOthers(Place place) throws IOException {
    try (Storage storage = place.open();
        Storage other = place.open()) {
      storage.put("put", bytes("put"));
      Expect.upload(storage, "upload", bytes("upload"));
      for (String name : List.of("put", "upload")) {
        Expect.equal(other.createIfAbsent(name, bytes("x")), false, "over the result of " + name);
        Expect.content(other, name, bytes(name));
      }
    }
  }

  private static void reopened(Place place) throws IOException {
    try (Storage storage = place.open()) {
      storage.put("put", bytes("1"));
      Expect.upload(storage, "state/upload", bytes("2"));
      Expect.equal(storage.createIfAbsent("epochs/1", bytes("3")), true, "createIfAbsent");
    }
    try (Storage storage = place.open()) {
      Expect.names(storage, "", List.of("epochs/1", "put", "state/upload"));
      Expect.content(storage, "put", bytes("1"));
      Expect.content(storage, "state/upload", bytes("2"));
      Expect.content(storage, "epochs/1", bytes("3"));
    }
  }

  private static void deleted(Place place) throws IOException {
    try (Storage storage = place.open()) {
      storage.put("state/1", bytes("1"));
      storage.put("state/10", bytes("10"));
      storage.delete(List.of("state/1", "state/was-never-there"));
      Expect.absent(storage, "state/1");
      Expect.names(storage, "", List.of("state/10"));
      storage.delete(List.of("state/1"));
      storage.delete(List.of());
      Expect.content(storage, "state/10", bytes("10"));
    }
  }

  private static void directories(Place place) throws IOException {
    try (Storage storage = place.open()) {
      storage.put("state/a/1", bytes("1"));
      Expect.absent(storage, "state");
      Expect.absent(storage, "state/a");
      storage.delete(List.of("state", "state/a"));
      Expect.content(storage, "state/a/1", bytes("1"));
    }
  }

  private static void refusedNames(Place place) throws IOException {
    try (Storage storage = place.open()) {
      for (String name : List.of("", "/a", "a/", "a//b", "../a", "a/./b", "a\\b")) {
        Expect.refused(name, "put", () -> storage.put(name, bytes("x")));
        Expect.refused(name, "create", () -> storage.create(name).close());
        Expect.refused(name, "createIfAbsent", () -> storage.createIfAbsent(name, bytes("x")));
      }
      Expect.names(storage, "", List.of());
    }
  }

  private static void location(Place place) throws IOException {
    try (Storage storage = place.open();
        Storage other = place.open()) {
      Expect.equal(storage.location(), other.location(), "the location of the same place");
      Expect.holds(storage.location().isAbsolute(), "no scheme: " + storage.location());
    }
  }
}
