package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.internal.plan.BatchFunction;
import org.jspecify.annotations.Nullable;

/** Runs a {@link BatchFunction}. <b>State:</b> none. <b>Threads:</b> the owning task only. */
public final class TransformOperator implements Operator {

  private final BatchFunction.Factory factory;
  private @Nullable BatchFunction function;

  public TransformOperator(BatchFunction.Factory factory) {
    this.factory = factory;
  }

  @Override
  public void open(OperatorContext context) {
    function = factory.create(context.allocator(), context.batchRows());
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    if (function == null) {
      throw new IllegalStateException("not open");
    }
    function.apply(batch, output::emit);
  }
}
