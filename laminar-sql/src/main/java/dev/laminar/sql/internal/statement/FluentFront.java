package dev.laminar.sql.internal.statement;

import dev.laminar.internal.fluent.SqlFront;
import dev.laminar.internal.plan.Node;
import java.util.Map;

/** Answers {@code stream.sql("…")} of the fluent API. Stateless; any thread. */
public final class FluentFront implements SqlFront {

  /** The query's columns; event time comes behind them if it is not among them. */
  @Override
  public Node query(String sql, Map<String, Node> tables) {
    return FluentQuery.bind(sql, tables).node();
  }
}
