package dev.laminar.sql.internal.bind;

import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.plan.WindowSpec;
import dev.laminar.sql.internal.bind.Relation.Output;
import dev.laminar.sql.internal.bind.Relation.WindowColumns;
import java.util.ArrayList;
import java.util.List;

/**
 * DISTINCT over windowed rows that show their window: a grouping by all columns, which ends with
 * the window.
 */
record WindowedDistinct(Node input, int columns, WindowColumns window) {

  Relation distinct(List<Output> outputs, BadData badData) {
    int[] keys =
        java.util.stream.IntStream.range(0, columns)
            .filter(column -> column != window.start() && column != window.end())
            .toArray();
    Node node =
        new Node.WindowAggregate(
            input, keys, new WindowSpec.Given(window.start(), window.end()), List.of());
    int[] moved = new int[input.schema().size()];
    for (int i = 0; i < keys.length; i++) {
      moved[keys[i]] = i;
    }
    moved[window.start()] = keys.length;
    moved[window.end()] = keys.length + 1;
    List<Output> result = new ArrayList<>();
    for (Output output : outputs) {
      result.add(
          new Output(output.name(), Trees.mapColumns(output.expr(), column -> moved[column])));
    }
    WindowColumns now = new WindowColumns(keys.length, keys.length + 1, window.fixed());
    return new Relation(node, result, List.of(now), badData);
  }
}
