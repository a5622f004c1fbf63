package dev.laminar.internal.operator;

import dev.laminar.internal.aggregate.DistinctSets;
import dev.laminar.internal.state.GroupTable;
import dev.laminar.internal.state.RowChanges;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The groups of one piece of time, with the values that their DISTINCT aggregates have seen. */
final class Pane implements AutoCloseable {

  /** Borders; panes are ordered by their ends. */
  record Times(long start, long end) implements Comparable<Times> {
    private static final Comparator<Times> ORDER =
        Comparator.comparingLong(Times::end).thenComparingLong(Times::start);

    @Override
    public int compareTo(Times other) {
      return ORDER.compare(this, other);
    }
  }

  final Times times;
  final GroupTable groups;
  final @Nullable DistinctSets sets;

  /** Whether its groups are part of the running result of sliding windows. */
  boolean entered;

  /** Whether its groups' suffixes stand in the front of the two stacks. */
  boolean inFront;

  // Of its groups and then of each table of its sets: what has changed, if that is tracked, and
  // how the rows stand in a snapshot.
  final List<RowChanges> changes = new ArrayList<>();
  final List<RowFormat> formats = new ArrayList<>();

  /** The number of the last snapshot that it is part of; 0 if there is none. */
  int saved;

  /** The key groups that snapshots have rows of. */
  final BitSet keyGroups = new BitSet();

  /** Its number among the panes of the batch that is being routed. */
  int number = -1;

  Pane(Times times, GroupTable groups, @Nullable DistinctSets sets) {
    this.times = times;
    this.groups = groups;
    this.sets = sets;
  }

  long bytes() {
    return groups.bytes() + (sets == null ? 0 : sets.bytes());
  }

  @Override
  public void close() {
    groups.close();
    if (sets != null) {
      sets.close();
    }
  }
}
