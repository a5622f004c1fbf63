package dev.laminar.internal.connect;

import dev.laminar.internal.plan.SourceTable.Identity;
import dev.laminar.spi.Connector;
import dev.laminar.spi.Format;
import dev.laminar.spi.OptionSchema;
import dev.laminar.spi.Options;
import dev.laminar.spi.TableSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Says what a connector's table reads, for its state to be found again. Stateless. */
public final class TableIdentity {

  private TableIdentity() {}

  /** The connector, the format, and those of their options that decide what is read. */
  public static Identity of(Connector connector, TableSpec table) {
    List<String> parts = new ArrayList<>();
    parts.add("connector " + quote(connector.name()));
    if (connector.readsByName()) {
      parts.add("table " + quote(table.name()));
    }
    parts.addAll(options(connector.options(), table.options()));
    boolean byPosition = false;
    if (table.format().isPresent()) {
      Format format = table.format().get().format();
      Options options = table.format().get().options();
      parts.add("format " + quote(format.name()));
      parts.addAll(options(format.options(), options));
      if (format.readsChanges()) {
        parts.add("key " + table.primaryKey().stream().map(TableIdentity::quote).toList());
      }
      byPosition = format.readsByPosition(options);
    }
    return new Identity(String.join(", ", parts), byPosition);
  }

  /** Given or by default. */
  private static List<String> options(OptionSchema schema, Options given) {
    Map<String, String> telling = new TreeMap<>();
    for (OptionSchema.Option option : schema.options()) {
      String name = option.name().toLowerCase(Locale.ROOT);
      String value = given.asMap().getOrDefault(name, option.defaultValue());
      if (value != null && !option.secret() && !option.changeable()) {
        telling.put(name, quote(value));
      }
    }
    return telling.entrySet().stream().map(e -> e.getKey() + " = " + e.getValue()).toList();
  }

  private static String quote(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
