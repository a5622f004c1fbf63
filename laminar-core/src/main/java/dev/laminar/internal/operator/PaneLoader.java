package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.Column;
import dev.laminar.internal.state.GroupTable;
import dev.laminar.internal.state.KeyGroups;
import dev.laminar.internal.state.KeyHash;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts what a {@link PaneStore} has written back into panes: first {@link #groups}, then {@link
 * #endOfGroups}, then the values of DISTINCT aggregates. Values whose group is not there are
 * leftovers: their table was not written whole since the group went. One thread.
 */
final class PaneLoader {

  /** Has the panes. */
  interface Owner {
    @Nullable Pane find(Pane.Times times);

    void add(Pane pane);

    /** The row of a group that has changed since its result was published. */
    default void touched(long group) {}
  }

  private final Grouping grouping;
  private final @Nullable PublishedResults results;
  private final int keyGroupCount;
  private final Function<Pane.Times, Pane> maker;
  private final Owner owner;
  private final Map<Pane.Times, Pane> panes = new LinkedHashMap<>();
  private final Map<Pane.Times, BitSet> gone = new LinkedHashMap<>();
  private long[] hashes = {};
  private long[] groups = {};
  private int[] run = {};

  PaneLoader(
      Grouping grouping,
      @Nullable PublishedResults results,
      int keyGroupCount,
      Function<Pane.Times, Pane> maker,
      Owner owner) {
    this.grouping = grouping;
    this.results = results;
    this.keyGroupCount = keyGroupCount;
    this.maker = maker;
    this.owner = owner;
  }

  /** Those that rows were put into. */
  Collection<Pane> panes() {
    return panes.values();
  }

  private Pane pane(Pane.Times times) {
    Pane known = panes.get(times);
    if (known == null) {
      known = owner.find(times);
      known = known == null ? maker.apply(times) : known;
      panes.put(times, known);
    }
    return known;
  }

  // ---- groups

  SnapshotReader.Rows groups() {
    return new SnapshotReader.Rows() {
      @Override
      public void put(Batch rows) {
        try (rows) {
          putGroups(rows);
        }
      }

      @Override
      public void remove(Batch keys) {
        try (keys) {
          if (results == null) {
            removePanes(keys);
          } else {
            removeGroups(keys, results);
          }
        }
      }
    };
  }

  private void putGroups(Batch batch) {
    Column[] keys = keys(batch);
    for (int from = 0; from < batch.rows(); ) {
      Pane.Times times = PaneStore.times(batch, from);
      int count = run(batch, from, times);
      Pane pane = pane(times);
      pane.groups.upsert(keys, hashes, run, count, groups);
      for (int i = 0; i < count; i++) {
        pane.keyGroups.set(KeyGroups.groupOf(hashes[run[i]], keyGroupCount));
      }
      from += count;
    }
    int column = 2 + keys.length;
    grouping.aggregates.replace(groups, batch, column);
    if (results != null) {
      results.replace(groups, batch, column + grouping.aggregates.stateTypes().size());
      for (int i = 0; i < batch.rows(); i++) {
        if (results.isTouched(groups[i])) {
          owner.touched(groups[i]);
        }
      }
    }
  }

  private Column[] keys(Batch batch) {
    if (hashes.length < batch.rows()) {
      hashes = new long[batch.rows()];
      groups = new long[batch.rows()];
      run = new int[batch.rows()];
    }
    Column[] keys = new Column[grouping.keys.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = batch.column(2 + i);
    }
    KeyHash.hash(keys, batch.rows(), hashes);
    return keys;
  }

  /** The rows from {@code from} on that are in one pane. */
  private int run(Batch batch, int from, Pane.Times times) {
    int to = from;
    while (to < batch.rows() && PaneStore.times(batch, to).equals(times)) {
      run[to - from] = to;
      to++;
    }
    return to - from;
  }

  private void removeGroups(Batch batch, PublishedResults published) {
    Column[] keys = keys(batch);
    for (int i = 0; i < batch.rows(); i++) {
      GroupTable table = pane(PaneStore.times(batch, i)).groups;
      long row = table.find(keys, hashes[i], i);
      if (row != 0) {
        published.release(row);
        grouping.aggregates.release(row);
        table.remove(row);
      }
    }
  }

  private void removePanes(Batch batch) {
    for (int i = 0; i < batch.rows(); i++) {
      gone.computeIfAbsent(PaneStore.times(batch, i), _ -> new BitSet())
          .set((int) batch.column(2).getLong(i));
    }
  }

  /** Frees what belongs to panes that are gone; gives those that have groups to the owner. */
  void endOfGroups() {
    gone.forEach(
        (times, keyGroups) -> {
          Pane pane = panes.get(times);
          if (pane != null) {
            removeKeyGroups(pane.groups, keyGroups);
          }
        });
    panes
        .values()
        .removeIf(
            pane -> {
              boolean known = owner.find(pane.times) != null;
              boolean empty = pane.groups.size() == 0;
              if (!known && empty) {
                grouping.recycle(pane);
              } else if (!known) {
                owner.add(pane);
              }
              return empty;
            });
  }

  private void removeKeyGroups(GroupTable table, BitSet keyGroups) {
    GroupTable.Cursor cursor = table.rows();
    long[] rows = new long[1024];
    int count;
    while ((count = cursor.next(rows)) > 0) {
      for (int i = 0; i < count; i++) {
        if (keyGroups.get(GroupTable.keyGroup(rows[i], keyGroupCount))) {
          grouping.aggregates.release(rows[i]);
          table.remove(rows[i]);
        }
      }
    }
  }

  // ---- values of DISTINCT aggregates

  SnapshotReader.Rows set(int table) {
    return new SnapshotReader.Rows() {
      @Override
      public void put(Batch rows) {
        try (rows) {
          readSet(rows, table, true);
        }
      }

      @Override
      public void remove(Batch keys) {
        try (keys) {
          readSet(keys, table, false);
        }
      }
    };
  }

  private void readSet(Batch batch, int table, boolean put) {
    Column[] keys = keys(batch);
    int first = 2 + keys.length;
    for (int from = 0; from < batch.rows(); ) {
      Pane.Times times = PaneStore.times(batch, from);
      int count = run(batch, from, times);
      from += count;
      Pane pane = panes.get(times);
      if (pane != null && pane.sets != null) {
        int left = find(pane.groups, keys, count);
        if (put) {
          pane.sets.load(table, groups, run, left, batch, first);
        } else {
          pane.sets.remove(table, groups, run, left, batch, first);
        }
      }
    }
  }

  /** Keeps the rows of the run whose groups exist. */
  private int find(GroupTable table, Column[] keys, int count) {
    int left = 0;
    for (int i = 0; i < count; i++) {
      int row = run[i];
      groups[row] = table.find(keys, hashes[row], row);
      run[left] = row;
      left += groups[row] != 0 ? 1 : 0;
    }
    return left;
  }
}
