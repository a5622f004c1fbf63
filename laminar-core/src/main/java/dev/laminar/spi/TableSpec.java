package dev.laminar.spi;

import dev.laminar.data.Schema;
import java.util.List;
import java.util.Optional;

/**
 * What a connector is told of a table.
 *
 * @param schema the physical columns; for a source they may be empty, which asks it to infer them
 * @param options the connector's options, checked; the format's are inside {@code format}
 * @param format what decodes or encodes the table's bytes, for connectors that use one
 * @param primaryKey names of the key columns; empty if there is none
 * @param services clock and other things that a plugin must not make itself
 */
public record TableSpec(
    String name,
    Schema schema,
    Options options,
    Optional<FormatSpec> format,
    List<String> primaryKey,
    Services services) {

  public TableSpec {
    primaryKey = List.copyOf(primaryKey);
  }

  /** A format and its checked options. */
  public record FormatSpec(Format format, Options options) {}
}
