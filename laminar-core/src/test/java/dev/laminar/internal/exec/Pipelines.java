package dev.laminar.internal.exec;

import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.internal.exec.graph.OperatorFactory;
import dev.laminar.internal.exec.graph.Operators;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.plan.AggregateCall;
import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.plan.JoinKind;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.plan.Plan;
import dev.laminar.internal.plan.SinkTable;
import dev.laminar.internal.plan.SourceTable;
import dev.laminar.internal.plan.WindowSpec;
import dev.laminar.spi.Sink;
import dev.laminar.spi.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Plans for tests of the runner, over rows of a key, a number and a time. */
final class Pipelines {

  static final Schema ROWS =
      Schema.of(
          Field.of("key", DataType.TEXT),
          Field.of("n", DataType.BIGINT),
          Field.of("ts", DataType.TIMESTAMP));

  private Pipelines() {}

  static Node.Scan scan(Source source) {
    return scan(source, BadData.FAIL);
  }

  static Node.Scan scan(Source source, BadData badData) {
    return new Node.Scan(
        new SourceTable("t", "rows", source, source.schema(), false, badData), source.schema());
  }

  static Node.Scan scan(Source source, String table) {
    return new Node.Scan(
        new SourceTable(table, "rows", source, source.schema(), false, BadData.FAIL),
        source.schema());
  }

  /** Rows of equal keys. */
  static Node.Join join(Node left, Node right) {
    return new Node.Join(
        left, right, JoinKind.INNER, new int[] {0}, new int[] {0}, Optional.empty());
  }

  static SinkTable table(String name, Sink sink) {
    return new SinkTable(name, "capture", sink, List.of(), BadData.FAIL);
  }

  static Node.Sink sink(Node input, Sink sink) {
    return new Node.Sink(input, table("out", sink));
  }

  static Plan plan(Node.Sink... sinks) {
    return new Plan(List.of(sinks), Map.of());
  }

  /** Doubles n. */
  static Node.Transform doubled(Node input) {
    return new Node.Transform(
        input,
        "double",
        ROWS,
        (allocator, batchRows) ->
            (batch, output) -> {
              try (batch;
                  BatchBuilder rows = new BatchBuilder(allocator, ROWS)) {
                for (List<Object> row : rows(batch)) {
                  rows.add(row.get(0), (Long) row.get(1) * 2, row.get(2));
                }
                output.accept(rows.build());
              }
            },
        OptionalInt.empty());
  }

  private static List<List<Object>> rows(Batch batch) {
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < batch.rows(); i++) {
      rows.add(batch.row(i));
    }
    return rows;
  }

  static Node.Watermark watermark(Node input, Duration idleTime) {
    return new Node.Watermark(
        input, 2, new Expr.ColumnRef(2, DataType.TIMESTAMP, true), idleTime, BadData.FAIL);
  }

  static final AggregateCall SUM =
      new AggregateCall(
          "sum", List.of(1), false, OptionalInt.empty(), List.of(), "sum", DataType.BIGINT, true);

  /** The sum of n by key, net changes at ticks. */
  static Node.Aggregate sumByKey(Node input) {
    return new Node.Aggregate(input, new int[] {0}, List.of(SUM));
  }

  /** The sum of n by key and tumbling window. */
  static Node.WindowAggregate sumByWindow(Node input, long micros) {
    return new Node.WindowAggregate(
        input,
        new int[] {0},
        new WindowSpec.Tumble(WindowSpec.Span.micros(micros), 0),
        List.of(SUM));
  }

  /** Runs aggregates with {@link SumByKey}, all else with the engine's own operators. */
  static OperatorFactory operators(Node node) {
    return switch (node) {
      case Node.Aggregate _ -> () -> new SumByKey(0);
      case Node.WindowAggregate aggregate -> {
        WindowSpec.Tumble tumble = (WindowSpec.Tumble) aggregate.window();
        yield () -> new SumByKey(tumble.size().micros());
      }
      default -> Operators.of(node);
    };
  }
}
