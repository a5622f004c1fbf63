package dev.laminar.internal.exec;

import dev.laminar.internal.operator.OperatorContext;
import dev.laminar.internal.state.KeyGroups;
import dev.laminar.internal.state.spill.SpillStore;
import dev.laminar.spi.BadRecord;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.arrow.memory.BufferAllocator;

/**
 * An operator's surroundings in a task.
 *
 * @param split the split that the rows at hand come from, or an empty text
 */
record TaskContext(
    BufferAllocator allocator,
    KeyGroups keyGroups,
    int subtask,
    int parallelism,
    Clock clock,
    int batchRows,
    Meter meter,
    BadRows badRows,
    Supplier<String> split,
    StateMemory memory)
    implements OperatorContext {

  @Override
  public long stateBudget() {
    return memory.budget();
  }

  @Override
  public Optional<SpillStore> spill() {
    return memory.store();
  }

  @Override
  public Counter counter(String name) {
    return meter.counter(name);
  }

  @Override
  public void bad(BadRecord record) {
    badRows.handle(record, split.get());
  }
}
