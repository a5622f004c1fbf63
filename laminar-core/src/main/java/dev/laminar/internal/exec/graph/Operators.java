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

  /**
   * Whether its results depend on rows that came before. What a watermark operator keeps comes
   * again with the next rows.
   */
  static boolean isStateful(Node node) {
    return switch (node) {
      case Node.WindowAggregate aggregate -> true;
      case Node.Aggregate aggregate -> true;
      case Node.Join join -> true;
      case Node.WindowJoin join -> true;
      case Node.Watermark watermark -> false;
      case Node.Transform transform -> false;
      case Node.Calc calc -> false;
      case Node.Unnest unnest -> false;
      case Node.Scan scan -> false;
      case Node.Values values -> false;
      case Node.Union union -> false;
      case Node.Sink sink -> false;
    };
  }

  private static OperatorFactory none(Node node) {
    throw new IllegalArgumentException(node.getClass().getSimpleName() + " is no operator");
  }
}
