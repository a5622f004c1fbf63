package dev.laminar.benchmarks;

import dev.laminar.data.Batch;
import dev.laminar.data.Column;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Mem;
import dev.laminar.data.Schema;
import dev.laminar.internal.operator.AggregateOperator;
import dev.laminar.internal.operator.Frozen;
import dev.laminar.internal.operator.Operator;
import dev.laminar.internal.operator.Output;
import dev.laminar.internal.operator.SnapshotWriter;
import dev.laminar.internal.plan.AggregateCall;
import dev.laminar.internal.plan.Node;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * How long snapshots of a large aggregation stop its task: the barrier itself, the pieces that are
 * written after it, and the batches in between, which write rows before they change them.
 *
 * <p>{@code SnapshotBenchmark [groups]}; 8 million groups take about 1 GB. What is written is
 * thrown away: encoding and storage are not part of it. Times are of the thread's processor. One
 * thread.
 */
public final class SnapshotBenchmark implements Output, AutoCloseable {
  private static final int ROWS = 8192;

  private static final Schema SCHEMA =
      Schema.of(Field.required("key", DataType.BIGINT), Field.required("value", DataType.BIGINT));

  private final BufferAllocator allocator = new RootAllocator();
  private final Operator operator;
  private final int groups;
  private final Random random = new Random(7);
  private long ticks;

  private SnapshotBenchmark(int groups) {
    this.groups = groups;
    Node values = new Node.Values(SCHEMA, List.of());
    List<AggregateCall> calls =
        List.of(call("count", List.of()), call("sum", List.of(1)), call("max", List.of(1)));
    operator = AggregateOperator.of(new Node.Aggregate(values, new int[] {0}, calls));
    operator.open(new AggregateBenchmark.Context(allocator));
  }

  private static AggregateCall call(String function, List<Integer> args) {
    return new AggregateCall(
        function, args, false, OptionalInt.empty(), List.of(), function, DataType.BIGINT, false);
  }

  /** Runs all scenarios and prints a line for each. */
  public static void main(String[] args) {
    int groups = args.length > 0 ? Integer.parseInt(args[0]) : 8_000_000;
    try (SnapshotBenchmark benchmark = new SnapshotBenchmark(groups)) {
      benchmark.run();
    }
  }

  private void run() {
    for (int from = 0; from < groups; from += ROWS) {
      int first = from;
      feed(i -> first + i);
      tick();
    }
    print("groups %,d, state %,d MB%n", groups, operator.stateBytes() >> 20);
    for (int i = 0; i < 3; i++) {
      print("rows without tracking: %.1f ns%n", nanosPerRow(400));
    }
    snapshot("whole, idle", false, false);
    for (double share : new double[] {0.001, 0.01, 0.1}) {
      for (int i = 0; i < 3; i++) {
        change((int) (groups * share));
        snapshot(String.format("changes of %.1f %%, idle", share * 100), true, false);
      }
    }
    change(groups / 100);
    snapshot("changes of 1 %, busy", true, true);
    snapshot("changes after that, busy", true, true);
    snapshot("whole, busy", false, true);
    snapshot("changes after that, busy", true, true);
    for (int i = 0; i < 3; i++) {
      print("rows with tracking: %.1f ns%n", nanosPerRow(400));
    }
    print("state %,d MB%n", operator.stateBytes() >> 20);
  }

  private interface Keys {
    long key(int i);
  }

  private void feed(Keys keys) {
    ArrowBuf buffer = allocator.buffer(8L * ROWS);
    for (int i = 0; i < ROWS; i++) {
      Mem.putLong(buffer.memoryAddress() + 8L * i, Math.min(groups - 1, keys.key(i)));
    }
    Column column = Column.of(DataType.BIGINT, ROWS, null, buffer);
    operator.process(0, Batch.of(ROWS, column, column.retain()), this);
  }

  private void tick() {
    operator.onTick(++ticks, this);
  }

  private void change(int rows) {
    for (int i = 0; i < rows; i += ROWS) {
      feed(_ -> random.nextInt(groups));
      tick();
    }
  }

  private double nanosPerRow(int batches) {
    long start = now();
    change(batches * ROWS);
    return (now() - start) / (double) (batches * ROWS);
  }

  private void snapshot(String name, boolean changesOnly, boolean busy) {
    Discarded written = new Discarded(changesOnly);
    long start = now();
    Frozen rest = operator.snapshot(written);
    long barrier = now() - start;
    long[] pieces = new long[16];
    int count = 0;
    long batches = 0;
    long slowest = 0;
    boolean more = true;
    while (more) {
      long begin = now();
      more = rest.writeSome();
      pieces = count == pieces.length ? Arrays.copyOf(pieces, count * 2) : pieces;
      pieces[count++] = now() - begin;
      if (busy) {
        begin = now();
        feed(_ -> random.nextInt(groups));
        tick();
        slowest = Math.max(slowest, now() - begin);
        batches++;
      }
    }
    Arrays.sort(pieces, 0, count);
    long sum = Arrays.stream(pieces, 0, count).sum();
    print(
        "%s: barrier %.3f ms; %d pieces, median %.3f, 99 %% %.3f, most %.3f, sum %.1f ms;"
            + " %,d rows, %,d KB, %d batches%n",
        name,
        barrier / 1e6,
        count,
        pieces[count / 2] / 1e6,
        pieces[(int) (count * 0.99)] / 1e6,
        pieces[count - 1] / 1e6,
        sum / 1e6,
        written.rows,
        written.bytes >> 10,
        written.blocks);
    if (busy) {
      print(
          "    %d batches of %d random rows with a tick in between, slowest %.3f ms%n",
          batches, ROWS, slowest / 1e6);
    }
  }

  /** The thread's own time, so that other programs do not count. */
  private static long now() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static void print(String format, Object... values) {
    System.out.printf(format, values);
  }

  /** Counts what it is given. */
  private static final class Discarded implements SnapshotWriter {
    private final boolean changes;
    private long rows;
    private long bytes;
    private long blocks;

    Discarded(boolean changes) {
      this.changes = changes;
    }

    @Override
    public boolean changesOnly(String table) {
      return changes;
    }

    @Override
    public void put(String table, int keyGroup, Batch batch) {
      rows += batch.rows();
      bytes += (long) batch.rows() * batch.columnCount() * 8;
      blocks++;
      batch.close();
    }

    @Override
    public void remove(String table, int keyGroup, Batch keys) {
      put(table, keyGroup, keys);
    }

    @Override
    public void instance(String name, byte[] value) {
      bytes += value.length;
    }
  }

  @Override
  public void emit(Batch batch) {
    batch.close();
  }

  @Override
  public void watermark(long time) {
    throw new IllegalStateException("an aggregate raises no watermark");
  }

  @Override
  public void close() {
    operator.close();
    allocator.close();
  }
}
