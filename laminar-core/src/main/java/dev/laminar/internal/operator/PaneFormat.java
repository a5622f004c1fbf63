package dev.laminar.internal.operator;

import dev.laminar.data.BatchBuilder;
import org.jspecify.annotations.Nullable;

/** A pane's groups in a snapshot: start, end, keys, states, and what was published. One thread. */
record PaneFormat(Grouping grouping, Pane pane, @Nullable PublishedResults results)
    implements RowFormat {

  @Override
  public void write(long[] rows, int count, BatchBuilder out) {
    writeKeys(rows, count, out);
    int column = 2 + grouping.keys.length;
    grouping.aggregates.save(rows, count, out, column);
    if (results != null) {
      results.save(rows, count, out, column + grouping.aggregates.stateTypes().size());
    }
  }

  @Override
  public void writeKeys(long[] rows, int count, BatchBuilder out) {
    PaneStore.writeBorders(pane.times, count, out);
    pane.groups.readKeys(rows, count, out, 2);
  }

  @Override
  public void wrote(int keyGroup) {
    pane.keyGroups.set(keyGroup);
  }
}
