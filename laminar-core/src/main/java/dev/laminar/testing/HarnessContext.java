package dev.laminar.testing;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.internal.operator.OperatorContext;
import dev.laminar.internal.state.KeyGroups;
import dev.laminar.internal.state.spill.SpillStore;
import dev.laminar.spi.BadRecord;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.apache.arrow.memory.BufferAllocator;

/** What the harness gives to one instance; counters and bad rows are shared by all instances. */
record HarnessContext(HarnessRun run, int subtask, int parallelism, KeyGroups keyGroups)
    implements OperatorContext {

  @Override
  public BufferAllocator allocator() {
    return run.allocator;
  }

  @Override
  public Clock clock() {
    return run.clock;
  }

  @Override
  public int batchRows() {
    return run.batchRows();
  }

  @Override
  public long stateBudget() {
    return run.stateBudget;
  }

  @Override
  public Optional<SpillStore> spill() {
    return run.stateBudget < Long.MAX_VALUE ? Optional.of(new MemorySpill()) : Optional.empty();
  }

  @Override
  public Counter counter(String name) {
    LongAdder counter = run.counters.computeIfAbsent(name, _ -> new LongAdder());
    return count -> counter.add(run.isReplaying() ? 0 : count);
  }

  @Override
  public void bad(BadRecord row) {
    if (!run.dropsBadRows) {
      throw new LaminarException(ErrorCode.BAD_DATA, row.error());
    }
    if (!run.isReplaying()) {
      run.bad.add(row);
    }
  }
}
