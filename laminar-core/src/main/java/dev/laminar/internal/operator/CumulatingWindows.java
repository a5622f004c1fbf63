package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.Mem;
import dev.laminar.internal.state.GroupTable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Windows that are reported again and again while they grow: what has been reported is one table
 * for each whole window, to which the panes are added as the watermark passes them.
 *
 * <p>A pane that is added is forgotten; a row that comes for it later is added to the window's
 * table at once. That table is a pane too, whose end is its start.
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
    if (located.closes <= watermark) {
      return null;
    }
    return located.end <= watermark
        ? grown(window(located.start))
        : panes.computeIfAbsent(new Pane.Times(located.start, located.end), store::pane);
  }

  private Pane grown(long start) {
    return running.computeIfAbsent(start, _ -> store.pane(new Pane.Times(start, start)));
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
      store.retire(done);
    }
  }

  private void addPanes(long start, long end) {
    while (!panes.isEmpty() && panes.firstKey().end() <= end) {
      Pane pane = panes.pollFirstEntry().getValue();
      merge(grown(start), pane);
      store.retire(pane);
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
    return store.snapshot(all(), writer);
  }

  private List<Pane> all() {
    List<Pane> all = new ArrayList<>(running.values());
    all.addAll(panes.values());
    return all;
  }

  @Override
  public void restore(SnapshotReader reader, long watermark) {
    store.restore(
        reader,
        all(),
        new PaneLoader.Owner() {
          @Override
          public @Nullable Pane find(Pane.Times times) {
            return times.start() == times.end() ? running.get(times.start()) : panes.get(times);
          }

          @Override
          public void add(Pane pane) {
            if (pane.times.start() == pane.times.end()) {
              running.put(pane.times.start(), pane);
            } else {
              panes.put(pane.times, pane);
            }
          }
        });
  }

  @Override
  public long bytes() {
    return all().stream().mapToLong(Pane::bytes).sum() + store.bytes();
  }

  @Override
  public void close() {
    all().forEach(grouping::discard);
    running.clear();
    panes.clear();
    store.close();
  }
}
