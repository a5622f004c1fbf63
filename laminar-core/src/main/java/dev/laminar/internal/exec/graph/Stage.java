package dev.laminar.internal.exec.graph;

import java.util.List;
import java.util.stream.Collectors;

/** Steps that are fused: within a subtask rows pass from one to the next by direct calls. */
public record Stage(int id, List<Step> steps, int parallelism) {

  public Stage {
    steps = List.copyOf(steps);
  }

  public Step first() {
    return steps.getFirst();
  }

  public Step last() {
    return steps.getLast();
  }

  @Override
  public String toString() {
    return steps.stream().map(Step::label).collect(Collectors.joining(" → ")) + " ×" + parallelism;
  }
}
