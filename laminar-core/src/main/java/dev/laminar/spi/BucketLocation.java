package dev.laminar.spi;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.stream.Stream;

/**
 * A prefix in a bucket, as {@code s3://bucket/a/b/} says: what storages in object stores have in
 * common.
 *
 * @param prefix ends with {@code /} unless it is empty
 */
public record BucketLocation(String scheme, String bucket, String prefix) {

  public BucketLocation {
    if (bucket.isEmpty() || (!prefix.isEmpty() && !prefix.endsWith("/"))) {
      throw new IllegalArgumentException("bucket '" + bucket + "', prefix '" + prefix + "'");
    }
  }

  /** Reads a URI; percent signs in its path stand for what they escape. */
  public static BucketLocation of(URI location) {
    String bucket = location.getRawAuthority();
    String path = location.getPath();
    if (location.getScheme() == null || bucket == null || path == null) {
      throw invalid(location, "expected a bucket after ://");
    }
    if (location.getRawQuery() != null || location.getRawFragment() != null) {
      throw invalid(location, "it ends with the path: write ? and # as %3F and %23");
    }
    if (bucket.indexOf('@') >= 0 || bucket.indexOf(':') >= 0) {
      throw invalid(location, "credentials and ports are given as options");
    }
    String prefix = path.startsWith("/") ? path.substring(1) : path;
    if (!prefix.isEmpty() && !prefix.endsWith("/")) {
      prefix += "/";
    }
    if (!prefix.isEmpty() && !plain(prefix.substring(0, prefix.length() - 1))) {
      throw invalid(location, "a part of the path is empty, '.' or '..', or has a backslash");
    }
    return new BucketLocation(location.getScheme(), bucket, prefix);
  }

  private static LaminarException invalid(URI location, String why) {
    return new LaminarException(
        ErrorCode.INVALID_OPTION,
        "'%s' is no place for objects: %s; such as %s://bucket/path/"
            .formatted(location, why, location.getScheme() == null ? "s3" : location.getScheme()));
  }

  private static boolean plain(String path) {
    return path.indexOf('\\') < 0
        && path.indexOf('\0') < 0
        && Stream.of(path.split("/", -1))
            .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
  }

  /** The key of an object in the bucket. */
  public String key(String name) {
    if (!plain(name)) {
      throw new IllegalArgumentException("no name of an object: '" + name + "'");
    }
    return prefix + name;
  }

  /** An object as messages call it: nothing of its name is escaped. */
  public String describe(String name) {
    return scheme + "://" + bucket + "/" + prefix + name;
  }

  /** With a slash at its end. */
  public URI uri() {
    try {
      return new URI(scheme, bucket, "/" + prefix, null, null);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
