package dev.laminar.connector.s3;

import dev.laminar.spi.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * An object on its way: gathered in memory and sent as one if it stays small, else part by part.
 *
 * <p>S3 takes 10,000 parts; they double in size every 2,000, which makes some 500 GB. One thread.
 */
final class S3Upload implements Storage.Upload {

  static final int PART = 8 << 20;
  private static final int PARTS_OF_ONE_SIZE = 2000;

  private final S3Storage storage;
  private final S3Client client;
  private final String bucket;
  private final String key;
  private final String name;
  private final String writer = UUID.randomUUID().toString();
  private final List<CompletedPart> parts = new ArrayList<>();
  private byte[] pending = new byte[64 << 10];
  private int filled;
  private @Nullable String uploadId;
  private boolean failed;
  private boolean over;

  S3Upload(S3Storage storage, S3Client client, String bucket, String key, String name) {
    this.storage = storage;
    this.client = client;
    this.bucket = bucket;
    this.key = key;
    this.name = name;
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    checkOpen();
    boolean written = false;
    try {
      while (bytes.hasRemaining()) {
        if (filled == partBytes()) {
          sendPart();
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

  private int partBytes() {
    return PART << (parts.size() / PARTS_OF_ONE_SIZE);
  }

  private void gather(ByteBuffer bytes) {
    int count = Math.min(bytes.remaining(), partBytes() - filled);
    if (filled + count > pending.length) {
      int larger = Math.max(filled + count, Math.min(partBytes(), 2 * pending.length));
      pending = Arrays.copyOf(pending, larger);
    }
    bytes.get(pending, filled, count);
    filled += count;
  }

  private void sendPart() throws IOException {
    try {
      if (uploadId == null) {
        uploadId =
            client
                .createMultipartUpload(
                    r -> r.bucket(bucket).key(key).metadata(Map.of(S3Storage.WRITER, writer)))
                .uploadId();
      }
      int number = parts.size() + 1;
      UploadPartResponse part =
          client.uploadPart(
              r -> r.bucket(bucket).key(key).uploadId(uploadId).partNumber(number),
              S3Storage.body(pending, filled));
      parts.add(
          CompletedPart.builder()
              .partNumber(number)
              .eTag(part.eTag())
              .checksumCRC32(part.checksumCRC32())
              .build());
      filled = 0;
    } catch (SdkException e) {
      throw storage.errors().of(e, "write", name);
    }
  }

  @Override
  public void complete() throws IOException {
    checkOpen();
    if (uploadId == null) {
      storage.put(name, pending, filled);
    } else {
      sendPart();
      completeParts();
    }
    over = true;
  }

  private void completeParts() throws IOException {
    try {
      client.completeMultipartUpload(
          r -> r.bucket(bucket).key(key).uploadId(uploadId).multipartUpload(u -> u.parts(parts)));
    } catch (S3Exception e) {
      // The first answer may be lost: then the upload is gone and the object is ours.
      if (e.statusCode() != 404 || !storage.isMadeBy(name, writer)) {
        throw storage.errors().of(e, "complete", name);
      }
    } catch (SdkException e) {
      throw storage.errors().of(e, "complete", name);
    }
  }

  /** Parts of an upload that is never ended are not seen, but paid for. */
  @Override
  public void close() throws IOException {
    boolean abort = uploadId != null && !over;
    over = true;
    pending = new byte[0];
    if (!abort) {
      return;
    }
    try {
      client.abortMultipartUpload(r -> r.bucket(bucket).key(key).uploadId(uploadId));
    } catch (S3Exception e) {
      if (e.statusCode() != 404) {
        throw storage.errors().of(e, "give up", name);
      }
    } catch (SdkException e) {
      throw storage.errors().of(e, "give up", name);
    }
  }
}
