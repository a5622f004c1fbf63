package dev.laminar.internal.plan;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import java.util.List;
import java.util.Map;

/**
 * What a pipeline computes: a graph of {@link Node}s that ends in sinks. SQL and the fluent API
 * build the same plan; EXPLAIN prints it; a runner executes it.
 *
 * @param deadLetters the tables that {@link BadData.DeadLetter} names, by name; each takes rows of
 *     {@link #DEAD_LETTER}
 */
public record Plan(List<Node.Sink> sinks, Map<String, SinkTable> deadLetters) {

  /** The columns of a dead letter. */
  public static final Schema DEAD_LETTER =
      Schema.of(
          Field.required("raw", DataType.BYTES),
          Field.required("source", DataType.TEXT),
          Field.of("split", DataType.TEXT),
          Field.of("position", DataType.TEXT),
          Field.required("operator", DataType.TEXT),
          Field.required("error", DataType.TEXT),
          Field.required("time", DataType.TIMESTAMP));

  public Plan {
    sinks = List.copyOf(sinks);
    deadLetters = Map.copyOf(deadLetters);
  }
}
