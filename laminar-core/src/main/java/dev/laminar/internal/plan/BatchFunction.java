package dev.laminar.internal.plan;

import dev.laminar.data.Batch;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;

/**
 * A function from batches to batches that is written in Java: how the fluent API's lambdas run. One
 * instance belongs to one task; it keeps no state that a snapshot would have to know.
 */
public interface BatchFunction {

  /** Takes over the input; gives any number of batches. */
  void apply(Batch input, Consumer<Batch> output);

  /** Makes the instance of one task. */
  interface Factory {
    BatchFunction create(BufferAllocator allocator, int batchRows);
  }
}
