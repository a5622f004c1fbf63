package dev.laminar.connector.s3;

import dev.laminar.spi.BucketLocation;
import dev.laminar.spi.Storage;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Reads ranges of the object that was there when it was opened; if another has taken its place,
 * that is an error. Immutable; any thread.
 *
 * @param etag names the object's content
 */
record S3Download(
    S3Client client,
    S3Errors errors,
    BucketLocation bucket,
    String name,
    long bytes,
    @Nullable String etag)
    implements Storage.Download {

  @Override
  public void read(long offset, ByteBuffer into) throws IOException {
    int wanted = into.remaining();
    if (offset < 0 || offset > bytes - wanted) {
      throw new EOFException(
          "'%s' has %d bytes: cannot read %d from %d on"
              .formatted(bucket.describe(name), bytes, wanted, offset));
    }
    if (wanted == 0) {
      return;
    }
    GetObjectRequest request =
        GetObjectRequest.builder()
            .bucket(bucket.bucket())
            .key(bucket.key(name))
            .range("bytes=" + offset + "-" + (offset + wanted - 1))
            .ifMatch(etag)
            .build();
    int start = into.position();
    try {
      boolean _ = client.getObject(request, filling(into, start));
    } catch (S3Exception e) {
      if (e.statusCode() == 412) {
        throw new IOException(
            "'" + bucket.describe(name) + "' has been replaced while it was read", e);
      }
      throw errors.of(e, "read", name);
    } catch (SdkException e) {
      throw errors.of(e, "read", name);
    }
  }

  /** A connection that breaks in the midst is another attempt, from the start. */
  private static <R> ResponseTransformer<R, Boolean> filling(ByteBuffer into, int start) {
    return (_, stream) -> {
      into.position(start);
      try {
        fill(stream, into);
      } catch (IOException e) {
        throw RetryableException.create("the connection broke", e);
      }
      return true;
    };
  }

  private static void fill(InputStream stream, ByteBuffer into) throws IOException {
    ReadableByteChannel channel = Channels.newChannel(stream);
    while (into.hasRemaining()) {
      if (channel.read(into) < 0) {
        throw new EOFException(into.remaining() + " bytes are missing");
      }
    }
  }

  @Override
  public void close() {}
}
