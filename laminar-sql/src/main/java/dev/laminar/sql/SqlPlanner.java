package dev.laminar.sql;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.internal.connect.Connectors;
import dev.laminar.internal.plan.Node;
import dev.laminar.spi.Services;
import dev.laminar.sql.internal.statement.FluentQuery;
import dev.laminar.sql.internal.statement.ScriptPlanner;
import java.util.Map;

/**
 * Turns SQL into plans. Immutable; any thread may plan at any time.
 *
 * <p>Whatever is wrong with a text is a {@link LaminarException} with the line and column where it
 * is wrong.
 */
public final class SqlPlanner {

  private final Connectors connectors;
  private final Services services;
  private final Settings settings;
  private final PreviewTables previews;

  private SqlPlanner(
      Connectors connectors, Services services, Settings settings, PreviewTables previews) {
    this.connectors = connectors;
    this.services = services;
    this.settings = settings;
    this.previews = previews;
  }

  /** A planner for the tables of those connectors. */
  public static SqlPlanner create(Connectors connectors, Services services) {
    PreviewTables none =
        (number, schema, updating) -> {
          throw new LaminarException(
              ErrorCode.UNSUPPORTED,
              "nobody reads the rows of a SELECT here; write INSERT INTO table SELECT …");
        };
    return new SqlPlanner(connectors, services, Settings.NONE, none);
  }

  /** A planner that begins each text with those settings. */
  public SqlPlanner withSettings(Settings defaults) {
    return new SqlPlanner(connectors, services, defaults, previews);
  }

  /** A planner that sends the rows of a SELECT that stands alone to those tables. */
  public SqlPlanner withPreviews(PreviewTables tables) {
    return new SqlPlanner(connectors, services, settings, tables);
  }

  /** Plans all statements of a text. */
  public Script plan(String text) {
    return new ScriptPlanner(connectors, services, settings, previews).plan(text);
  }

  /**
   * Binds one query over nodes that are there already.
   *
   * @param views the nodes by the names under which the query reads them
   */
  public Query query(String text, Map<String, Node> views) {
    return FluentQuery.bind(text, views);
  }

  /**
   * A query as a node.
   *
   * @param columns how many of the node's first columns are the query's; one more may hold event
   *     time
   */
  public record Query(Node node, int columns) {}
}
