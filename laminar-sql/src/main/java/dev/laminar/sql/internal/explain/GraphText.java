package dev.laminar.sql.internal.explain;

import dev.laminar.sql.PlanGraph;
import dev.laminar.sql.PlanGraph.Edge;
import dev.laminar.sql.PlanGraph.Operator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes a graph as a tree from the sinks down, two lines an operator. What several operators read
 * is written out once and referred to afterwards.
 */
public final class GraphText {

  private final PlanGraph graph;
  private final StringBuilder text = new StringBuilder();
  private final Set<Integer> written = new HashSet<>();

  private GraphText(PlanGraph graph) {
    this.graph = graph;
  }

  public static String of(PlanGraph graph) {
    GraphText writer = new GraphText(graph);
    for (Operator operator : graph.operators()) {
      if (graph.edges().stream().noneMatch(edge -> edge.from() == operator.id())) {
        writer.write(operator, "", 0);
      }
    }
    graph
        .warnings()
        .forEach(warning -> writer.text.append("warning: ").append(warning).append('\n'));
    return writer.text.toString();
  }

  private void write(Operator operator, String distribution, int depth) {
    String indent = "  ".repeat(depth);
    text.append(indent).append('#').append(operator.id()).append(' ').append(operator.operator());
    if (!written.add(operator.id())) {
      text.append(" (above)");
      text.append(distribution.isEmpty() ? "" : ", " + distribution).append('\n');
      return;
    }
    text.append(": ").append(operator.description()).append('\n');
    text.append(indent)
        .append("    ")
        .append(String.join(", ", properties(operator, distribution)));
    text.append('\n');
    for (Edge edge : graph.edges()) {
      if (edge.to() == operator.id()) {
        write(graph.operators().get(edge.from() - 1), edge.distribution(), depth + 1);
      }
    }
  }

  private static List<String> properties(Operator operator, String distribution) {
    List<String> properties = new ArrayList<>();
    properties.add("parallelism " + operator.parallelism());
    if (!distribution.isEmpty()) {
      properties.add("to reader: " + distribution);
    }
    properties.add("changes: " + operator.changelog());
    operator.watermark().ifPresent(column -> properties.add("watermark on " + column));
    operator
        .state()
        .ifPresent(
            state ->
                properties.add(
                    "state by "
                        + state.key()
                        + ": "
                        + state.estimate()
                        + ", time to live "
                        + state.timeToLive()));
    return properties;
  }
}
