package dev.laminar.internal.fluent;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.internal.plan.Node;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * What turns a SQL query into plan nodes: a service that laminar-sql provides, so that core need
 * not know SQL.
 */
public interface SqlFront {

  /**
   * Plans one SELECT.
   *
   * @param tables the streams that it may read, by name
   */
  Node query(String sql, Map<String, Node> tables);

  /** The one on the class path, or one that says what is missing. */
  static SqlFront installed() {
    return ServiceLoader.load(SqlFront.class)
        .findFirst()
        .orElse(
            (sql, tables) -> {
              throw new LaminarException(
                  ErrorCode.UNSUPPORTED,
                  "sql(…) needs the module laminar-sql; add it to the class path");
            });
  }
}
