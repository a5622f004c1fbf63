package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.DataType;
import dev.laminar.internal.state.RowChanges;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the panes of one operator, writes them to snapshots, and frees them.
 *
 * <p>Table {@code groups} has a pane's start and end, the keys, the accumulators' states and, of
 * groups without end, what was published; tables {@code distinct-i} have start, end, keys and what
 * {@link dev.laminar.internal.aggregate.DistinctSets} save. A removal from {@code groups} is one
 * group of the only pane there is; of windows it is a whole pane in one key group. A pane's times
 * never come again once it has been retired.
 *
 * <p><b>State:</b> which panes are gone since the last snapshot; panes that are to be freed once
 * they have been written. <b>Threads:</b> one.
 */
final class PaneStore implements AutoCloseable {
  static final String GROUPS = "groups";

  private final Grouping grouping;
  private final OperatorContext context;
  private final PaneTypes types;
  private final @Nullable PublishedResults results;

  private boolean tracks;
  private final List<Gone> gone = new ArrayList<>();
  private final List<Pane> retired = new ArrayList<>();
  private @Nullable FrozenPanes frozen;
  private int snapshots;

  /** A pane that is no more, and the key groups that snapshots have of it. */
  private record Gone(Pane.Times times, BitSet keyGroups) {}

  /** {@code results}: what was published, if the only pane is one without end. */
  PaneStore(Grouping grouping, OperatorContext context, @Nullable PublishedResults results) {
    this.grouping = grouping;
    this.context = context;
    this.results = results;
    this.types = new PaneTypes(grouping, results);
  }

  static String set(int table) {
    return "distinct-" + table;
  }

  // ---- panes

  Pane pane(Pane.Times times) {
    Pane pane = grouping.pane(times);
    if (tracks) {
      track(pane);
    }
    return pane;
  }

  private void track(Pane pane) {
    RowFormat format = new PaneFormat(grouping, pane, results);
    pane.changes.add(pane.groups.track(false, early(GROUPS, format)));
    pane.formats.add(format);
    for (int i = 0; pane.sets != null && i < pane.sets.tables().size(); i++) {
      RowFormat set = new SetFormat(grouping, pane, pane.sets, i);
      pane.changes.add(pane.sets.tables().get(i).track(false, early(set(i), set)));
      pane.formats.add(set);
    }
  }

  private RowChanges.Writer early(String table, RowFormat format) {
    return (rows, count) -> {
      if (frozen == null) {
        throw new IllegalStateException("rows are frozen although no snapshot is being written");
      }
      frozen.table(table).writeEarly(format, rows, count);
    };
  }

  /** A pane is done: it is freed, at the latest when a snapshot has it. */
  void retire(Pane pane) {
    if (tracks && pane.saved > 0) {
      gone.add(new Gone(pane.times, pane.keyGroups));
    }
    if (frozen != null && pane.saved == snapshots) {
      retired.add(pane);
    } else {
      grouping.recycle(pane);
    }
  }

  // ---- snapshots

  /** Freezes these panes, all that there are. */
  Frozen snapshot(Collection<Pane> panes, SnapshotWriter writer) {
    boolean known = tracks;
    if (!tracks) {
      tracks = true;
      panes.forEach(this::track);
    }
    snapshots++;
    int tables = 1 + (grouping.distinct == null ? 0 : grouping.distinct.tableCount());
    FrozenPanes made = new FrozenPanes();
    for (int i = tables - 1; i >= 0; i--) { // values before the groups whose keys they have
      String name = i == 0 ? GROUPS : set(i - 1);
      boolean changesOnly = writer.changesOnly(name) && known;
      FrozenTable table =
          new FrozenTable(context, writer, name, changesOnly, types.rows(i), types.removals(i));
      made.names.add(name);
      made.tables.add(table);
      for (Pane pane : panes) {
        table.add(pane.changes.get(i), pane.formats.get(i));
      }
      if (i == 0 && changesOnly) {
        writeGone(table.removals());
      }
    }
    for (Pane pane : panes) {
      pane.saved = snapshots;
    }
    gone.clear();
    frozen = made;
    return made;
  }

  private void writeGone(KeyGroupStage removals) {
    for (Gone pane : gone) {
      for (int group = pane.keyGroups().nextSetBit(0);
          group >= 0;
          group = pane.keyGroups().nextSetBit(group + 1)) {
        BatchBuilder out = removals.builder();
        out.column(0).appendLong(pane.times().start());
        out.column(1).appendLong(pane.times().end());
        out.column(2).appendLong(group);
        removals.added(group, 1);
      }
    }
  }

  private final class FrozenPanes implements Frozen {
    private final List<String> names = new ArrayList<>();
    private final List<FrozenTable> tables = new ArrayList<>();
    private int next;

    FrozenTable table(String name) {
      return tables.get(names.indexOf(name));
    }

    @Override
    public boolean writeSome() {
      for (; next < tables.size(); next++) {
        if (tables.get(next).writeSome()) {
          return true;
        }
      }
      if (frozen == this) {
        finish();
      }
      return false;
    }
  }

  private void finish() {
    if (frozen != null) {
      frozen.tables.forEach(FrozenTable::close);
      frozen = null;
    }
    retired.forEach(grouping::recycle);
    retired.clear();
  }

  // ---- restore

  /**
   * Puts the rows of some key groups into the panes that {@code owner} has or is given.
   *
   * @param panes those that it has
   */
  void restore(SnapshotReader reader, Collection<Pane> panes, PaneLoader.Owner owner) {
    if (!tracks && context.snapshots()) {
      tracks = true; // what is restored is known to the next snapshot
      panes.forEach(this::track);
    }
    int keyGroups = context.keyGroups().count();
    PaneLoader loader = new PaneLoader(grouping, results, keyGroups, this::pane, owner);
    reader.read(GROUPS, loader.groups());
    loader.endOfGroups();
    for (int i = 0; grouping.distinct != null && i < grouping.distinct.tableCount(); i++) {
      reader.read(set(i), loader.set(i));
    }
    for (Pane pane : loader.panes()) {
      pane.saved = 1;
      pane.changes.forEach(RowChanges::settle);
    }
    snapshots = 1;
  }

  long bytes() {
    return retired.stream().mapToLong(Pane::bytes).sum();
  }

  @Override
  public void close() {
    finish();
  }

  static List<DataType> borders() {
    return new ArrayList<>(List.of(DataType.BIGINT, DataType.BIGINT));
  }

  /** Appends a pane's start and end, {@code count} times. */
  static void writeBorders(Pane.Times times, int count, BatchBuilder out) {
    for (int i = 0; i < count; i++) {
      out.column(0).appendLong(times.start());
      out.column(1).appendLong(times.end());
    }
  }

  static Pane.Times times(Batch batch, int row) {
    return new Pane.Times(batch.column(0).getLong(row), batch.column(1).getLong(row));
  }
}
