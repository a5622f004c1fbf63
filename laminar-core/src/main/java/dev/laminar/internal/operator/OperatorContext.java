package dev.laminar.internal.operator;

import dev.laminar.internal.state.KeyGroups;
import dev.laminar.internal.state.spill.SpillStore;
import dev.laminar.spi.BadRecord;
import java.time.Clock;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;

/** What an operator may use of its surroundings. */
public interface OperatorContext {

  /** Memory for batches and state; its owner checks that all of it comes back. */
  BufferAllocator allocator();

  /** The key groups that this instance owns. */
  KeyGroups keyGroups();

  int subtask();

  int parallelism();

  /** Processing time. */
  Clock clock();

  /** The most rows of a batch that an operator emits; tests set 1. */
  int batchRows();

  /**
   * Whether snapshots of changes may be asked for. If not, no operator needs to know what has
   * changed, and {@link SnapshotWriter#changesOnly} is never true.
   */
  default boolean snapshots() {
    return true;
  }

  /** Bytes of state that this operator may keep in memory, {@link Long#MAX_VALUE} if any number. */
  default long stateBudget() {
    return Long.MAX_VALUE;
  }

  /** A new store for state over the budget, the caller's; none if nothing is to be spilled. */
  default Optional<SpillStore> spill() {
    return Optional.empty();
  }

  /** A counter that metrics show, by its name in docs/vocabulary.md, such as {@code late-rows}. */
  Counter counter(String name);

  /** Hands a row on which this operator failed to its table's policy; throws if that is to fail. */
  void bad(BadRecord record);

  /** Counts; written by the operator's task, read by any thread. */
  interface Counter {
    void add(long count);
  }
}
