package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.Mem;
import dev.laminar.internal.state.GroupTable;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Windows that are reported again and again while they grow: what has been reported is one table
 * for each whole window, to which the panes are added as the watermark passes them.
 *
 * <p>A pane that is added is forgotten; a row that comes for it later makes a new one.
 */
final class CumulatingWindows implements WindowGroups {
  private static final int CHUNK = 1024;

  private final Grouping grouping;
  private final PaneStore store;
  private final PaneGrid grid;
  private final WindowGrid windows;
  private final int timeColumn;
  private final int link;
  private final PaneRouter router = new PaneRouter();
  private final TreeMap<Pane.Times, Pane> panes = new TreeMap<>();

  /** By the start of the whole window; a pane that grows. */
  private final TreeMap<Long, Pane> running = new TreeMap<>();

  /** {@code grouping} has a word after the accumulators. */
  CumulatingWindows(
      Grouping grouping, PaneStore store, WindowGrid windows, PaneGrid grid, int timeColumn) {
    this.grouping = grouping;
    this.store = store;
    this.windows = windows;
    this.grid = grid;
    this.timeColumn = timeColumn;
    this.link = grouping.extraOffset();
  }

  @Override
  public int add(Batch batch, long watermark) {
    grouping.begin(batch);
    router.byTime(batch, timeColumn, grid, located -> pane(located, watermark));
    grouping.addRouted(batch, router);
    return router.late();
  }

  private @Nullable Pane pane(PaneGrid located, long watermark) {
    return located.closes <= watermark ? null : pane(new Pane.Times(located.start, located.end));
  }

  private Pane pane(Pane.Times times) {
    return panes.computeIfAbsent(times, grouping::pane);
  }

  @Override
  public void advance(long from, long to, ResultWriter writer, Output output) {
    TreeSet<Long> starts = new TreeSet<>(running.keySet());
    for (Pane.Times times : panes.keySet()) {
      if (times.end() > to) {
        break;
      }
      starts.add(window(times.start()));
    }
    for (long start : starts) {
      report(start, from, to, writer, output);
    }
  }

  private long window(long time) {
    return windows.start(windows.last(time));
  }

  /** Reports the steps of one whole window that end after {@code from}, up to {@code to}. */
  private void report(long start, long from, long to, ResultWriter writer, Output output) {
    long closes = windows.end(windows.last(start));
    long at = Math.max(start, from);
    if (!running.containsKey(start)) {
      at = Math.max(at, panes.firstKey().start());
    }
    while (at < closes) {
      grid.locate(at);
      long end = grid.end;
      if (end > to) {
        return;
      }
      addPanes(start, end);
      writer.window(start, end);
      Pane grown = running.get(start);
      if (grown != null) {
        grouping.report(grown.groups, writer, output);
      }
      at = end;
    }
    Pane done = running.remove(start);
    if (done != null) {
      grouping.recycle(done);
    }
  }

  private void addPanes(long start, long end) {
    while (!panes.isEmpty() && panes.firstKey().end() <= end) {
      Pane pane = panes.pollFirstEntry().getValue();
      Pane grown = running.get(start);
      if (grown == null) {
        running.put(start, pane);
      } else {
        merge(grown, pane);
        grouping.recycle(pane);
      }
    }
  }

  private void merge(Pane into, Pane pane) {
    GroupTable.Cursor cursor = pane.groups.rows();
    long[] rows = new long[CHUNK];
    long[] targets = new long[CHUNK];
    int count;
    while ((count = cursor.next(rows)) > 0) {
      into.groups.upsertRows(rows, count, targets);
      grouping.aggregates.merge(targets, rows, count);
      for (int i = 0; i < count; i++) {
        Mem.putLong(rows[i] + link, targets[i]);
      }
    }
    if (into.sets != null && pane.sets != null) {
      into.sets.enter(pane.sets, link);
    }
  }

  @Override
  public Frozen snapshot(SnapshotWriter writer) {
    running.forEach((start, pane) -> store.save(pane, new Pane.Times(start, start), writer));
    panes.values().forEach(pane -> store.save(pane, writer));
    return Frozen.NOTHING;
  }

  @Override
  public void restore(SnapshotReader reader, long watermark) {
    store.load(reader, this::pane);
  }

  @Override
  public long bytes() {
    long bytes = 0;
    for (Pane pane : running.values()) {
      bytes += pane.bytes();
    }
    for (Pane pane : panes.values()) {
      bytes += pane.bytes();
    }
    return bytes;
  }

  @Override
  public void close() {
    running.values().forEach(grouping::discard);
    running.clear();
    panes.values().forEach(grouping::discard);
    panes.clear();
  }
}
