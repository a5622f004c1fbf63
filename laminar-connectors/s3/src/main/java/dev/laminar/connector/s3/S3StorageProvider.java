package dev.laminar.connector.s3;

import dev.laminar.spi.BucketLocation;
import dev.laminar.spi.OptionSchema;
import dev.laminar.spi.Options;
import dev.laminar.spi.Storage;
import dev.laminar.spi.StorageProvider;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** Opens prefixes of S3 buckets. Stateless. */
public final class S3StorageProvider implements StorageProvider {

  @Override
  public String scheme() {
    return "s3";
  }

  @Override
  public OptionSchema options() {
    return S3Options.SCHEMA;
  }

  /** Asks for a list, so that a wrong bucket, key or endpoint is known at once. */
  @Override
  public Storage open(URI location, Map<String, String> options) throws IOException {
    BucketLocation bucket = BucketLocation.of(location);
    S3Options read = S3Options.of(Options.of(options));
    S3Errors errors = new S3Errors(bucket, read.describeEndpoint());
    S3Client client;
    try {
      client = S3Clients.connect(read);
    } catch (SdkException e) {
      throw errors.of(e, "use", "");
    }
    S3Storage storage = new S3Storage(client, bucket, errors, read.endpoint().isPresent());
    boolean usable = false;
    try {
      storage.checkUsable();
      usable = true;
    } finally {
      if (!usable) {
        storage.close();
      }
    }
    return storage;
  }
}
