package dev.laminar.sql.parser;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/**
 * A column of a {@code CREATE TABLE}.
 *
 * @param type null only for a generated column, which then has the type of its expression
 * @param typeSpan where the type stands, or the name if there is no type
 * @param notNull whether NOT NULL is written, or PRIMARY KEY
 */
public record Column(
    SqlIdentifier name, @Nullable TypeName type, Span typeSpan, boolean notNull, Origin origin) {

  /** Where the values of a column come from. */
  public sealed interface Origin {}

  /** From the record that the connector reads. */
  public record Stored() implements Origin {}

  /**
   * From an expression over other columns.
   *
   * @param stored whether STORED is written, so that the column is also written to sinks
   */
  public record Generated(SqlNode expression, boolean stored) implements Origin {}

  /**
   * From what the connector knows about the record.
   *
   * @param key the connector's name for it
   */
  public record Metadata(String key, Span keySpan) implements Origin {}
}
