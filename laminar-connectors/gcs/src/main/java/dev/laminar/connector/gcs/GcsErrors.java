package dev.laminar.connector.gcs;

import dev.laminar.spi.BucketLocation;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Says what went wrong, with what object, and what to do. Immutable. */
record GcsErrors(BucketLocation bucket, String endpoint) {

  /**
   * @param act what was tried, as a verb
   * @param name the object's name, or the beginning of names
   */
  IOException of(GcsAnswer answer, String act, String name) {
    String object = bucket.describe(name);
    String said = answer.describe();
    return switch (answer.status()) {
      case 404 -> new NoSuchFileException(object, null, "no such object");
      case 401, 403 ->
          new AccessDeniedException(
              object,
              null,
              "%s does not allow to %s it; check the credentials and their rights: storage.objects.list, .get, .create and .delete, as the role Storage Object User has them (%s)"
                  .formatted(endpoint, act, said));
      default -> new IOException("cannot %s '%s': %s".formatted(act, object, said));
    };
  }

  IOException noBucket(GcsAnswer answer) {
    return new IOException(
        "there is no bucket '%s' at %s, needed for '%s'; make it first (%s)"
            .formatted(bucket.bucket(), endpoint, bucket.describe(""), answer.describe()));
  }

  IOException network(IOException e, String act, String name) {
    String what = "cannot %s '%s'".formatted(act, bucket.describe(name));
    if (e instanceof InterruptedIOException) {
      InterruptedIOException interrupted = new InterruptedIOException(what + ": interrupted");
      interrupted.initCause(e);
      return interrupted;
    }
    return new IOException(
        "%s: %s; it was asked of %s, check the option 'endpoint' and the network"
            .formatted(what, e.getMessage(), endpoint),
        e);
  }
}
