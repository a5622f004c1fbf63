package dev.laminar.internal.storage;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.internal.connect.OptionCheck;
import dev.laminar.spi.OptionSchema.Option;
import dev.laminar.spi.Storage;
import dev.laminar.spi.StorageProvider;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** Opens a storage by the scheme of its location. Stateless; any thread. */
public final class Storages {

  /** The jars of schemes that Laminar has but that may not be installed. */
  private static final Map<String, String> JARS =
      Map.of("s3", "laminar-connector-s3", "gs", "laminar-connector-gcs");

  private Storages() {}

  /**
   * Opens a place; may block.
   *
   * @param options checked against what the storage knows; an unknown one is refused
   */
  public static Storage open(URI location, Map<String, String> options) throws IOException {
    StorageProvider provider = provider(location, ServiceLoader.load(StorageProvider.class));
    String owner = "storage '" + provider.scheme() + "'";
    Map<String, String> given = new LinkedHashMap<>();
    options.forEach((name, value) -> given.put(name.toLowerCase(Locale.ROOT), value));
    OptionCheck.refuseUnknown(
        owner, given, provider.options().options().stream().map(Option::name).toList());
    OptionCheck.select(owner, provider.options(), given);
    return provider.open(location, given);
  }

  private static StorageProvider provider(URI location, Iterable<StorageProvider> installed) {
    Map<String, StorageProvider> byScheme = new TreeMap<>();
    installed.forEach(provider -> byScheme.put(provider.scheme(), provider));
    if (location.getScheme() == null) {
      throw invalid("expected a location with a scheme, such as file:/…, got '" + location + "'");
    }
    String scheme = location.getScheme().toLowerCase(Locale.ROOT);
    StorageProvider provider = byScheme.get(scheme);
    if (provider == null) {
      throw invalid(unknown(location, scheme, byScheme));
    }
    return provider;
  }

  private static String unknown(URI location, String scheme, Map<String, ?> known) {
    String jar = JARS.get(scheme);
    return "no storage for '"
        + scheme
        + ":' of '"
        + location
        + "' is installed; there are "
        + String.join(", ", known.keySet())
        + (jar == null ? "" : "; add " + jar + " to the class path");
  }

  private static LaminarException invalid(String message) {
    return new LaminarException(ErrorCode.INVALID_OPTION, message);
  }
}
