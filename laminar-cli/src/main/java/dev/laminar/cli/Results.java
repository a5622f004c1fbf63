package dev.laminar.cli;

import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.internal.connect.Connectors;
import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.plan.SinkTable;
import dev.laminar.spi.Services;
import dev.laminar.spi.Sink;
import dev.laminar.spi.TableSpec;
import dev.laminar.sql.Script;
import dev.laminar.sql.Settings;
import dev.laminar.sql.SqlPlanner;
import dev.laminar.sql.StatementResult;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plans SQL so that its results come out on a terminal: SELECTs as they run, the rest at once. */
final class Results {

  private final Terminal terminal;
  private final boolean asTable;
  private final Connectors connectors = Connectors.installed();
  private final Services services;
  private volatile boolean endless;

  Results(Terminal terminal, boolean asTable) {
    this.terminal = terminal;
    this.asTable = asTable;
    this.services = new Services(Clock.systemUTC(), terminal::out, () -> System.in);
  }

  Script plan(String text, Settings settings) {
    Script script =
        SqlPlanner.create(connectors, services)
            .withSettings(settings)
            .withPreviews(this::preview)
            .plan(text);
    endless = script.plan().sinks().stream().anyMatch(Results::endless);
    return script;
  }

  private static boolean endless(Node node) {
    return node instanceof Node.Scan scan
        ? !scan.table().source().bounded()
        : node.inputs().stream().anyMatch(Results::endless);
  }

  private SinkTable preview(int number, Schema schema, boolean updating) {
    Sink sink =
        asTable
            ? new TableSink(terminal.out(), updating, () -> endless)
            : jsonLines(schema, updating);
    return new SinkTable("select " + number, "terminal", sink, List.of(), BadData.FAIL);
  }

  private Sink jsonLines(Schema schema, boolean updating) {
    Map<String, String> options =
        Map.of("connector", "stdout", "format", updating ? "debezium_json" : "json");
    TableSpec table = connectors.table("stdout", schema, options, List.of(), services);
    return connectors.connector("stdout").sink(table);
  }

  /** Shows what SHOW, DESCRIBE and EXPLAIN say. */
  void print(Script script) {
    for (StatementResult result : script.results()) {
      switch (result) {
        case StatementResult.Rows rows -> print(rows);
        case StatementResult.Explanation explanation -> terminal.out().print(explanation.text());
        case StatementResult.Done done -> {}
        case StatementResult.Writes writes -> {}
      }
    }
    terminal.out().flush();
  }

  private void print(StatementResult.Rows rows) {
    List<Field> fields = rows.schema().fields();
    TextTable table = new TextTable(rows.schema().names(), new boolean[fields.size()]);
    for (List<@Nullable Object> row : rows.rows()) {
      List<String> cells = new ArrayList<>();
      row.forEach(value -> cells.add(value == null ? "" : value.toString()));
      table.add(cells, null);
    }
    terminal.out().print(table.render());
  }
}
