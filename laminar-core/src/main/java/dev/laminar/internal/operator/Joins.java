package dev.laminar.internal.operator;

import dev.laminar.internal.plan.Node;

/** Chooses the operator of an unwindowed join. */
public final class Joins {

  private Joins() {}

  /**
   * An operator with two inputs, left and right, each exchanged by its keys. Rows only join at once
   * where nothing that they bring about can have to be taken back.
   */
  public static Operator of(Node.Join node) {
    return new AppendJoinOperator(node);
  }
}
