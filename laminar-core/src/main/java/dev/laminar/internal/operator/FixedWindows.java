package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.Mem;
import dev.laminar.internal.plan.WindowSpec;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Windows that do not overlap, or that rows carry: one pane each, reported and freed as a whole.
 */
final class FixedWindows implements WindowGroups {
  private final Grouping grouping;
  private final PaneStore store;
  private final @Nullable PaneGrid grid;
  private final int timeColumn;
  private final WindowSpec.@Nullable Given given;
  private final TreeMap<Pane.Times, Pane> panes = new TreeMap<>();
  private final PaneRouter router = new PaneRouter();

  private FixedWindows(
      Grouping grouping,
      PaneStore store,
      @Nullable PaneGrid grid,
      int timeColumn,
      WindowSpec.@Nullable Given given) {
    this.grouping = grouping;
    this.store = store;
    this.grid = grid;
    this.timeColumn = timeColumn;
    this.given = given;
  }

  static FixedWindows tumbling(Grouping grouping, PaneStore store, PaneGrid grid, int timeColumn) {
    return new FixedWindows(grouping, store, grid, timeColumn, null);
  }

  static FixedWindows given(Grouping grouping, PaneStore store, WindowSpec.Given given) {
    return new FixedWindows(grouping, store, null, -1, given);
  }

  @Override
  public int add(Batch batch, long watermark) {
    grouping.begin(batch);
    if (grid != null) {
      router.byTime(batch, timeColumn, grid, located -> pane(located, watermark));
    } else {
      route(batch, watermark);
    }
    grouping.addRouted(batch, router);
    return router.late();
  }

  private @Nullable Pane pane(PaneGrid located, long watermark) {
    return located.closes <= watermark ? null : pane(new Pane.Times(located.start, located.end));
  }

  private Pane pane(Pane.Times times) {
    return panes.computeIfAbsent(times, store::pane);
  }

  private void route(Batch batch, long watermark) {
    WindowSpec.Given columns = Objects.requireNonNull(given);
    router.begin(batch);
    long starts = batch.column(columns.start()).dataAddress();
    long ends = batch.column(columns.end()).dataAddress();
    Pane.Times times = null;
    Pane pane = null;
    for (int i = 0; i < batch.rows(); i++) {
      long start = Mem.getLong(starts + 8L * i);
      long end = Mem.getLong(ends + 8L * i);
      if (times == null || times.start() != start || times.end() != end) {
        times = new Pane.Times(start, end);
        pane = end <= watermark ? null : pane(times);
      }
      router.put(i, pane);
    }
  }

  @Override
  public void advance(long from, long to, ResultWriter writer, Output output) {
    while (!panes.isEmpty() && panes.firstKey().end() <= to) {
      Pane pane = panes.firstEntry().getValue();
      writer.window(pane.times.start(), pane.times.end());
      grouping.report(pane.groups, writer, output);
      panes.pollFirstEntry();
      store.retire(pane);
    }
  }

  @Override
  public Frozen snapshot(SnapshotWriter writer) {
    return store.snapshot(panes.values(), writer);
  }

  @Override
  public void restore(SnapshotReader reader, long watermark) {
    store.restore(
        reader,
        panes.values(),
        new PaneLoader.Owner() {
          @Override
          public @Nullable Pane find(Pane.Times times) {
            return panes.get(times);
          }

          @Override
          public void add(Pane pane) {
            panes.put(pane.times, pane);
          }
        });
  }

  @Override
  public long bytes() {
    return panes.values().stream().mapToLong(Pane::bytes).sum() + store.bytes();
  }

  @Override
  public void close() {
    panes.values().forEach(grouping::discard);
    panes.clear();
    store.close();
  }
}
