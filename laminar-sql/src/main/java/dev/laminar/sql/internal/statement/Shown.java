package dev.laminar.sql.internal.statement;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.internal.aggregate.AggregateFunction;
import dev.laminar.internal.aggregate.AggregateFunctions;
import dev.laminar.internal.connect.Connectors;
import dev.laminar.internal.expr.Functions;
import dev.laminar.internal.expr.ScalarFunction;
import dev.laminar.spi.Connector;
import dev.laminar.sql.StatementResult;
import dev.laminar.sql.internal.catalog.Catalog;
import dev.laminar.sql.internal.catalog.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answers to SHOW and DESCRIBE. */
final class Shown {

  private Shown() {}

  private static Schema texts(String... names) {
    List<Field> fields = new ArrayList<>();
    for (String name : names) {
      fields.add(Field.of(name, DataType.TEXT));
    }
    return new Schema(fields);
  }

  private static List<@Nullable Object> row(@Nullable Object... cells) {
    return java.util.Arrays.asList(cells);
  }

  static StatementResult tables(Catalog catalog) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Table table : catalog.tables()) {
      rows.add(
          switch (table) {
            case Table.External external -> row(table.name(), "table", external.connector().name());
            case Table.Memory memory -> row(table.name(), "table in memory", null);
            case Table.View view -> row(table.name(), "view", null);
          });
    }
    return new StatementResult.Rows(texts("name", "kind", "connector"), rows);
  }

  static StatementResult functions() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (ScalarFunction function : Functions.all()) {
      for (String signature : function.signatures()) {
        rows.add(row(function.name(), function.family(), signature, function.description()));
      }
    }
    for (AggregateFunction function : AggregateFunctions.all()) {
      for (String signature : function.signatures()) {
        rows.add(row(function.name(), "Aggregates", signature, function.description()));
      }
    }
    rows.add(row("tumble", "Windows", "tumble(size[, offset])", "Windows side by side."));
    rows.add(row("hop", "Windows", "hop(slide, size[, offset])", "A window begins every slide."));
    rows.add(row("session", "Windows", "session(gap)", "Rows of a key less than a gap apart."));
    rows.add(
        row(
            "cumulate",
            "Windows",
            "cumulate(step, max[, offset])",
            "Windows that grow by step up to max."));
    return new StatementResult.Rows(texts("name", "family", "signature", "description"), rows);
  }

  static StatementResult connectors(Connectors connectors) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Connector connector : connectors.connectors()) {
      String use =
          (connector.isSource() ? "source" : "")
              + (connector.isSource() && connector.isSink() ? ", " : "")
              + (connector.isSink() ? "sink" : "");
      rows.add(row(connector.name(), use, connector.description()));
    }
    return new StatementResult.Rows(texts("name", "use", "description"), rows);
  }

  static StatementResult columns(Table table, Session session) {
    Schema schema =
        table instanceof Table.External external && !external.connector().isSource()
            ? external.physical()
            : session.relation(table, table.identifier()).schema();
    List<String> key =
        table instanceof Table.External external ? external.spec().primaryKey() : List.of();
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Field field : schema.fields()) {
      boolean isKey = key.stream().anyMatch(field.name()::equalsIgnoreCase);
      rows.add(
          row(
              field.name(),
              field.type().toString(),
              field.nullable() && !isKey ? "YES" : "NO",
              isKey ? "PRIMARY KEY" : null));
    }
    return new StatementResult.Rows(texts("column", "type", "nullable", "key"), rows);
  }
}
