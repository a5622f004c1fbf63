package dev.laminar.internal.aggregate;

/** Is told of groups that have no result because computing it failed. */
@FunctionalInterface
public interface Failures {

  /** {@code row} is the result's row in the column builder; what stands there does not matter. */
  void fail(int row, String error);
}
