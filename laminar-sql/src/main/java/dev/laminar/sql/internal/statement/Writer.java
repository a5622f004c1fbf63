package dev.laminar.sql.internal.statement;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.data.Schema;
import dev.laminar.internal.connect.Connectors;
import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.plan.Plan;
import dev.laminar.internal.plan.SinkTable;
import dev.laminar.spi.Services;
import dev.laminar.spi.Sink;
import dev.laminar.spi.TableSpec;
import dev.laminar.sql.PreviewTables;
import dev.laminar.sql.internal.bind.BindError;
import dev.laminar.sql.internal.bind.InsertBinder;
import dev.laminar.sql.internal.bind.Relation;
import dev.laminar.sql.internal.bind.Sinks;
import dev.laminar.sql.internal.catalog.Catalog;
import dev.laminar.sql.internal.catalog.Table;
import dev.laminar.sql.internal.rule.Optimizer;
import dev.laminar.sql.parser.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/** Collects what is written where, and makes the plan of it. One use, one thread. */
final class Writer {

  /** A statement's rows for a table. */
  private record Insert(SqlNode query, Relation rows) {}

  private final Connectors connectors;
  private final Services services;
  private final Map<Table.External, List<Insert>> inserts = new LinkedHashMap<>();
  private final List<Node.Sink> previews = new ArrayList<>();

  Writer(Connectors connectors, Services services) {
    this.connectors = connectors;
    this.services = services;
  }

  /** Another one of the same kind, empty. */
  Writer alone() {
    return new Writer(connectors, services);
  }

  void insert(Table.External table, List<SqlIdentifier> columns, SqlNode query, Relation rows) {
    if (!table.connector().isSink()) {
      throw BindError.unsupported(
          query,
          "table '"
              + table.name()
              + "' cannot be written: connector '"
              + table.connector().name()
              + "' only reads");
    }
    Relation fitted = rows;
    if (!table.columns().isEmpty()) {
      fitted =
          new InsertBinder(table.identifier(), query, rows).fit(table.columns(), columns, false);
    } else if (!columns.isEmpty()) {
      throw BindError.invalid(
          columns.getFirst(),
          "table '" + table.name() + "' takes the columns of the query; name them there with AS");
    }
    inserts.computeIfAbsent(table, t -> new ArrayList<>()).add(new Insert(query, fitted));
  }

  /** Writes the rows of a SELECT that stands alone; gives the sink's name. */
  String preview(Statement.Query query, Node rows, int number, PreviewTables tables) {
    try {
      SinkTable table = tables.create(number, rows.schema(), rows.updating());
      Changelogs.check(table, rows, connectors);
      previews.add(new Node.Sink(rows, table));
      return table.name();
    } catch (LaminarException e) {
      throw BindError.located(query.span().pos(), e);
    }
  }

  /** The plan of everything that is written. */
  Plan plan(Catalog catalog) {
    List<Node.Sink> sinks = new ArrayList<>();
    inserts.forEach((table, rows) -> sinks.add(sink(table, rows)));
    sinks.addAll(previews);
    List<Node.Sink> optimised = Optimizer.optimise(sinks);
    return new Plan(optimised, deadLetters(optimised, catalog));
  }

  private Node.Sink sink(Table.External table, List<Insert> rows) {
    SqlNode first = rows.getFirst().query();
    return BindError.locate(
        first,
        () -> {
          Relation all = Sinks.union(rows.stream().map(Insert::rows).toList());
          Node node = Sinks.exactly(policy(table, all));
          SinkTable sinkTable = sinkTable(table, node.schema());
          Changelogs.check(sinkTable, node, connectors);
          return new Node.Sink(node, sinkTable);
        });
  }

  /** A value that does not fit the table's column is bad data of the table, if it says so. */
  private static Relation policy(Table.External table, Relation rows) {
    BadData policy = table.badData().orElse(rows.badData());
    return new Relation(rows.node(), rows.outputs(), rows.windows(), policy);
  }

  private static SinkTable sinkTable(Table.External table, Schema schema) {
    table
        .format()
        .filter(format -> !format.canEncode())
        .ifPresent(
            format -> {
              throw new LaminarException(
                  ErrorCode.UNSUPPORTED,
                  "format '" + format.name() + "' can be read but not written");
            });
    TableSpec spec = table.spec();
    TableSpec told =
        new TableSpec(
            spec.name(), schema, spec.options(), spec.format(), spec.primaryKey(), spec.services());
    spec.format().ifPresent(f -> f.format().check(schema, spec.primaryKey(), f.options()));
    Sink sink = table.connector().sink(told);
    return new SinkTable(
        table.name(), table.connector().name(), sink, spec.primaryKey(), table.policy());
  }

  // ---- dead letters

  private static Map<String, SinkTable> deadLetters(List<Node.Sink> sinks, Catalog catalog) {
    Map<String, SinkTable> tables = new LinkedHashMap<>();
    for (String name : Policies.deadLetterTables(sinks)) {
      tables.put(name, deadLetter(name, catalog));
    }
    return tables;
  }

  private static SinkTable deadLetter(String name, Catalog catalog) {
    Table table =
        catalog
            .find(name)
            .orElseThrow(
                () ->
                    new LaminarException(
                        ErrorCode.INVALID_OPTION,
                        "option 'bad_data': there is no table '"
                            + name
                            + "' for dead letters; CREATE TABLE "
                            + name
                            + " WITH (connector = '…')"));
    if (!(table instanceof Table.External external) || !external.connector().isSink()) {
      throw BindError.at(
          table.identifier(),
          ErrorCode.INVALID_OPTION,
          "'" + name + "' cannot take dead letters: it is not a table that can be written");
    }
    List<String> declared = external.physical().names();
    if (!declared.isEmpty() && !external.physical().types().equals(Plan.DEAD_LETTER.types())) {
      throw BindError.at(
          table.identifier(),
          ErrorCode.INVALID_QUERY,
          "a table for dead letters has the columns "
              + Plan.DEAD_LETTER.fields()
              + "; leave them out of its CREATE TABLE");
    }
    return sinkTable(external, Plan.DEAD_LETTER);
  }
}
