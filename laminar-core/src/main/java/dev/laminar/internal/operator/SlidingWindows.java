package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.Mem;
import dev.laminar.internal.aggregate.Aggregates;
import dev.laminar.internal.aggregate.DistinctSets;
import dev.laminar.internal.state.GroupTable;
import dev.laminar.internal.state.RowLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.memory.ArrowBuf;
import org.jspecify.annotations.Nullable;

/**
 * Hopping windows over panes: a running table holds the groups of the window that is reported next;
 * panes enter it at its end and leave it at its start.
 *
 * <p><b>State:</b> the groups of each pane, and those of the running table, which is rebuilt after
 * a restore. <b>Threads:</b> one.
 */
final class SlidingWindows implements WindowGroups {

  /*
   * The cost of a row does not depend on how many windows it is in, nor that of a report on how
   * many panes a window has.
   *
   * Aggregates that can subtract are merged into the running group when a pane enters and
   * subtracted when it leaves. The others use two stacks per group ("General Incremental Sliding-
   * Window Aggregation", Tangwongsan et al., VLDB 2015): the back is merged as panes enter; when
   * the oldest pane is to leave and is not in the front, all panes are moved there: each group of a
   * pane then gets, in place, the aggregate of itself and of all later panes (its suffix), and a
   * link to the group in the next pane that has it. The running group points to its oldest suffix;
   * leaving follows the link. A result is that suffix merged with the back. So a pane's group is
   * touched a constant number of times, and memory is twice that of the panes.
   *
   * DISTINCT values are counted by the panes that have seen them.
   *
   * A row that comes behind the watermark, for a pane that has entered, is added to the pane, to
   * the running group, and to the suffixes that contain the pane.
   */

  private static final int CHUNK = 1024;

  private final Grouping grouping;
  private final Aggregates aggregates;
  private final PaneStore store;
  private final WindowGrid windows;
  private final PaneGrid grid;
  private final int timeColumn;
  private final PaneRouter router = new PaneRouter();
  private final TreeMap<Pane.Times, Pane> panes = new TreeMap<>();

  /** Those that have not entered. */
  private final TreeMap<Pane.Times, Pane> waiting = new TreeMap<>();

  /** The rows of a batch for panes that have entered, before they are merged; by pane. */
  private final Map<Pane, Pane> deltas = new LinkedHashMap<>();

  private final GroupTable running;
  private final @Nullable DistinctSets runningSets;
  private int enteredPanes;
  private boolean stale;

  // Of a pane's group: its running group, the same group in the next pane, the pane's start, and
  // the suffix. Of a running group: how many panes it is in, and its oldest suffix.
  private final boolean stacked;
  private final int link;
  private final int next;
  private final int paneStart;
  private final int suffix;
  private final int paneCount;
  private final int front;

  private final ArrowBuf scratch;
  private final long[] scratchRows;

  /** Bytes behind the accumulators that a pane's groups need. */
  static int extraBytes(Aggregates aggregates) {
    return aggregates.hasStacked() ? 24 + aggregates.template().length : 8;
  }

  SlidingWindows(
      Grouping grouping,
      PaneStore store,
      WindowGrid windows,
      int timeColumn,
      @Nullable DistinctSets runningSets) {
    this.grouping = grouping;
    this.aggregates = grouping.aggregates;
    this.store = store;
    this.windows = windows;
    this.grid = new PaneGrid.Sliding(windows);
    this.timeColumn = timeColumn;
    this.runningSets = runningSets;
    this.stacked = aggregates.hasStacked();
    this.link = grouping.extraOffset();
    this.next = link + 8;
    this.paneStart = link + 16;
    int width = aggregates.template().length;
    this.suffix = link + 24 - grouping.layout.valueOffset();
    this.paneCount = link;
    this.front = link + 8;
    byte[] template = Arrays.copyOf(aggregates.template(), width + (stacked ? 16 : 8));
    RowLayout layout = new RowLayout(grouping.keyFields, template);
    this.running = new GroupTable(grouping.allocator, layout, grouping.memory.arena());
    this.scratchRows = new long[stacked ? CHUNK : 0];
    this.scratch = grouping.allocator.buffer((long) scratchRows.length * width);
    for (int i = 0; i < scratchRows.length; i++) {
      scratchRows[i] = scratch.memoryAddress() + (long) i * width - grouping.layout.valueOffset();
    }
  }

  // ---- rows

  @Override
  public int add(Batch batch, long watermark) {
    grouping.begin(batch);
    router.byTime(batch, timeColumn, grid, located -> pane(located, watermark));
    grouping.addRouted(batch, router);
    if (!deltas.isEmpty()) {
      deltas.forEach(this::mergeLate);
      deltas.values().forEach(grouping::recycle);
      deltas.clear();
    }
    return router.late();
  }

  private @Nullable Pane pane(PaneGrid located, long watermark) {
    if (located.closes <= watermark) {
      return null;
    }
    Pane pane = pane(new Pane.Times(located.start, located.end));
    if (!pane.entered) {
      return pane;
    }
    if (runningSets != null) {
      stale = true; // what the running groups have seen is counted anew
      return pane;
    }
    return deltas.computeIfAbsent(pane, late -> grouping.pane(late.times));
  }

  private Pane pane(Pane.Times times) {
    Pane pane = panes.get(times);
    if (pane == null) {
      pane = store.pane(times);
      panes.put(times, pane);
      waiting.put(times, pane);
    }
    return pane;
  }

  private void mergeLate(Pane pane, Pane delta) {
    GroupTable.Cursor cursor = delta.groups.rows();
    long[] rows = new long[CHUNK];
    long[] targets = new long[CHUNK];
    long[] runningRows = new long[CHUNK];
    int count;
    while ((count = cursor.next(rows)) > 0) {
      pane.groups.upsertRows(rows, count, targets);
      aggregates.merge(targets, rows, count);
      for (int i = 0; i < count; i++) {
        runningRows[i] = linked(pane, targets[i], rows[i]);
        if (stacked) {
          stackLate(pane, runningRows[i], targets[i], rows[i]);
        }
      }
      aggregates.mergeInverse(runningRows, rows, count);
    }
  }

  /** The running group of a pane's group, which is part of it from now on if it was not. */
  private long linked(Pane pane, long group, long delta) {
    long target = Mem.getLong(group + link);
    if (target == 0) {
      long[] found = {delta};
      running.upsertRows(found, 1, found);
      target = found[0];
      Mem.putLong(group + link, target);
      Mem.putLong(target + paneCount, Mem.getLong(target + paneCount) + 1);
      if (stacked) {
        Mem.putLong(group + paneStart, pane.times.start());
        if (pane.inFront) {
          insertIntoFront(target, group, pane.times.start());
        }
      }
    }
    return target;
  }

  private void insertIntoFront(long target, long group, long start) {
    initialiseSuffix(group);
    long before = target + front;
    long after = Mem.getLong(before);
    while (after != 0 && Mem.getLong(after + paneStart) < start) {
      before = after + next;
      after = Mem.getLong(before);
    }
    Mem.putLong(before, group);
    Mem.putLong(group + next, after);
    if (after != 0) {
      aggregates.mergeStacked(group + suffix, after + suffix);
    }
  }

  private void initialiseSuffix(long group) {
    aggregates.initialise(group + suffix);
  }

  /** Adds late rows to the suffixes that contain their pane, or to the back. */
  private void stackLate(Pane pane, long target, long group, long delta) {
    if (!pane.inFront) {
      aggregates.mergeStacked(target, delta);
      return;
    }
    long at = Mem.getLong(target + front);
    while (at != group) {
      aggregates.mergeStacked(at + suffix, delta);
      at = Mem.getLong(at + next);
    }
    aggregates.mergeStacked(group + suffix, delta);
  }

  // ---- windows

  @Override
  public void advance(long from, long to, ResultWriter writer, Output output) {
    if (stale) {
      restart();
    }
    long window = enteredPanes > 0 ? windows.first(from) : Long.MIN_VALUE;
    while (!panes.isEmpty()) {
      if (enteredPanes == 0) {
        long first = windows.first(panes.firstKey().start());
        long open = from == Long.MIN_VALUE ? first : windows.first(from);
        window = Math.max(Math.max(first, open), window);
      }
      if (windows.end(window) > to) {
        return;
      }
      enter(windows.end(window));
      report(window, writer, output);
      window++;
      leave(windows.start(window));
    }
  }

  private void enter(long end) {
    while (!waiting.isEmpty() && waiting.firstKey().end() <= end) {
      enter(waiting.pollFirstEntry().getValue());
    }
  }

  private void enter(Pane pane) {
    GroupTable.Cursor cursor = pane.groups.rows();
    long[] rows = new long[CHUNK];
    long[] targets = new long[CHUNK];
    int count;
    while ((count = cursor.next(rows)) > 0) {
      running.upsertRows(rows, count, targets);
      for (int i = 0; i < count; i++) {
        Mem.putLong(rows[i] + link, targets[i]);
        Mem.putLong(targets[i] + paneCount, Mem.getLong(targets[i] + paneCount) + 1);
      }
      aggregates.mergeInverse(targets, rows, count);
      if (stacked) {
        aggregates.mergeStacked(targets, rows, count);
        for (int i = 0; i < count; i++) {
          Mem.putLong(rows[i] + paneStart, pane.times.start());
        }
      }
    }
    if (runningSets != null && pane.sets != null) {
      runningSets.enter(pane.sets, link);
    }
    pane.entered = true;
    enteredPanes++;
  }

  private void leave(long start) {
    while (!panes.isEmpty() && panes.firstKey().start() < start) {
      Pane pane = panes.firstEntry().getValue();
      if (pane.entered) {
        if (stacked && !pane.inFront) {
          moveToFront();
        }
        leave(pane);
      }
      panes.pollFirstEntry();
      recycle(pane);
    }
  }

  private void leave(Pane pane) {
    if (runningSets != null && pane.sets != null) {
      runningSets.leave(pane.sets, link);
    }
    GroupTable.Cursor cursor = pane.groups.rows();
    long[] rows = new long[CHUNK];
    long[] targets = new long[CHUNK];
    int count;
    while ((count = cursor.next(rows)) > 0) {
      for (int i = 0; i < count; i++) {
        targets[i] = Mem.getLong(rows[i] + link);
      }
      aggregates.subtract(targets, rows, count);
      for (int i = 0; i < count; i++) {
        leave(rows[i], targets[i]);
      }
    }
    enteredPanes--;
  }

  private void leave(long group, long target) {
    if (stacked) {
      Mem.putLong(target + front, Mem.getLong(group + next));
    }
    long left = Mem.getLong(target + paneCount) - 1;
    Mem.putLong(target + paneCount, left);
    if (left == 0) {
      aggregates.release(target);
      running.remove(target);
    }
  }

  /** Empties the back: makes the suffixes of all panes that have entered. */
  private void moveToFront() {
    resetRunning();
    List<Pane> entered = new ArrayList<>();
    for (Pane pane : panes.descendingMap().values()) {
      if (pane.entered) {
        entered.add(pane);
      }
    }
    long[] rows = new long[CHUNK];
    for (Pane pane : entered) {
      GroupTable.Cursor cursor = pane.groups.rows();
      int count;
      while ((count = cursor.next(rows)) > 0) {
        for (int i = 0; i < count; i++) {
          stack(rows[i], pane.inFront);
        }
      }
      pane.inFront = true;
    }
  }

  private void resetRunning() {
    GroupTable.Cursor cursor = running.rows();
    long[] rows = new long[CHUNK];
    int count;
    while ((count = cursor.next(rows)) > 0) {
      for (int i = 0; i < count; i++) {
        aggregates.resetStacked(rows[i]);
        Mem.putLong(rows[i] + front, 0);
      }
    }
  }

  private void stack(long group, boolean again) {
    if (again) {
      aggregates.release(group + suffix);
    }
    initialiseSuffix(group);
    aggregates.mergeStacked(group + suffix, group);
    long target = Mem.getLong(group + link);
    long after = Mem.getLong(target + front);
    if (after != 0) {
      aggregates.mergeStacked(group + suffix, after + suffix);
    }
    Mem.putLong(group + next, after);
    Mem.putLong(target + front, group);
  }

  private void recycle(Pane pane) {
    releaseSuffixes(pane);
    store.retire(pane);
  }

  private void releaseSuffixes(Pane pane) {
    if (!stacked || !pane.inFront || !aggregates.ownsMemory()) {
      return;
    }
    GroupTable.Cursor cursor = pane.groups.rows();
    long[] rows = new long[CHUNK];
    int count;
    while ((count = cursor.next(rows)) > 0) {
      for (int i = 0; i < count; i++) {
        aggregates.release(rows[i] + suffix);
      }
    }
  }

  /** Empties the running table; all panes enter it again. */
  private void restart() {
    grouping.release(running);
    running.clear();
    if (runningSets != null) {
      runningSets.clear();
    }
    for (Pane pane : panes.values()) {
      releaseSuffixes(pane);
      pane.entered = false;
      pane.inFront = false;
      waiting.put(pane.times, pane);
    }
    enteredPanes = 0;
    stale = false;
  }

  // ---- results

  private void report(long window, ResultWriter writer, Output output) {
    writer.window(windows.start(window), windows.end(window));
    if (!stacked) {
      grouping.report(running, writer, output);
      return;
    }
    GroupTable.Cursor cursor = running.rows();
    long[] rows = writer.chunk();
    int count;
    while ((count = cursor.next(rows, Math.min(CHUNK, writer.room()))) > 0) {
      int left = aggregates.keepExisting(rows, count);
      if (left > 0) {
        join(rows, left);
        writer.write(
            rows,
            left,
            (some, n, out, to) -> {
              running.readKeys(some, n, out, 0);
              aggregates.finish(some, scratchRows, n, out, grouping.keys.length + 2, to::fail);
            },
            output);
        for (int i = 0; i < left && aggregates.ownsMemory(); i++) {
          aggregates.release(scratchRows[i]);
        }
      }
    }
  }

  /** Front and back of these running groups, joined in the scratch rows. */
  private void join(long[] rows, int count) {
    for (int i = 0; i < count; i++) {
      aggregates.initialise(scratchRows[i]);
      long oldest = Mem.getLong(rows[i] + front);
      if (oldest != 0) {
        aggregates.mergeStacked(scratchRows[i], oldest + suffix);
      }
    }
    aggregates.mergeStacked(scratchRows, rows, count);
  }

  // ---- state

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
            waiting.put(pane.times, pane);
          }
        });
  }

  @Override
  public long bytes() {
    long bytes = running.bytes() + (runningSets == null ? 0 : runningSets.bytes());
    for (Pane pane : panes.values()) {
      bytes += pane.bytes();
    }
    return bytes + scratch.capacity() + store.bytes();
  }

  @Override
  public void close() {
    grouping.release(running);
    running.close();
    if (runningSets != null) {
      runningSets.close();
    }
    for (Pane pane : panes.values()) {
      releaseSuffixes(pane);
      grouping.discard(pane);
    }
    panes.clear();
    store.close();
    scratch.close();
  }
}
