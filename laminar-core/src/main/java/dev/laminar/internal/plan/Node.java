package dev.laminar.internal.plan;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.internal.expr.Expr;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A step of a plan: what is computed, not how or where. Nodes are immutable records; a node used
 * twice is computed once (identity decides, not equality).
 *
 * <p>Event time is an ordinary TIMESTAMP column, {@link #timeColumn}, that nodes hand on. A
 * watermark t promises that no later row has an event time below t.
 */
public sealed interface Node {

  Schema schema();

  List<Node> inputs();

  /** Whether rows can be retracted. */
  boolean updating();

  /** The column that holds event time, or empty if rows have none (any more). */
  OptionalInt timeColumn();

  /** Reads a table: the leaf of every plan. */
  record Scan(SourceTable table, Schema schema) implements Node {
    @Override
    public List<Node> inputs() {
      return List.of();
    }

    @Override
    public boolean updating() {
      return table.readsChanges();
    }

    @Override
    public OptionalInt timeColumn() {
      return OptionalInt.empty();
    }
  }

  /** Fixed rows, in the form that {@link dev.laminar.data.Column#get} gives; each an insert. */
  record Values(Schema schema, List<List<Object>> rows) implements Node {
    @Override
    public List<Node> inputs() {
      return List.of();
    }

    @Override
    public boolean updating() {
      return false;
    }

    @Override
    public OptionalInt timeColumn() {
      return OptionalInt.empty();
    }
  }

  /**
   * Filters (true passes), then computes one column per projection. Expressions see the input's
   * columns. {@code timeColumn} is among the outputs.
   */
  record Calc(
      Node input,
      Optional<Expr> filter,
      List<Expr> projections,
      List<String> names,
      OptionalInt timeColumn,
      BadData badData)
      implements Node {
    public Calc {
      projections = List.copyOf(projections);
      names = List.copyOf(names);
    }

    @Override
    public Schema schema() {
      List<Field> fields = new ArrayList<>(names.size());
      for (int i = 0; i < names.size(); i++) {
        Expr expr = projections.get(i);
        fields.add(new Field(names.get(i), expr.type(), expr.nullable()));
      }
      return new Schema(fields);
    }

    @Override
    public List<Node> inputs() {
      return List.of(input);
    }

    @Override
    public boolean updating() {
      return input.updating();
    }
  }

  /** Applies a Java function (the fluent API's lambdas) to each batch. */
  record Transform(
      Node input,
      String name,
      Schema schema,
      BatchFunction.Factory function,
      OptionalInt timeColumn)
      implements Node {
    @Override
    public List<Node> inputs() {
      return List.of(input);
    }

    @Override
    public boolean updating() {
      return input.updating();
    }
  }

  /**
   * Starts event time: declares the input's column {@code time} to be it, and derives a watermark
   * per split: the largest {@code watermark} value (TIMESTAMP) seen. Rows whose time is null are
   * bad rows.
   */
  record Watermark(Node input, int time, Expr watermark, Duration idleTime, BadData badData)
      implements Node {
    @Override
    public Schema schema() {
      return input.schema();
    }

    @Override
    public List<Node> inputs() {
      return List.of(input);
    }

    @Override
    public boolean updating() {
      return input.updating();
    }

    @Override
    public OptionalInt timeColumn() {
      return OptionalInt.of(time);
    }
  }

  /**
   * Groups by keys and event-time window; one row per group and window when the watermark passes
   * the window's end. Output: the keys, {@code window_start}, {@code window_end}, the aggregates,
   * and {@code window_time} (end − 1 µs), the new event time. An updating input is summed up; late
   * rows are dropped and counted.
   */
  record WindowAggregate(Node input, int[] keys, WindowSpec window, List<AggregateCall> aggregates)
      implements Node {
    public WindowAggregate {
      aggregates = List.copyOf(aggregates);
    }

    @Override
    public Schema schema() {
      List<Field> fields = new ArrayList<>(input.schema().select(keys).fields());
      fields.add(Field.required("window_start", DataType.TIMESTAMP));
      fields.add(Field.required("window_end", DataType.TIMESTAMP));
      aggregates.forEach(call -> fields.add(call.field()));
      fields.add(Field.required("window_time", DataType.TIMESTAMP));
      return new Schema(fields);
    }

    @Override
    public List<Node> inputs() {
      return List.of(input);
    }

    @Override
    public boolean updating() {
      return false;
    }

    @Override
    public OptionalInt timeColumn() {
      return OptionalInt.of(schema().size() - 1);
    }
  }

  /**
   * Groups by keys without end: at each tick one net change per key. Output: keys, aggregates.
   * Without aggregates it is DISTINCT; without keys there is always exactly one row.
   */
  record Aggregate(Node input, int[] keys, List<AggregateCall> aggregates) implements Node {
    public Aggregate {
      aggregates = List.copyOf(aggregates);
    }

    @Override
    public Schema schema() {
      List<Field> fields = new ArrayList<>(input.schema().select(keys).fields());
      aggregates.forEach(call -> fields.add(call.field()));
      return new Schema(fields);
    }

    @Override
    public List<Node> inputs() {
      return List.of(input);
    }

    /** DISTINCT over inserts only ever inserts. */
    @Override
    public boolean updating() {
      return !aggregates.isEmpty() || keys.length == 0 || input.updating();
    }

    @Override
    public OptionalInt timeColumn() {
      return OptionalInt.empty();
    }
  }

  /**
   * Joins rows with equal keys (null equals nothing) for which {@code condition}, if present, is
   * true; it sees left then right columns. Output: left columns, right columns. Without keys it is
   * a cross join.
   */
  record Join(
      Node left,
      Node right,
      JoinKind kind,
      int[] leftKeys,
      int[] rightKeys,
      Optional<Expr> condition)
      implements Node {
    @Override
    public Schema schema() {
      return kind.output(left.schema(), right.schema());
    }

    @Override
    public List<Node> inputs() {
      return List.of(left, right);
    }

    @Override
    public boolean updating() {
      return left.updating() || right.updating() || kind != JoinKind.INNER;
    }

    @Override
    public OptionalInt timeColumn() {
      return OptionalInt.empty();
    }
  }

  /**
   * Joins two windowed inputs within equal windows; results, outer ones included, come when the
   * watermark passes the window's end, and the window's rows are then forgotten. {@code leftWindow}
   * and {@code rightWindow} are the columns of the window's end; start and end are to be among the
   * keys. {@code timeColumn}: where in the output the event time (window end − 1 µs) of one side
   * stands.
   */
  record WindowJoin(
      Node left,
      Node right,
      JoinKind kind,
      int[] leftKeys,
      int[] rightKeys,
      int leftWindow,
      int rightWindow,
      Optional<Expr> condition,
      OptionalInt timeColumn)
      implements Node {
    @Override
    public Schema schema() {
      return kind.output(left.schema(), right.schema());
    }

    @Override
    public List<Node> inputs() {
      return List.of(left, right);
    }

    @Override
    public boolean updating() {
      return false;
    }
  }

  /** All rows of all inputs, which have the same column types. */
  record Union(List<Node> inputs, OptionalInt timeColumn) implements Node {
    public Union {
      inputs = List.copyOf(inputs);
    }

    @Override
    public Schema schema() {
      return unionSchema(inputs);
    }

    @Override
    public boolean updating() {
      return inputs.stream().anyMatch(Node::updating);
    }
  }

  /**
   * One row per element of a list (or entry of a map): the input's columns, then the element (a
   * struct's fields one by one if {@code spread}; a map's key and value), then its number from 1 if
   * {@code ordinality}. {@code outer} keeps rows whose list is null or empty.
   */
  record Unnest(
      Node input,
      Expr list,
      List<Field> elements,
      boolean spread,
      boolean ordinality,
      boolean outer)
      implements Node {
    public Unnest {
      elements = List.copyOf(elements);
    }

    @Override
    public Schema schema() {
      List<Field> fields = new ArrayList<>(input.schema().fields());
      fields.addAll(elements);
      if (ordinality) {
        fields.add(new Field("ordinality", DataType.BIGINT, outer));
      }
      return new Schema(fields);
    }

    @Override
    public List<Node> inputs() {
      return List.of(input);
    }

    @Override
    public boolean updating() {
      return input.updating();
    }

    @Override
    public OptionalInt timeColumn() {
      return input.timeColumn();
    }
  }

  /** Writes to a table; the input has exactly the table's columns. A root of the plan. */
  record Sink(Node input, SinkTable table) implements Node {
    @Override
    public Schema schema() {
      return input.schema();
    }

    @Override
    public List<Node> inputs() {
      return List.of(input);
    }

    @Override
    public boolean updating() {
      return input.updating();
    }

    @Override
    public OptionalInt timeColumn() {
      return OptionalInt.empty();
    }
  }

  private static Schema unionSchema(List<Node> inputs) {
    List<Field> fields = new ArrayList<>();
    Schema first = inputs.getFirst().schema();
    for (int i = 0; i < first.size(); i++) {
      int column = i;
      boolean nullable = inputs.stream().anyMatch(in -> in.schema().field(column).nullable());
      fields.add(new Field(first.field(i).name(), first.field(i).type(), nullable));
    }
    return new Schema(fields);
  }
}
