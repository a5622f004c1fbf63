package dev.laminar.sql.internal.bind;

import java.util.Locale;
import java.util.Set;

/** Functions that are called without parentheses, unless a column has their name. */
final class Niladic {

  private static final Set<String> NAMES =
      Set.of("current_timestamp", "current_date", "current_time", "localtime", "localtimestamp");

  private Niladic() {}

  static boolean is(String name) {
    return NAMES.contains(name.toLowerCase(Locale.ROOT));
  }
}
