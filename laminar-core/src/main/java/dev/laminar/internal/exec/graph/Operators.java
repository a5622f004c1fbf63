package dev.laminar.internal.exec.graph;

import dev.laminar.internal.operator.AggregateOperator;
import dev.laminar.internal.operator.CalcOperator;
import dev.laminar.internal.operator.Joins;
import dev.laminar.internal.operator.TransformOperator;
import dev.laminar.internal.operator.UnnestOperator;
import dev.laminar.internal.operator.WatermarkOperator;
import dev.laminar.internal.operator.WindowAggregateOperator;
import dev.laminar.internal.operator.WindowJoinOperator;
import dev.laminar.internal.plan.Node;

/** Says which operator runs which node: the one place. Stateless. */
public final class Operators {

  private Operators() {}

  /** What runs a node that is neither source, sink nor union, which the runner does itself. */
  public static OperatorFactory of(Node node) {
    return switch (node) {
      case Node.Transform transform -> () -> new TransformOperator(transform.function());
      case Node.Calc calc -> () -> new CalcOperator(calc);
      case Node.Watermark watermark -> () -> new WatermarkOperator(watermark);
      case Node.WindowAggregate aggregate -> () -> new WindowAggregateOperator(aggregate);
      case Node.Aggregate aggregate -> () -> AggregateOperator.of(aggregate);
      case Node.Join join -> () -> Joins.of(join);
      case Node.WindowJoin join -> () -> new WindowJoinOperator(join);
      case Node.Unnest unnest -> () -> new UnnestOperator(unnest);
      case Node.Scan scan -> none(scan);
      case Node.Values values -> none(values);
      case Node.Union union -> none(union);
      case Node.Sink sink -> none(sink);
    };
  }

  private static OperatorFactory none(Node node) {
    throw new IllegalArgumentException(node.getClass().getSimpleName() + " is no operator");
  }
}
