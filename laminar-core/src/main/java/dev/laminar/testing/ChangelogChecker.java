package dev.laminar.testing;

import dev.laminar.data.Batch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Follows a changelog: sums it up, and fails where it retracts a row that is not there.
 *
 * <p>What one task emits is checked change by change ({@link #strict}). Where several tasks write,
 * only what holds at a tick is promised ({@link #atTicks}): then {@link #tick} checks. One thread.
 */
public final class ChangelogChecker {

  private final boolean strict;
  private final Map<Change, Integer> sums = new LinkedHashMap<>();
  private final Map<Change, Integer> sinceTick = new LinkedHashMap<>();
  private final List<Change> sinceTickInOrder = new ArrayList<>();
  private long ticks;

  private ChangelogChecker(boolean strict) {
    this.strict = strict;
  }

  /** Every change must make sense when it comes. */
  public static ChangelogChecker strict() {
    return new ChangelogChecker(true);
  }

  /** The changes between two ticks must make sense together, in whatever order they come. */
  public static ChangelogChecker atTicks() {
    return new ChangelogChecker(false);
  }

  /** The rows of a batch, which stays open. */
  public ChangelogChecker accept(Batch batch) {
    Change.of(batch).forEach(this::accept);
    return this;
  }

  public ChangelogChecker accept(Change change) {
    Change row = insert(change);
    int sum = sums.merge(row, change.weight(), Integer::sum);
    if (sum == 0) {
      sums.remove(row);
    }
    if (strict && sum < 0) {
      throw new AssertionError(
          "the changelog retracts a row that is not there, after tick " + ticks + ": " + change);
    }
    sinceTick.merge(row, change.weight(), Integer::sum);
    sinceTickInOrder.add(change);
    return this;
  }

  private static Change insert(Change change) {
    return change.weight() == 1 ? change : Change.insert(change.row().toArray());
  }

  /** All changes before the tick have come. */
  public ChangelogChecker tick() {
    ticks++;
    sums.forEach(
        (row, sum) -> {
          if (sum < 0) {
            throw new AssertionError(
                "at tick "
                    + ticks
                    + " the changelog has retracted a row that is not there: "
                    + row);
          }
        });
    sinceTick.clear();
    sinceTickInOrder.clear();
    return this;
  }

  /**
   * Checks that the changes since the last tick are net ones, retracts before inserts: what an
   * unwindowed operator promises of its output at a tick.
   */
  public ChangelogChecker expectNetChanges() {
    int net = sinceTick.values().stream().mapToInt(Math::abs).sum();
    if (net != sinceTickInOrder.size()) {
      throw new AssertionError(
          "expected " + net + " net changes since tick " + ticks + ", found " + sinceTickInOrder);
    }
    boolean inserted = false;
    for (Change change : sinceTickInOrder) {
      if (change.weight() < 0 && inserted) {
        throw new AssertionError("expected retracts before inserts, found " + sinceTickInOrder);
      }
      inserted |= change.weight() > 0;
    }
    return this;
  }

  /** The rows that are there now, each as often as it is there, in the order of their coming. */
  public List<List<@Nullable Object>> rows() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    sums.forEach((row, sum) -> rows.addAll(Collections.nCopies(Math.max(0, sum), row.row())));
    return rows;
  }
}
