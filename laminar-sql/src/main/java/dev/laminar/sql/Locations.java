package dev.laminar.sql;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Places of checkpoints as people write them. Stateless. */
public final class Locations {

  /** Two letters at least, so that {@code C:\\x} stays a path. */
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

  private Locations() {}

  /** The URI of a path, relative to the working directory, or of a URI. */
  public static URI of(String text) {
    try {
      return SCHEME.matcher(text).matches()
          ? new URI(text)
          : Path.of(text).toAbsolutePath().normalize().toUri();
    } catch (URISyntaxException | InvalidPathException e) {
      throw new LaminarException(
          ErrorCode.INVALID_OPTION,
          "expected a path or a URI such as s3://bucket/prefix for checkpoints, got '"
              + text
              + "': "
              + e.getMessage(),
          e);
    }
  }
}
