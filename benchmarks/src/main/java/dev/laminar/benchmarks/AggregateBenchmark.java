package dev.laminar.benchmarks;

import dev.laminar.data.Batch;
import dev.laminar.data.Column;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Mem;
import dev.laminar.data.Schema;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.operator.Frozen;
import dev.laminar.internal.operator.Operator;
import dev.laminar.internal.operator.OperatorContext;
import dev.laminar.internal.operator.Output;
import dev.laminar.internal.operator.SnapshotWriter;
import dev.laminar.internal.operator.WindowAggregateOperator;
import dev.laminar.internal.plan.AggregateCall;
import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.plan.WindowSpec;
import dev.laminar.internal.state.KeyGroups;
import dev.laminar.spi.BadRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Whole windowed aggregates, nanoseconds an input row, windows and output included.
 *
 * <p>{@code tumble}: random BIGINT keys into one window that does not end. {@code hop}: a second of
 * event time in each batch, so that one window of {@code size} seconds ends with each.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class AggregateBenchmark {

  static final int ROWS = 8192;
  private static final int BATCHES = 64;
  private static final long SECOND = 1_000_000;

  private static final Schema SCHEMA =
      Schema.of(
          Field.required("key", DataType.BIGINT),
          Field.required("time", DataType.TIMESTAMP),
          Field.required("value", DataType.BIGINT));

  /** An operator, and batches of random keys for it. */
  static final class Fed implements Output, AutoCloseable {
    private final BufferAllocator allocator = new RootAllocator();
    private final List<Column> keys = new ArrayList<>();
    private final Operator operator;
    private long second;
    private long emitted;

    Fed(WindowSpec window, int keyCount, String... functions) {
      List<AggregateCall> calls = new ArrayList<>();
      for (String function : functions) {
        List<Integer> args = function.equals("count") ? List.of() : List.of(2);
        DataType type = function.equals("avg") ? DataType.DOUBLE : DataType.BIGINT;
        calls.add(
            new AggregateCall(
                function, args, false, OptionalInt.empty(), List.of(), function, type, false));
      }
      Node values = new Node.Values(SCHEMA, List.of());
      Expr time = new Expr.ColumnRef(1, DataType.TIMESTAMP, false);
      Node timed = new Node.Watermark(values, 1, time, Duration.ZERO, BadData.FAIL);
      operator =
          new WindowAggregateOperator(
              new Node.WindowAggregate(timed, new int[] {0}, window, calls));
      operator.open(new Context(allocator));
      Random random = new Random(3);
      for (int i = 0; i < BATCHES; i++) {
        keys.add(longs(() -> random.nextInt(keyCount)));
      }
    }

    private Column longs(LongSupplier values) {
      ArrowBuf buffer = allocator.buffer(8L * ROWS);
      for (int i = 0; i < ROWS; i++) {
        Mem.putLong(buffer.memoryAddress() + 8L * i, values.getAsLong());
      }
      return Column.of(DataType.BIGINT, ROWS, null, buffer);
    }

    /** Every key once. */
    void fill(int keyCount) {
      long[] next = {0};
      for (int from = 0; from < keyCount; from += ROWS) {
        feed(longs(() -> Math.min(keyCount - 1, next[0]++)));
      }
    }

    void feed() {
      feed(keys.get((int) (second % BATCHES)).retain());
    }

    private void feed(Column key) {
      ArrowBuf times = allocator.buffer(8L * ROWS);
      for (int i = 0; i < ROWS; i++) {
        Mem.putLong(times.memoryAddress() + 8L * i, second * SECOND + i);
      }
      Column time = Column.of(DataType.TIMESTAMP, ROWS, null, times);
      operator.process(0, Batch.of(ROWS, key, time, key.retain()), this);
    }

    void endSecond() {
      second++;
      operator.onWatermark(second * SECOND, this);
    }

    /** Takes a snapshot that is thrown away. */
    void snapshot() {
      Frozen rest = operator.snapshot(new Discarded());
      while (rest.writeSome()) {}
    }

    long stateBytes() {
      return operator.stateBytes();
    }

    long emitted() {
      return emitted;
    }

    @Override
    public void emit(Batch batch) {
      emitted += batch.rows();
      batch.close();
    }

    @Override
    public void watermark(long time) {
      throw new IllegalStateException("an aggregate raises no watermark");
    }

    @Override
    public void close() {
      operator.close();
      keys.forEach(Column::close);
      allocator.close();
    }
  }

  private static final class Discarded implements SnapshotWriter {
    @Override
    public boolean changesOnly(String table) {
      return false;
    }

    @Override
    public void put(String table, int keyGroup, Batch rows) {
      rows.close();
    }

    @Override
    public void remove(String table, int keyGroup, Batch keys) {
      keys.close();
    }

    @Override
    public void instance(String name, byte[] value) {}
  }

  record Context(BufferAllocator allocator) implements OperatorContext {
    @Override
    public KeyGroups keyGroups() {
      return KeyGroups.all();
    }

    @Override
    public int subtask() {
      return 0;
    }

    @Override
    public int parallelism() {
      return 1;
    }

    @Override
    public Clock clock() {
      return Clock.systemUTC();
    }

    @Override
    public int batchRows() {
      return ROWS;
    }

    @Override
    public Counter counter(String name) {
      return count -> {};
    }

    @Override
    public void bad(BadRecord record) {
      throw new IllegalStateException(record.error());
    }
  }

  /** One window for all time. */
  @State(Scope.Thread)
  public static class Tumble {
    @Param({"1000", "100000", "10000000"})
    public int keys;

    @Param({"count", "count,sum,max"})
    public String functions;

    /** Whether snapshots are taken, so that it is known which groups have changed. */
    @Param({"false", "true"})
    public boolean tracked;

    private Fed fed;

    @Setup
    public void make() {
      WindowSpec all = new WindowSpec.Tumble(WindowSpec.Span.micros(1L << 50), 0);
      fed = new Fed(all, keys, functions.split(","));
      fed.fill(keys);
      if (tracked) {
        fed.snapshot();
      }
    }

    @TearDown
    public void close() {
      fed.close();
    }
  }

  /** Full windows that slide by a second. */
  @State(Scope.Thread)
  public static class Hop {
    @Param({"60", "3600"})
    public int size;

    @Param({"count", "max"})
    public String functions;

    private Fed fed;

    @Setup
    public void make() {
      WindowSpec.Span slide = WindowSpec.Span.micros(SECOND);
      WindowSpec.Span length = WindowSpec.Span.micros(size * SECOND);
      fed = new Fed(new WindowSpec.Hop(slide, length, 0), 1000, functions.split(","));
      for (int i = 0; i < size + 10; i++) {
        fed.feed();
        fed.endSecond();
      }
    }

    @TearDown
    public void close() {
      fed.close();
    }
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public void tumble(Tumble state) {
    state.fed.feed();
    state.fed.second++;
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public long hop(Hop state) {
    state.fed.feed();
    state.fed.endSecond();
    return state.fed.emitted();
  }
}
