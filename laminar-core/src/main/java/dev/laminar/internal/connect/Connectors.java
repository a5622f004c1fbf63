package dev.laminar.internal.connect;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.data.Schema;
import dev.laminar.spi.Connector;
import dev.laminar.spi.Format;
import dev.laminar.spi.OptionSchema.Option;
import dev.laminar.spi.Options;
import dev.laminar.spi.Services;
import dev.laminar.spi.TableSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * The connectors and formats that are there, and the one place where a table's options are checked.
 * Each front (SQL, fluent API) turns its tables into {@link TableSpec}s here. Immutable; any
 * thread.
 */
public final class Connectors {

  /** Options of a table that the engine itself reads, whatever the connector. */
  private static final List<String> TABLE_OPTIONS =
      List.of("connector", "format", "bad_data", "event_time_field", "idle_time", "late_data");

  private final Map<String, Connector> connectors = new TreeMap<>();
  private final Map<String, Format> formats = new TreeMap<>();

  public Connectors(Iterable<Connector> connectors, Iterable<Format> formats) {
    connectors.forEach(connector -> this.connectors.put(connector.name(), connector));
    formats.forEach(format -> this.formats.put(format.name(), format));
  }

  /** Those on the class path. */
  public static Connectors installed() {
    return new Connectors(ServiceLoader.load(Connector.class), ServiceLoader.load(Format.class));
  }

  public List<Connector> connectors() {
    return List.copyOf(connectors.values());
  }

  public List<Format> formats() {
    return List.copyOf(formats.values());
  }

  public Connector connector(String name) {
    Connector connector = connectors.get(name.toLowerCase(Locale.ROOT));
    if (connector == null) {
      throw unknown("connector", name, connectors);
    }
    return connector;
  }

  public Format format(String name) {
    Format format = formats.get(name.toLowerCase(Locale.ROOT));
    if (format == null) {
      throw unknown("format", name, formats);
    }
    return format;
  }

  private static LaminarException unknown(String kind, String name, Map<String, ?> known) {
    return new LaminarException(
        ErrorCode.INVALID_OPTION,
        "unknown "
            + kind
            + " '"
            + name
            + "'"
            + Names.didYouMean(name, known.keySet())
            + "; there are "
            + String.join(", ", known.keySet()));
  }

  /**
   * A table as its connector is told of it.
   *
   * @param options all that was given in WITH, the engine's own included; unknown ones are refused
   */
  public TableSpec table(
      String name,
      Schema schema,
      Map<String, String> options,
      List<String> primaryKey,
      Services services) {
    Map<String, String> given = lowerCase(options);
    Connector connector = connector(required(given));
    Optional<Format> format = formatOf(connector, given);
    refuseUnknown(connector, format, given);
    String owner = "connector '" + connector.name() + "'";
    Options checked = OptionCheck.select(owner, connector.options(), given);
    return new TableSpec(
        name,
        schema,
        checked,
        format.map(
            f ->
                new TableSpec.FormatSpec(
                    f, OptionCheck.select("format '" + f.name() + "'", f.options(), given))),
        primaryKey,
        services);
  }

  private static Map<String, String> lowerCase(Map<String, String> options) {
    Map<String, String> lower = new LinkedHashMap<>();
    options.forEach((key, value) -> lower.put(key.toLowerCase(Locale.ROOT), value));
    return lower;
  }

  private static String required(Map<String, String> given) {
    String name = given.get("connector");
    if (name == null) {
      throw new LaminarException(
          ErrorCode.INVALID_OPTION,
          "the table needs the option 'connector', such as 'single_file'");
    }
    return name;
  }

  private Optional<Format> formatOf(Connector connector, Map<String, String> given) {
    return connector.usesFormat()
        ? Optional.of(format(given.getOrDefault("format", connector.defaultFormat())))
        : Optional.empty();
  }

  private static void refuseUnknown(
      Connector connector, Optional<Format> format, Map<String, String> given) {
    List<String> known = new ArrayList<>(TABLE_OPTIONS);
    connector.options().options().stream().map(Option::name).forEach(known::add);
    format.ifPresent(f -> f.options().options().stream().map(Option::name).forEach(known::add));
    if (format.isEmpty()) {
      known.remove("format");
    }
    String owner =
        "connector '"
            + connector.name()
            + "'"
            + format.map(f -> " with format '" + f.name() + "'").orElse("");
    OptionCheck.refuseUnknown(owner, given, known);
  }
}
