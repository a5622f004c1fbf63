package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.Column;
import dev.laminar.data.DataType;
import dev.laminar.data.Schema;
import dev.laminar.internal.aggregate.Aggregates;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.state.GroupTable;
import dev.laminar.internal.state.KeyGroups;
import dev.laminar.spi.BadRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates by keys without end: at each tick, one net change for each group that has changed.
 *
 * <p>A result that differs from the published one takes its place: retract first, insert second. A
 * group of which nothing is left is retracted and forgotten. Without keys there is exactly one
 * group, from the first tick on, whether there are rows or not.
 *
 * <p><b>State:</b> a row for each group: key, accumulators and the published result.
 * <b>Threads:</b> single writer.
 */
public final class AggregateOperator implements Operator {
  private static final int CHUNK = 1024;
  private static final Pane.Times ALWAYS = new Pane.Times(Long.MIN_VALUE, Long.MAX_VALUE);

  private final Node.Aggregate node;
  private final Schema input;
  private final List<DataType> outputTypes;
  private @Nullable Running running;
  private long[] touched = new long[64];
  private int touchedCount;
  private boolean frozenSinceTick;

  private record Running(
      OperatorContext context,
      Grouping grouping,
      PaneStore store,
      Pane pane,
      PublishedResults results,
      BatchBuilder fresh,
      BatchBuilder out) {}

  private AggregateOperator(Node.Aggregate node) {
    this.node = node;
    this.input = node.input().schema();
    this.outputTypes = node.schema().types();
  }

  /** The operator of a node. */
  public static Operator of(Node.Aggregate node) {
    return node.updating() ? new AggregateOperator(node) : new DistinctOperator(node);
  }

  @Override
  public void open(OperatorContext context) {
    int resultBytes = PublishedResults.bytes(node.aggregates());
    Grouping grouping =
        new Grouping(
            context.allocator(),
            input,
            node.keys(),
            node.aggregates(),
            node.input().updating(),
            false,
            false,
            _ -> resultBytes);
    PublishedResults results =
        new PublishedResults(node.aggregates(), grouping.extraOffset(), grouping.memory.arena());
    PaneStore store = new PaneStore(grouping, context, results);
    running =
        new Running(
            context,
            grouping,
            store,
            store.pane(ALWAYS),
            results,
            new BatchBuilder(
                context.allocator(), node.aggregates().stream().map(c -> c.type()).toList()),
            new BatchBuilder(context.allocator(), outputTypes));
  }

  private Running running() {
    Running opened = running;
    if (opened == null) {
      throw new IllegalStateException("not open");
    }
    return opened;
  }

  // ---- rows

  @Override
  public void process(int in, Batch batch, Output output) {
    try (batch) {
      Grouping grouping = running().grouping();
      Pane pane = running().pane();
      grouping.begin(batch);
      grouping.group(batch, pane.groups, null, batch.rows());
      grouping.add(batch, null, batch.rows());
      grouping.addDistinct(batch, pane.sets, null, batch.rows());
      touch(grouping.groups(), batch.rows());
    }
  }

  private void touch(long[] groups, int count) {
    touchedRoom(count);
    PublishedResults results = running().results();
    for (int i = 0; i < count; i++) {
      if (results.touch(groups[i])) {
        touched[touchedCount++] = groups[i];
      }
    }
  }

  private void touchedRoom(int count) {
    if (touched.length - touchedCount < count) {
      touched = Arrays.copyOf(touched, Math.max(touched.length * 2, touchedCount + count));
    }
  }

  // ---- results

  @Override
  public void onTick(long number, Output output) {
    addOnlyGroup();
    int chunk = Math.max(1, Math.min(CHUNK, running().context().batchRows() / 2));
    long[] rows = new long[chunk];
    for (int from = 0; from < touchedCount; from += chunk) {
      int count = Math.min(chunk, touchedCount - from);
      System.arraycopy(touched, from, rows, 0, count);
      publish(rows, count, output);
    }
    touchedCount = 0;
    frozenSinceTick = false;
  }

  /** Without keys there is a group before there are rows, in the task that owns it. */
  private void addOnlyGroup() {
    Running now = running();
    KeyGroups owned = now.context().keyGroups();
    boolean mine = owned.contains(KeyGroups.groupOf(0, owned.count()));
    if (node.keys().length == 0 && mine && now.pane().groups.size() == 0) {
      long[] row = new long[1];
      now.pane().groups.upsert(new Column[0], new long[1], null, 1, row);
      touch(row, 1);
    }
  }

  private void publish(long[] rows, int count, Output output) {
    Running now = running();
    if (frozenSinceTick) { // if not, the batches since the last tick have touched all
      now.pane().groups.touch(rows, count);
    }
    BitSet absent = new BitSet();
    try (Batch fresh = results(rows, count, absent)) {
      Column[] results = GroupTable.columns(fresh, range(fresh.columnCount()));
      long[] old = new long[count];
      long[] inserts = new long[count];
      int[] at = new int[count];
      int oldCount = 0;
      int insertCount = 0;
      for (int i = 0; i < count; i++) {
        boolean published = now.results().isPublished(rows[i]);
        if (published && !absent.get(i) && now.results().same(rows[i], results, i)) {
          continue;
        }
        if (published) {
          old[oldCount++] = rows[i];
        }
        if (!absent.get(i)) {
          at[insertCount] = i;
          inserts[insertCount++] = rows[i];
        }
      }
      append(old, oldCount, -1);
      for (int i = 0; i < oldCount; i++) {
        now.results().withdraw(old[i]);
      }
      for (int i = 0; i < insertCount; i++) {
        now.results().publish(inserts[i], results, at[i]);
      }
      append(inserts, insertCount, 1);
    }
    emit(output);
    settle(rows, count);
  }

  /** The new results, one row for each group; what stands for absent ones does not matter. */
  private Batch results(long[] rows, int count, BitSet absent) {
    Running now = running();
    for (int i = 0; i < count; i++) {
      if (node.keys().length > 0 && !now.grouping().aggregates.exists(rows[i])) {
        absent.set(i);
      }
    }
    now.grouping()
        .aggregates
        .finish(
            rows,
            count,
            now.fresh(),
            0,
            (row, error) -> {
              if (!absent.get(row)) {
                absent.set(row);
                fail(error);
              }
            });
    now.fresh().setRows(count);
    return now.fresh().build();
  }

  private void fail(String error) {
    byte[] raw = error.getBytes(StandardCharsets.UTF_8);
    running().context().bad(new BadRecord(raw, "a group", error));
  }

  private static int[] range(int count) {
    int[] range = new int[count];
    for (int i = 0; i < count; i++) {
      range[i] = i;
    }
    return range;
  }

  private void append(long[] rows, int count, int weight) {
    Running now = running();
    now.pane().groups.readKeys(rows, count, now.out(), 0);
    now.results().read(rows, count, now.out(), node.keys().length);
    for (int i = 0; i < count; i++) {
      now.out().endRow(weight);
    }
  }

  private void emit(Output output) {
    int rows = running().out().rows();
    int most = running().context().batchRows();
    if (rows == 0) {
      return;
    }
    Batch batch = running().out().build();
    if (rows <= most) {
      output.emit(batch);
      return;
    }
    try (batch) {
      int[] all = range(rows);
      for (int from = 0; from < rows; from += most) {
        int[] some = Arrays.copyOfRange(all, from, Math.min(rows, from + most));
        output.emit(batch.gather(running().context().allocator(), some, some.length));
      }
    }
  }

  /** These groups have been published; those of which nothing is left are forgotten. */
  private void settle(long[] rows, int count) {
    Aggregates aggregates = running().grouping().aggregates;
    for (int i = 0; i < count; i++) {
      running().results().settle(rows[i]);
      if (node.keys().length > 0 && aggregates.isVoid(rows[i])) {
        aggregates.release(rows[i]);
        running().pane().groups.remove(rows[i]);
      }
    }
  }

  // ---- state

  @Override
  public Frozen snapshot(SnapshotWriter writer) {
    frozenSinceTick = true;
    return running().store().snapshot(List.of(running().pane()), writer);
  }

  @Override
  public void restore(SnapshotReader reader) {
    int before = touchedCount;
    Pane pane = running().pane();
    running()
        .store()
        .restore(
            reader,
            List.of(pane),
            new PaneLoader.Owner() {
              @Override
              public Pane find(Pane.Times times) {
                return pane;
              }

              @Override
              public void add(Pane added) {
                throw new IllegalStateException("there is one pane only");
              }

              @Override
              public void touched(long group) {
                touchedRoom(1);
                touched[touchedCount++] = group;
              }
            });
    keepTouched(before);
    frozenSinceTick = true; // restored rows are settled: to the table they have not changed
  }

  /** Groups have come several times, and some are gone. */
  private void keepTouched(int from) {
    Arrays.sort(touched, from, touchedCount);
    int kept = from;
    for (int i = from; i < touchedCount; i++) {
      long row = touched[i];
      boolean again = kept > from && touched[kept - 1] == row;
      if (!again && GroupTable.isLive(row) && running().results().isTouched(row)) {
        touched[kept++] = row;
      }
    }
    touchedCount = kept;
  }

  @Override
  public long stateBytes() {
    return running().pane().bytes() + running().grouping().bytes() + 8L * touched.length;
  }

  @Override
  public void close() {
    Running opened = running;
    running = null;
    if (opened != null) {
      opened.store().close();
      opened.grouping().discard(opened.pane());
      opened.fresh().close();
      opened.out().close();
      opened.grouping().close();
    }
  }
}
