package dev.laminar.spi;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;

/**
 * Connects to one kind of external system: a ServiceLoader plugin.
 *
 * <p>A stateless factory that any thread may call. Nothing external is touched before a job opens
 * the source or sink, except where {@link Source#schema} has to be inferred.
 */
public interface Connector {

  /** The name in {@code WITH (connector = '…')}; lower case. */
  String name();

  /** One sentence for lists and docs. */
  String description();

  /** The options it knows; checks, docs and forms come from it. */
  OptionSchema options();

  /** Whether its tables hold bytes that a {@link Format} decodes and encodes. */
  default boolean usesFormat() {
    return false;
  }

  /** The format when the table names none. */
  default String defaultFormat() {
    return "json";
  }

  default boolean isSource() {
    return false;
  }

  default boolean isSink() {
    return false;
  }

  /**
   * Whether what is read depends on the table's name, not on its options alone. If not, a table
   * that is renamed goes on where it was.
   */
  default boolean readsByName() {
    return false;
  }

  /** Makes the reading side of a table; the options have been checked against {@link #options}. */
  default Source source(TableSpec table) {
    throw new LaminarException(
        ErrorCode.UNSUPPORTED, "connector '" + name() + "' cannot be read from, only written to");
  }

  /** Makes the writing side of a table. */
  default Sink sink(TableSpec table) {
    throw new LaminarException(
        ErrorCode.UNSUPPORTED, "connector '" + name() + "' cannot be written to, only read from");
  }
}
