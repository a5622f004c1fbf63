package dev.laminar.internal.storage;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.spi.OptionSchema;
import dev.laminar.spi.Storage;
import dev.laminar.spi.StorageProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.Map;

/** Storage in a directory, under {@code file:}. */
public final class FileStorageProvider implements StorageProvider {

  @Override
  public String scheme() {
    return "file";
  }

  @Override
  public OptionSchema options() {
    return OptionSchema.NONE;
  }

  @Override
  public Storage open(URI location, Map<String, String> options) throws IOException {
    return FileStorage.open(directory(location));
  }

  private static Path directory(URI location) {
    try {
      return Path.of(location);
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      throw new LaminarException(
          ErrorCode.INVALID_OPTION,
          "expected an absolute directory such as file:/a/b, got '"
              + location
              + "': "
              + e.getMessage());
    }
  }
}
