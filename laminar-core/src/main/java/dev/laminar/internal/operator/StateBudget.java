package dev.laminar.internal.operator;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.internal.state.join.Consolidation;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Keeps the sides of a join within the operator's budget, by moving rows of the larger one out of
 * memory.
 *
 * <p>A quarter of the budget is left for what rows and indexes hold beyond what they need. Memory
 * of rows that left is used again by the side's own rows; where that is not enough, all rows of the
 * side that holds the most leave, and its memory goes back. Stateless; one thread.
 */
final class StateBudget {

  /** A batch or two always have room. */
  private static final long LEAST = 1 << 20;

  private final long budget;
  private final long limit;
  private final long goal;

  StateBudget(OperatorContext context) {
    this.budget = context.stateBudget();
    this.limit = budget / 4 * 3;
    this.goal = limit / 8 * 7;
  }

  /** Moves rows out if the sides take too much. */
  void relieve(List<SideState> sides) {
    if (budget == Long.MAX_VALUE || held(sides) <= goal) {
      return;
    }
    long before = Long.MAX_VALUE;
    long live = live(sides);
    if (live > limit) {
      while (live > goal && live < before) {
        largest(sides).evict();
        before = live;
        live = live(sides);
      }
    }
    if (held(sides) > budget) {
      SideState largest =
          sides.stream().max(Comparator.comparingLong(SideState::held)).orElseThrow();
      for (int size = -1; size != largest.side.size(); ) {
        size = largest.side.size();
        largest.evict();
      }
    }
  }

  /** Refuses rows of one tick that fill the memory: they wait there until it ends. */
  void checkWaiting(List<Consolidation> waiting) {
    if (budget == Long.MAX_VALUE) {
      return;
    }
    long bytes = waiting.stream().mapToLong(Consolidation::bytes).sum();
    if (bytes > Math.max(budget, LEAST)) {
      throw new LaminarException(
          ErrorCode.RESOURCE,
          String.format(
              Locale.ROOT,
              "the rows that came to a join within one tick take %,d bytes and its state may take"
                  + " %,d: raise state_memory or shorten tick_interval",
              bytes,
              budget));
    }
  }

  private static SideState largest(List<SideState> sides) {
    return sides.stream()
        .max(Comparator.comparingLong(side -> side.side.liveBytes()))
        .orElseThrow();
  }

  private static long live(List<SideState> sides) {
    return sides.stream().mapToLong(side -> side.side.liveBytes()).sum();
  }

  private static long held(List<SideState> sides) {
    return sides.stream().mapToLong(SideState::held).sum();
  }
}
