package dev.laminar.sql;

import java.util.List;
import java.util.Optional;

/** A plan as operators and edges: what EXPLAIN prints, for programs. */
public record PlanGraph(List<Operator> operators, List<Edge> edges, List<String> warnings) {

  public PlanGraph {
    operators = List.copyOf(operators);
    edges = List.copyOf(edges);
    warnings = List.copyOf(warnings);
  }

  /**
   * A step of the plan.
   *
   * @param id its number in the plan, from 1, inputs before their readers
   * @param operator what kind of step
   * @param description what it does
   * @param columns its output
   * @param parallelism its subtasks
   * @param changelog {@code insert} or {@code insert, retract}
   * @param watermark the event time of its output, if there is any
   */
  public record Operator(
      int id,
      String operator,
      String description,
      List<String> columns,
      int parallelism,
      String changelog,
      Optional<State> state,
      Optional<String> watermark) {
    public Operator {
      columns = List.copyOf(columns);
    }
  }

  /**
   * What a step remembers.
   *
   * @param key by what it is kept
   * @param timeToLive when it is forgotten
   * @param estimate how much of it there will be
   * @param bounded whether it stays within bounds, however long the job runs
   */
  public record State(String key, String timeToLive, String estimate, boolean bounded) {}

  /**
   * How rows go from one step to another.
   *
   * @param distribution {@code forward}, {@code hash(columns)} or {@code single}
   */
  public record Edge(int from, int to, String distribution) {}
}
