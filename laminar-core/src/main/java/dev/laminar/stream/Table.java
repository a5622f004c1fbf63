package dev.laminar.stream;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A connector by name and its options, as SQL's WITH has them: {@code
 * Table.of("single_file").with("path", "cars.json")}. Immutable.
 */
public record Table(String connector, Map<String, String> options) {

  public Table {
    options = Map.copyOf(options);
  }

  public static Table of(String connector) {
    return new Table(connector, Map.of());
  }

  /** The same with one more option. */
  public Table with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(options);
    more.put(name, value);
    return new Table(connector, more);
  }
}
