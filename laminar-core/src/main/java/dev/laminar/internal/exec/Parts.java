package dev.laminar.internal.exec;

import dev.laminar.internal.operator.OperatorContext;
import dev.laminar.internal.state.KeyGroups;
import java.util.List;
import java.util.Map;

/**
 * What a task's body is put together from. Belongs to the task.
 *
 * @param contexts what each operator is opened with, by its step's id
 * @param split where the rows at hand come from
 */
record Parts(
    Chain chain,
    Stopwatch stopwatch,
    KeyGroups keyGroups,
    List<DeadLetters> deadLetters,
    Map<Integer, OperatorContext> contexts,
    CurrentSplit split) {

  OperatorContext context(Link link) {
    OperatorContext context = contexts.get(link.step.id());
    if (context == null) {
      throw new IllegalStateException("no context for " + link.step.label());
    }
    return context;
  }

  /** The split that the task is reading from, empty if it reads none. */
  static final class CurrentSplit {
    private String name = "";

    String name() {
      return name;
    }

    void set(String newName) {
      name = newName;
    }
  }
}
