package dev.laminar.testing;

import dev.laminar.spi.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The assertions of the storage contract: they say what was promised and what came. Stateless. */
final class Expect {

  private Expect() {}

  /** Something that a storage is asked to do. */
  @FunctionalInterface
  interface Call {
    void run() throws Exception;
  }

  static void equal(@Nullable Object actual, @Nullable Object expected, String what) {
    if (!Objects.equals(actual, expected)) {
      throw new AssertionError(what + ": expected " + expected + ", got " + actual);
    }
  }

  static void holds(boolean condition, String what) {
    if (!condition) {
      throw new AssertionError(what);
    }
  }

  static void content(Storage storage, String name, byte[] expected) throws IOException {
    byte[] actual = storage.get(name);
    int mismatch = Arrays.mismatch(actual, expected);
    if (mismatch >= 0) {
      throw new AssertionError(
          "'%s' should hold %d bytes, got %d bytes that differ from byte %d on"
              .formatted(name, expected.length, actual.length, mismatch));
    }
  }

  static void names(Storage storage, String prefix, List<String> expected) throws IOException {
    equal(
        storage.list(prefix).stream().map(Storage.Entry::name).toList(),
        expected,
        "the objects whose names begin with '" + prefix + "'");
  }

  /** Neither read nor listed. */
  static void absent(Storage storage, String name) throws IOException {
    missing(name, "get", () -> storage.get(name));
    missing(name, "open", () -> storage.open(name).close());
    boolean listed = storage.list(name).stream().anyMatch(entry -> entry.name().equals(name));
    holds(!listed, "'" + name + "' is not there, yet list shows it");
  }

  private static void missing(String name, String what, Call call) {
    IOException error = failure(name, what + " of an object that is not there", call);
    holds(
        error instanceof NoSuchFileException,
        what + " of the missing object '" + name + "' should throw NoSuchFileException: " + error);
  }

  /** The call fails with an error that names the object. */
  static IOException failure(String name, String what, Call call) {
    try {
      call.run();
    } catch (IOException e) {
      String message = e.getMessage();
      holds(
          message != null && message.contains(name),
          "the error of " + what + " should name '" + name + "': " + e);
      return e;
    } catch (Exception e) {
      throw new AssertionError(what + " should fail with an IOException", e);
    }
    throw new AssertionError(what + " should fail: '" + name + "'");
  }

  static void refused(String name, String what, Call call) {
    try {
      call.run();
    } catch (IllegalArgumentException refused) {
      return;
    } catch (Exception e) {
      throw new AssertionError(what + " should refuse the name '" + name + "'", e);
    }
    throw new AssertionError(what + " should refuse the name '" + name + "'");
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Makes an object through an upload. */
  static void upload(Storage storage, String name, byte[] content) throws IOException {
    try (Storage.Upload upload = storage.create(name)) {
      upload.write(ByteBuffer.wrap(content));
      upload.complete();
    }
  }
}
