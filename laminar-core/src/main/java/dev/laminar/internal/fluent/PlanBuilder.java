package dev.laminar.internal.fluent;

import dev.laminar.data.Schema;
import dev.laminar.internal.connect.Connectors;
import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.plan.Plan;
import dev.laminar.internal.plan.SinkTable;
import dev.laminar.internal.plan.SourceTable;
import dev.laminar.spi.Services;
import dev.laminar.spi.Sink;
import dev.laminar.spi.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Collects the sinks of one pipeline while it is written. One thread. */
public final class PlanBuilder {

  private final Connectors connectors;
  private final Services services;
  private final SqlFront sql;
  private final List<Node.Sink> sinks = new ArrayList<>();

  public PlanBuilder(Connectors connectors, Services services, SqlFront sql) {
    this.connectors = connectors;
    this.services = services;
    this.sql = sql;
  }

  Connectors connectors() {
    return connectors;
  }

  Services services() {
    return services;
  }

  SqlFront sql() {
    return sql;
  }

  /** A scan of all the source's columns. */
  Node scan(
      String name,
      String connector,
      SourceTable.Identity identity,
      Source source,
      boolean readsChanges,
      BadData badData) {
    Schema schema = source.schema();
    return new Node.Scan(
        new SourceTable(name, connector, identity, source, schema, readsChanges, badData), schema);
  }

  void sink(Node input, String name, String connector, Sink sink) {
    sinks.add(new Node.Sink(input, new SinkTable(name, connector, sink, List.of(), BadData.FAIL)));
  }

  /** The plan so far. */
  public Plan plan() {
    return new Plan(sinks, Map.of());
  }
}
