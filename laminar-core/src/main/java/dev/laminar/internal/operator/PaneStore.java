package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.Column;
import dev.laminar.data.DataType;
import dev.laminar.internal.aggregate.DistinctSets;
import dev.laminar.internal.state.GroupTable;
import dev.laminar.internal.state.KeyGroups;
import dev.laminar.internal.state.KeyHash;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Panes as rows of a snapshot: table {@code groups} with a pane's start and end, the keys and the
 * accumulators' states; table {@code distinct-i} with start, end, keys and what {@link
 * DistinctSets} save. Stateless but for scratch space. One thread.
 */
final class PaneStore {
  private static final int CHUNK = 4096;
  private static final int BORDERS = 2;

  private final Grouping grouping;
  private final int keyGroups;

  PaneStore(Grouping grouping, KeyGroups owned) {
    this.grouping = grouping;
    this.keyGroups = owned.count();
  }

  private List<DataType> groupTypes() {
    List<DataType> types = new ArrayList<>(List.of(DataType.BIGINT, DataType.BIGINT));
    grouping.keyFields.forEach(field -> types.add(field.type()));
    return types;
  }

  // ---- writing

  void save(Pane pane, SnapshotWriter writer) {
    save(pane, pane.times, writer);
  }

  /** Saves a pane under other borders than its own. */
  void save(Pane pane, Pane.Times times, SnapshotWriter writer) {
    List<DataType> types = groupTypes();
    types.addAll(grouping.aggregates.stateTypes());
    KeyGroupSort sort = new KeyGroupSort(CHUNK, keyGroups);
    GroupTable.Cursor cursor = pane.groups.rows();
    int count;
    while ((count = cursor.next(sort.rows())) > 0) {
      sort.each(
          count,
          row -> row,
          (keyGroup, rows, some) -> saveGroups(pane, times, types, keyGroup, rows, some, writer));
    }
    if (pane.sets != null) {
      for (int i = 0; i < pane.sets.tables().size(); i++) {
        saveSet(pane, times, pane.sets, i, writer);
      }
    }
  }

  private void saveGroups(
      Pane pane,
      Pane.Times times,
      List<DataType> types,
      int keyGroup,
      long[] rows,
      int count,
      SnapshotWriter to) {
    try (BatchBuilder builder = new BatchBuilder(grouping.allocator, types)) {
      saveKeys(pane, times, rows, count, builder);
      grouping.aggregates.save(rows, count, builder, BORDERS + grouping.keys.length);
      builder.setRows(count);
      to.put("groups", keyGroup, builder.build());
    }
  }

  private void saveKeys(
      Pane pane, Pane.Times times, long[] groups, int count, BatchBuilder builder) {
    for (int i = 0; i < count; i++) {
      builder.column(0).appendLong(times.start());
      builder.column(1).appendLong(times.end());
    }
    pane.groups.readKeys(groups, count, builder, BORDERS);
  }

  private void saveSet(
      Pane pane, Pane.Times times, DistinctSets sets, int i, SnapshotWriter writer) {
    List<DataType> types = groupTypes();
    types.addAll(sets.stateTypes(i));
    KeyGroupSort sort = new KeyGroupSort(CHUNK, keyGroups);
    GroupTable.Cursor cursor = sets.tables().get(i).rows();
    int count;
    while ((count = cursor.next(sort.rows())) > 0) {
      sort.each(
          count,
          row -> sets.groupOf(i, row),
          (keyGroup, rows, some) -> {
            long[] groups = new long[some];
            for (int r = 0; r < some; r++) {
              groups[r] = sets.groupOf(i, rows[r]);
            }
            try (BatchBuilder builder = new BatchBuilder(grouping.allocator, types)) {
              saveKeys(pane, times, groups, some, builder);
              sets.save(i, rows, some, builder, BORDERS + grouping.keys.length);
              builder.setRows(some);
              writer.put("distinct-" + i, keyGroup, builder.build());
            }
          });
    }
  }

  // ---- reading

  /** Puts all rows that are ours into the panes that {@code panes} has or makes. */
  void load(SnapshotReader reader, Function<Pane.Times, Pane> panes) {
    reader.read(
        "groups",
        batch -> {
          try (batch) {
            long[] groups = groups(batch, panes, null, 0);
            grouping.aggregates.load(groups, batch, BORDERS + grouping.keys.length);
          }
        });
    int sets = grouping.distinct == null ? 0 : grouping.distinct.tableCount();
    for (int i = 0; i < sets; i++) {
      int table = i;
      reader.read(
          "distinct-" + i,
          batch -> {
            try (batch) {
              groups(batch, panes, batch, table);
            }
          });
    }
  }

  /** Finds or adds the group of each row; and the rows' DISTINCT values if there are such. */
  private long[] groups(
      Batch batch, Function<Pane.Times, Pane> panes, @Nullable Batch values, int table) {
    Column[] keys = new Column[grouping.keys.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = batch.column(BORDERS + i);
    }
    long[] hashes = new long[batch.rows()];
    KeyHash.hash(keys, batch.rows(), hashes);
    long[] groups = new long[batch.rows()];
    int[] run = new int[batch.rows()];
    for (int from = 0; from < batch.rows(); ) {
      Pane.Times times = times(batch, from);
      int count = 0;
      int to = from;
      while (to < batch.rows() && times(batch, to).equals(times)) {
        run[count++] = to++;
      }
      Pane pane = panes.apply(times);
      pane.groups.upsert(keys, hashes, run, count, groups);
      if (values != null && pane.sets != null) {
        pane.sets.load(table, groups, run, count, values, BORDERS + grouping.keys.length);
      }
      from = to;
    }
    return groups;
  }

  private static Pane.Times times(Batch batch, int row) {
    return new Pane.Times(batch.column(0).getLong(row), batch.column(1).getLong(row));
  }
}
