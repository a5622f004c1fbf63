package dev.laminar.internal.plan;

import dev.laminar.data.Schema;
import dev.laminar.spi.Source;

/**
 * A table to read from.
 *
 * @param identity what is read: tables that agree in it have the same rows
 * @param full all columns that the source has; a scan reads a pruned part
 * @param readsChanges whether its rows can be retracts (such as Debezium's)
 */
public record SourceTable(
    String name,
    String connector,
    Identity identity,
    Source source,
    Schema full,
    boolean readsChanges,
    BadData badData) {

  /**
   * What is read, as far as it decides whether a position in it is still good.
   *
   * @param text the connector, and those of its options and its format's that matter
   * @param byPosition whether columns are known by their places, not by their names
   */
  public record Identity(String text, boolean byPosition) {}

  /** A table that is known by its connector and its name alone. */
  public SourceTable(
      String name,
      String connector,
      Source source,
      Schema full,
      boolean readsChanges,
      BadData badData) {
    this(name, connector, named(name, connector), source, full, readsChanges, badData);
  }

  /** What tables are that only their names tell apart. */
  public static Identity named(String name, String connector) {
    return new Identity(Definitions.quote(connector) + ", " + Definitions.quote(name), false);
  }
}
