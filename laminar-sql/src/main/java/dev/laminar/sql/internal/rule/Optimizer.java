package dev.laminar.sql.internal.rule;

import dev.laminar.internal.plan.Node;
import java.util.ArrayList;
import java.util.List;

/** Applies the rules in an order in which each finds what the one before has prepared. */
public final class Optimizer {

  private Optimizer() {}

  /** The same sinks over cheaper nodes. */
  public static List<Node.Sink> optimise(List<Node.Sink> sinks) {
    List<Node> roots = new ArrayList<>(sinks);
    roots = FoldConstants.apply(roots);
    roots = ShareEqual.apply(roots);
    roots = PushFilters.apply(roots);
    roots = MergeCalcs.apply(roots);
    roots = PruneColumns.apply(roots);
    roots = MergeCalcs.apply(roots);
    return roots.stream().map(Node.Sink.class::cast).toList();
  }
}
