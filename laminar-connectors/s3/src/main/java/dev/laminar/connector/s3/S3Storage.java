package dev.laminar.connector.s3;

import dev.laminar.spi.BucketLocation;
import dev.laminar.spi.Storage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A prefix of a bucket.
 *
 * <p>S3 shows an object whole or not at all and, since 2020, at once to all. {@code If-None-Match}
 * lets one of many writers win. Requests whose answer is lost are sent again, and then the winner
 * would be told that the name is taken: so each writer leaves a mark of its own in the object's
 * metadata, and whoever is refused looks whose mark is there. Any thread.
 */
final class S3Storage implements Storage {

  /** The metadata that says who has made an object. */
  static final String WRITER = "laminar-writer";

  private static final int DELETED_AT_ONCE = 1000;
  private static final int CONFLICTS = 8;
  private static final Duration FIRST_WAIT = Duration.ofMillis(20);
  private static final Comparator<Entry> BY_NAME =
      Comparator.comparing(
          entry -> entry.name().codePoints().toArray(),
          (left, right) -> Arrays.compare(left, right));

  private final S3Client client;
  private final BucketLocation bucket;
  private final S3Errors errors;
  private volatile boolean conditionsUnproved;

  /** Says whether it is yet to be seen that the server honours conditions; AWS's does. */
  S3Storage(S3Client client, BucketLocation bucket, S3Errors errors, boolean conditionsUnproved) {
    this.client = client;
    this.bucket = bucket;
    this.errors = errors;
    this.conditionsUnproved = conditionsUnproved;
  }

  void checkUsable() throws IOException {
    try {
      client.listObjectsV2(r -> r.bucket(bucket.bucket()).prefix(bucket.prefix()).maxKeys(1));
    } catch (SdkException e) {
      throw errors.of(e, "list", "");
    }
  }

  @Override
  public URI location() {
    return bucket.uri();
  }

  @Override
  public Upload create(String name) {
    return new S3Upload(this, client, bucket.bucket(), bucket.key(name), name);
  }

  @Override
  public boolean createIfAbsent(String name, byte[] content) throws IOException {
    String writer = UUID.randomUUID().toString();
    PutObjectRequest request = request(name, writer).toBuilder().ifNoneMatch("*").build();
    for (int attempt = 0; ; attempt++) {
      try {
        client.putObject(request, body(content, content.length));
        proveConditions(request, content, name);
        return true;
      } catch (S3Exception e) {
        if (e.statusCode() == 412) {
          return isMadeBy(name, writer);
        }
        if (e.statusCode() != 409 || attempt == CONFLICTS) {
          throw errors.of(e, "create", name);
        }
      } catch (SdkException e) {
        throw errors.of(e, "create", name);
      }
      waitAfter(attempt, name);
    }
  }

  /** Another has made or deleted the object while we were about to: try again a little later. */
  private void waitAfter(int attempt, String name) throws IOException {
    try {
      Thread.sleep(FIRST_WAIT.multipliedBy(1L << attempt));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted: create '" + bucket.describe(name) + "'");
    }
  }

  /** A server that takes no heed of the condition would let two writers win: find out, once. */
  private void proveConditions(PutObjectRequest request, byte[] content, String name)
      throws IOException {
    if (!conditionsUnproved) {
      return;
    }
    try {
      client.putObject(request, body(content, content.length));
    } catch (S3Exception e) {
      if (e.statusCode() == 412 || e.statusCode() == 409) {
        conditionsUnproved = false;
        return;
      }
      throw e;
    }
    throw new IOException(
        "cannot create '%s' safely: the server at %s takes no heed of If-None-Match, so two processes could write the same state; keep it elsewhere"
            .formatted(bucket.describe(name), errors.endpoint()));
  }

  /** Whether the object that is there bears this mark. */
  boolean isMadeBy(String name, String writer) throws IOException {
    try {
      HeadObjectResponse head =
          client.headObject(r -> r.bucket(bucket.bucket()).key(bucket.key(name)));
      return writer.equals(head.metadata().get(WRITER));
    } catch (S3Exception e) {
      if (e.statusCode() == 404) {
        return false;
      }
      throw errors.of(e, "look at", name);
    } catch (SdkException e) {
      throw errors.of(e, "look at", name);
    }
  }

  @Override
  public void put(String name, byte[] content) throws IOException {
    put(name, content, content.length);
  }

  void put(String name, byte[] content, int length) throws IOException {
    PutObjectRequest request = request(name, UUID.randomUUID().toString());
    try {
      client.putObject(request, body(content, length));
    } catch (SdkException e) {
      throw errors.of(e, "write", name);
    }
  }

  private PutObjectRequest request(String name, String writer) {
    return PutObjectRequest.builder()
        .bucket(bucket.bucket())
        .key(bucket.key(name))
        .metadata(Map.of(WRITER, writer))
        .build();
  }

  /** Not copied, and read anew for each attempt. */
  static RequestBody body(byte[] content, int length) {
    return RequestBody.fromContentProvider(
        () -> new ByteArrayInputStream(content, 0, length), length, "application/octet-stream");
  }

  @Override
  public byte[] get(String name) throws IOException {
    try {
      return client
          .getObject(
              r -> r.bucket(bucket.bucket()).key(bucket.key(name)), ResponseTransformer.toBytes())
          .asByteArrayUnsafe();
    } catch (SdkException e) {
      throw errors.of(e, "read", name);
    }
  }

  @Override
  public Download open(String name) throws IOException {
    try {
      HeadObjectResponse head =
          client.headObject(r -> r.bucket(bucket.bucket()).key(bucket.key(name)));
      return new S3Download(client, errors, bucket, name, head.contentLength(), head.eTag());
    } catch (SdkException e) {
      throw errors.of(e, "open", name);
    }
  }

  /** S3 lists by the bytes of UTF-8, which is by code points; not all that speak S3 do. */
  @Override
  public List<Entry> list(String prefix) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try {
      client
          .listObjectsV2Paginator(r -> r.bucket(bucket.bucket()).prefix(bucket.prefix() + prefix))
          .contents()
          .stream()
          .filter(object -> !object.key().endsWith("/")) // a console's sign for a directory
          .map(this::entry)
          .forEach(entries::add);
    } catch (SdkException e) {
      throw errors.of(e, "list", prefix);
    }
    entries.sort(BY_NAME);
    return entries;
  }

  private Entry entry(S3Object object) {
    String name = object.key().substring(bucket.prefix().length());
    return new Entry(name, object.size(), object.lastModified());
  }

  @Override
  public void delete(Collection<String> names) throws IOException {
    List<String> all = List.copyOf(names);
    for (int from = 0; from < all.size(); from += DELETED_AT_ONCE) {
      deleteAtOnce(all.subList(from, Math.min(all.size(), from + DELETED_AT_ONCE)));
    }
  }

  private void deleteAtOnce(List<String> names) throws IOException {
    List<ObjectIdentifier> keys =
        names.stream()
            .map(name -> ObjectIdentifier.builder().key(bucket.key(name)).build())
            .toList();
    DeleteObjectsResponse response;
    try {
      response =
          client.deleteObjects(
              r -> r.bucket(bucket.bucket()).delete(d -> d.objects(keys).quiet(true)));
    } catch (SdkException e) {
      throw errors.of(e, "delete", names.getFirst());
    }
    List<S3Error> failed =
        response.errors().stream().filter(error -> !"NoSuchKey".equals(error.code())).toList();
    if (!failed.isEmpty()) {
      S3Error first = failed.getFirst();
      throw new IOException(
          "cannot delete %d of %d objects; the first is 's3://%s/%s': %s, %s"
              .formatted(
                  failed.size(),
                  names.size(),
                  bucket.bucket(),
                  first.key(),
                  first.code(),
                  first.message()));
    }
  }

  S3Errors errors() {
    return errors;
  }

  @Override
  public void close() {
    client.close();
  }
}
