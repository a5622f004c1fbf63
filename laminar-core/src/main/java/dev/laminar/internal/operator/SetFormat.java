package dev.laminar.internal.operator;

import dev.laminar.data.BatchBuilder;
import dev.laminar.internal.aggregate.DistinctSets;

/**
 * The values that DISTINCT aggregates of a pane's groups have seen, in a snapshot: start, end, the
 * group's keys, the value, and who has seen it. One thread.
 */
record SetFormat(Grouping grouping, Pane pane, DistinctSets sets, int table) implements RowFormat {

  @Override
  public void write(long[] rows, int count, BatchBuilder out) {
    writeGroups(rows, count, out);
    sets.save(table, rows, count, out, 2 + grouping.keys.length);
  }

  @Override
  public void writeKeys(long[] rows, int count, BatchBuilder out) {
    writeGroups(rows, count, out);
    sets.saveValues(table, rows, count, out, 2 + grouping.keys.length);
  }

  private void writeGroups(long[] rows, int count, BatchBuilder out) {
    long[] groups = new long[count];
    for (int i = 0; i < count; i++) {
      groups[i] = keyed(rows[i]);
    }
    PaneStore.writeBorders(pane.times, count, out);
    pane.groups.readKeys(groups, count, out, 2);
  }

  @Override
  public long keyed(long row) {
    return sets.groupOf(table, row);
  }
}
