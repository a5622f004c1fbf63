package dev.laminar.testing;

import static dev.laminar.testing.Expect.bytes;

import dev.laminar.spi.Storage;
import dev.laminar.testing.StorageContract.Clause;
import dev.laminar.testing.StorageContract.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** How parts of an object are read. Stateless. */
final class ReadingClauses {

  private static final String NAME = "state/3-run 1-0";

  private ReadingClauses() {}

  static List<Clause> clauses() {
    return List.of(
        new Clause("a missing object is named in a NoSuchFileException", ReadingClauses::missing),
        new Clause("any range can be read", ReadingClauses::ranges),
        new Clause("reading fills what is left of the buffer", ReadingClauses::buffers),
        new Clause("reading beyond the end fails and names the object", ReadingClauses::beyond));
  }

  private static void missing(Place place) throws IOException {
    try (Storage storage = place.open()) {
      Expect.absent(storage, "epochs/7");
      storage.put("epochs/7x", bytes("x"));
      Expect.absent(storage, "epochs/7");
      Expect.absent(storage, "epochs");
    }
  }

  private static void ranges(Place place) throws IOException {
    byte[] content = ObjectClauses.random(300_007);
    try (Storage storage = place.open()) {
      Expect.upload(storage, NAME, content);
      try (Storage.Download download = storage.open(NAME)) {
        Expect.equal(download.bytes(), 300_007L, "bytes");
        for (int[] range :
            new int[][] {{0, 1}, {0, 300_007}, {300_006, 1}, {1, 65_536}, {131_071, 65_538}}) {
          ByteBuffer into = ByteBuffer.allocate(range[1]);
          download.read(range[0], into);
          Expect.equal(
              into.flip(), ByteBuffer.wrap(content, range[0], range[1]), "from " + range[0]);
        }
        download.read(300_007, ByteBuffer.allocate(0));
      }
    }
  }

  private static void buffers(Place place) throws IOException {
    try (Storage storage = place.open()) {
      Expect.upload(storage, NAME, bytes("0123456789"));
      try (Storage.Download download = storage.open(NAME)) {
        for (ByteBuffer into : List.of(ByteBuffer.allocate(8), ByteBuffer.allocateDirect(8))) {
          into.put((byte) '<').limit(5);
          download.read(3, into);
          Expect.equal(into.position(), 5, "position after read");
          into.limit(8).put((byte) '>').flip();
          Expect.equal(into, ByteBuffer.wrap(bytes("<3456>")), "what was read");
        }
        ByteBuffer slice = ByteBuffer.allocate(10).position(4).slice().limit(2);
        download.read(8, slice);
        Expect.equal(slice.flip(), ByteBuffer.wrap(bytes("89")), "what was read into a slice");
      }
    }
  }

  private static void beyond(Place place) throws IOException {
    try (Storage storage = place.open()) {
      Expect.upload(storage, NAME, bytes("0123456789"));
      try (Storage.Download download = storage.open(NAME)) {
        for (int offset : new int[] {3, 9, 10, 11, 1_000_000}) {
          IOException error =
              Expect.failure(
                  NAME,
                  "reading 8 of 10 bytes from " + offset,
                  () -> download.read(offset, ByteBuffer.allocate(8)));
          Expect.holds(!(error instanceof NoSuchFileException), "the object is there: " + error);
        }
        ByteBuffer into = ByteBuffer.allocate(2);
        download.read(8, into);
        Expect.equal(into.flip(), ByteBuffer.wrap(bytes("89")), "read after an error");
      }
    }
  }
}
