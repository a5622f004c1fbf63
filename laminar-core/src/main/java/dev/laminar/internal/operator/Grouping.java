package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.internal.aggregate.AggregateMemory;
import dev.laminar.internal.aggregate.Aggregates;
import dev.laminar.internal.aggregate.DistinctCalls;
import dev.laminar.internal.aggregate.DistinctSets;
import dev.laminar.internal.plan.AggregateCall;
import dev.laminar.internal.state.GroupTable;
import dev.laminar.internal.state.KeyHash;
import dev.laminar.internal.state.RowFields;
import dev.laminar.internal.state.RowLayout;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.ToIntFunction;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * What all tables of groups of one operator have in common: keys, aggregates, memory and scratch
 * space; and the memory of panes that are done, for the next ones. One thread.
 */
final class Grouping implements AutoCloseable {
  private static final int KEPT_PANES = 4;
  private static final long LARGEST_KEPT = 16 << 20;

  final BufferAllocator allocator;
  final int[] keys;
  final List<Field> keyFields;
  final Schema input;
  final AggregateMemory memory;
  final Aggregates aggregates;
  final @Nullable DistinctCalls distinct;
  final RowLayout layout;

  private final Deque<Pane> unused = new ArrayDeque<>();
  private long[] hashes = {};
  private long[] groups = {};
  private boolean hashed;

  /**
   * @param retracts whether the input is updating
   * @param takesBack whether DISTINCT aggregates see values go although no row is retracted
   * @param distinctInRows whether groups keep the values of DISTINCT aggregates themselves
   * @param extra how many bytes to add after the accumulators of every group, zero at first
   */
  Grouping(
      BufferAllocator allocator,
      Schema input,
      int[] keys,
      List<AggregateCall> calls,
      boolean retracts,
      boolean takesBack,
      boolean distinctInRows,
      ToIntFunction<Aggregates> extra) {
    this.allocator = allocator;
    this.input = input;
    this.keys = keys;
    this.keyFields = input.select(keys).fields();
    this.memory = new AggregateMemory(allocator);
    int offset = new RowFields(keyFields, 8, 7).end();
    boolean keyed = keys.length > 0;
    this.aggregates =
        new Aggregates(calls, input, offset, retracts, takesBack, distinctInRows, keyed, memory);
    this.distinct =
        aggregates.hasDistinct() ? new DistinctCalls(aggregates, input, retracts) : null;
    byte[] template = aggregates.template();
    this.layout =
        new RowLayout(
            keyFields, Arrays.copyOf(template, template.length + extra.applyAsInt(aggregates)));
  }

  /** Where a group's bytes behind the accumulators begin. */
  int extraOffset() {
    return layout.valueOffset() + aggregates.template().length;
  }

  Pane pane(Pane.Times times) {
    Pane old = unused.poll();
    return old == null
        ? new Pane(times, newTable(), newSets())
        : new Pane(times, old.groups, old.sets);
  }

  GroupTable newTable() {
    return new GroupTable(allocator, layout, memory.arena());
  }

  @Nullable DistinctSets newSets() {
    return distinct == null ? null : new DistinctSets(distinct);
  }

  /** Forgets a pane's groups; keeps its memory for another one. */
  void recycle(Pane pane) {
    release(pane.groups);
    if (unused.size() >= KEPT_PANES || pane.bytes() > LARGEST_KEPT) {
      pane.close();
      return;
    }
    pane.groups.clear();
    if (pane.sets != null) {
      pane.sets.clear();
    }
    unused.push(pane);
  }

  /** Frees what a table's groups refer to. */
  void release(GroupTable table) {
    if (!aggregates.ownsMemory()) {
      return;
    }
    GroupTable.Cursor cursor = table.rows();
    long[] rows = new long[256];
    int count;
    while ((count = cursor.next(rows)) > 0) {
      aggregates.release(rows, count);
    }
  }

  /** Frees a pane for good. */
  void discard(Pane pane) {
    release(pane.groups);
    pane.close();
  }

  /** Writes the results of all groups of a table that exist. */
  void report(GroupTable table, ResultWriter writer, Output output) {
    GroupTable.Cursor cursor = table.rows();
    long[] rows = writer.chunk();
    int count;
    while ((count = cursor.next(rows, writer.room())) > 0) {
      int left = aggregates.keepExisting(rows, count);
      if (left > 0) {
        writer.write(rows, left, (some, n, out, to) -> write(table, some, n, out, to), output);
      }
    }
  }

  private void write(
      GroupTable table, long[] rows, int count, BatchBuilder out, ResultWriter writer) {
    table.readKeys(rows, count, out, 0);
    aggregates.finish(rows, count, out, keys.length + 2, writer::fail);
  }

  // ---- rows to groups

  /** Adds a batch whose rows have been put into panes. */
  void addRouted(Batch batch, PaneRouter router) {
    if (router.allInOne()) {
      Pane pane = router.pane(0);
      group(batch, pane.groups, null, batch.rows());
      add(batch, null, batch.rows());
      addDistinct(batch, pane.sets, null, batch.rows());
      return;
    }
    router.sort(batch.rows());
    for (int i = 0; i < router.paneCount(); i++) {
      int[] rows = router.select(i);
      group(batch, router.pane(i).groups, rows, router.count(i));
      addDistinct(batch, router.pane(i).sets, rows, router.count(i));
    }
    add(batch, router.sorted(), router.total());
  }

  /** Hashes the keys of a batch; then come {@link #group} for its panes and {@link #add}. */
  void begin(Batch batch) {
    int rows = batch.rows();
    if (hashes.length < rows) {
      hashes = new long[rows];
      groups = new long[rows];
    }
    hashed = false;
  }

  /** Finds the groups of the selected rows in a table. */
  void group(Batch batch, GroupTable table, int @Nullable [] selected, int count) {
    if (!hashed) {
      KeyHash.hash(batch, keys, hashes);
      hashed = true;
    }
    table.upsert(GroupTable.columns(batch, keys), hashes, selected, count, groups);
  }

  /** Adds the selected rows, whose groups have been found, to their aggregates. */
  void add(Batch batch, int @Nullable [] selected, int count) {
    aggregates.add(batch, groups, selected, count);
  }

  /** Adds the selected rows to DISTINCT aggregates. */
  void addDistinct(Batch batch, @Nullable DistinctSets sets, int @Nullable [] selected, int count) {
    if (sets != null) {
      sets.add(batch, groups, selected, count);
    }
  }

  /** By row of the batch, where its group is. */
  long[] groups() {
    return groups;
  }

  long bytes() {
    long bytes = memory.bytes();
    for (Pane pane : unused) {
      bytes += pane.bytes();
    }
    return bytes;
  }

  @Override
  public void close() {
    unused.forEach(Pane::close);
    unused.clear();
    memory.close();
  }
}
