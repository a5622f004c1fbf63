package dev.laminar.internal.exec.graph;

import dev.laminar.internal.operator.Operator;

/** Makes an operator for each subtask; any thread. */
public interface OperatorFactory {
  Operator create();
}
