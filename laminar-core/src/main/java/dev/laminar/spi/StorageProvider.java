package dev.laminar.spi;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** Opens {@link Storage} for one scheme of URIs: a ServiceLoader plugin. Stateless. */
public interface StorageProvider {

  /** {@code file}, {@code s3}, {@code gs}. */
  String scheme();

  /** The options it knows, such as an endpoint; checked before {@link #open}. */
  OptionSchema options();

  /** Opens a place, making a directory if there is none. Fails if it may not be used. May block. */
  Storage open(URI location, Map<String, String> options) throws IOException;
}
