package dev.laminar.internal.exec.graph;

import dev.laminar.internal.plan.SinkTable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A plan cut at its exchanges: what a runner makes tasks of, and what metrics and EXPLAIN show.
 * Immutable. Stages stand in an order in which no edge points backwards.
 */
public record StageGraph(List<Stage> stages, List<Edge> edges) {

  public StageGraph {
    stages = List.copyOf(stages);
    edges = List.copyOf(edges);
  }

  public Stage stage(int id) {
    return stages.get(id);
  }

  public List<Edge> inputs(Stage stage) {
    return edges.stream().filter(edge -> edge.to() == stage.id()).toList();
  }

  public List<Edge> outputs(Stage stage) {
    return edges.stream().filter(edge -> edge.from() == stage.id()).toList();
  }

  /** The tables that are written to, each once. */
  public List<SinkTable> sinkTables() {
    Map<String, SinkTable> tables = new TreeMap<>();
    for (Stage stage : stages) {
      if (stage.last() instanceof Step.Write write) {
        tables.put(write.table().name(), write.table());
      }
    }
    return List.copyOf(tables.values());
  }

  /** The operators' names by what their state is kept under. */
  public Map<String, String> operatorNames() {
    Map<String, String> names = new TreeMap<>();
    stages.forEach(stage -> stage.steps().forEach(step -> names.put(step.stateId(), step.name())));
    return names;
  }

  /** One line per stage, each followed by where its rows come from. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Stage stage : stages) {
      text.append(stage.id()).append(": ").append(stage).append('\n');
      for (Edge edge : inputs(stage)) {
        text.append("   ← ").append(edge.from()).append(' ').append(edge.distribution());
        edge.deadLetters().ifPresent(table -> text.append(" dead letters"));
        text.append('\n');
      }
    }
    return text.toString();
  }
}
