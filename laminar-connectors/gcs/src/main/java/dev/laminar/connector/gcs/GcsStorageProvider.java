package dev.laminar.connector.gcs;

import dev.laminar.spi.BucketLocation;
import dev.laminar.spi.OptionSchema;
import dev.laminar.spi.Options;
import dev.laminar.spi.Storage;
import dev.laminar.spi.StorageProvider;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** Opens prefixes of Google Cloud Storage's buckets. Stateless. */
public final class GcsStorageProvider implements StorageProvider {

  @Override
  public String scheme() {
    return "gs";
  }

  @Override
  public OptionSchema options() {
    return GcsOptions.SCHEMA;
  }

  /** Asks for a list, so that a wrong bucket, key or endpoint is known at once. */
  @Override
  public Storage open(URI location, Map<String, String> options) throws IOException {
    BucketLocation bucket = BucketLocation.of(location);
    GcsOptions read = GcsOptions.of(Options.of(options));
    GcsClient client = new GcsClient(GcsAccess.of(read));
    GcsErrors errors = new GcsErrors(bucket, read.endpoint());
    GcsStorage storage = new GcsStorage(client, new GcsCalls(read.endpoint(), bucket), errors);
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
