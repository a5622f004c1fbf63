package dev.laminar.internal.storage;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** What names objects may have, and their order. Stateless. */
final class StorageNames {

  /** By code point, which is the order of the bytes in UTF-8. */
  static final Comparator<String> ORDER =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  private StorageNames() {}

  /** Refuses what would leave the place or be no name of an object. */
  static String check(String name) {
    if (name.indexOf('\\') >= 0 || name.indexOf('\0') >= 0) {
      throw refused(name);
    }
    for (String part : name.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..") || isTemporary(part)) {
        throw refused(name);
      }
    }
    return name;
  }

  private static IllegalArgumentException refused(String name) {
    return new IllegalArgumentException(
        "expected an object's name such as 'state/1-1-0', got '" + name + "'");
  }

  static final String TEMPORARY = ".tmp-";

  /** Whether a file of that name is one that is not finished. */
  static boolean isTemporary(String lastPart) {
    return lastPart.startsWith(TEMPORARY);
  }
}
