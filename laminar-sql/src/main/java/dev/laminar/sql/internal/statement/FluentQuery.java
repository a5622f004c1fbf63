package dev.laminar.sql.internal.statement;

import dev.laminar.internal.plan.Node;
import dev.laminar.sql.SqlPlanner;
import dev.laminar.sql.internal.bind.NodeRelations;
import dev.laminar.sql.internal.bind.Relation;
import dev.laminar.sql.internal.bind.Sinks;
import dev.laminar.sql.internal.catalog.Catalog;
import dev.laminar.sql.internal.catalog.Table;
import java.util.List;
import java.util.Map;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Binds a query of the fluent API over the streams that it names. */
public final class FluentQuery {

  private FluentQuery() {}

  public static SqlPlanner.Query bind(String text, Map<String, Node> views) {
    Session session = new Session();
    Catalog catalog = Catalog.EMPTY;
    for (Map.Entry<String, Node> view : views.entrySet()) {
      SqlIdentifier name = new SqlIdentifier(view.getKey(), SqlParserPos.ZERO);
      Table table = new Table.Memory(name, List.of());
      session.put(table, NodeRelations.of(view.getValue()));
      catalog = catalog.with(table);
    }
    Relation relation = session.bind(Parsing.query(text), catalog);
    return new SqlPlanner.Query(Sinks.withTime(relation), relation.outputs().size());
  }
}
