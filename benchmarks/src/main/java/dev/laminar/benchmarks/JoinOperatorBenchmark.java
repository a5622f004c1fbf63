package dev.laminar.benchmarks;

import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.internal.operator.Joins;
import dev.laminar.internal.operator.Operator;
import dev.laminar.internal.operator.OperatorContext;
import dev.laminar.internal.operator.Output;
import dev.laminar.internal.operator.WindowJoinOperator;
import dev.laminar.internal.plan.JoinKind;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.state.KeyGroups;
import dev.laminar.spi.BadRecord;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * Whole joins, nanoseconds an input row: a window of 16 batches a side, and an unwindowed join that
 * ends after as many, state and output included.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class JoinOperatorBenchmark implements Output {

  private static final int ROWS = 4096;
  private static final int BATCHES = 16;
  private static final Schema SCHEMA =
      Schema.of(
          Field.required("end", DataType.TIMESTAMP),
          Field.required("key", DataType.BIGINT),
          Field.required("text", DataType.TEXT));
  private static final int[] KEYS = {0, 1};

  /** Rows of the other side that ten rows find. */
  @Param({"1", "10"})
  public int matches;

  private final BufferAllocator allocator = new RootAllocator();
  private final List<Batch> left = new ArrayList<>();
  private final List<Batch> right = new ArrayList<>();
  private long emitted;

  @Setup
  public void make() {
    Random random = new Random(3);
    int keys = BATCHES * ROWS * 10 / matches;
    for (int i = 0; i < BATCHES; i++) {
      left.add(batch(random, keys));
      right.add(batch(random, keys));
    }
  }

  private Batch batch(Random random, int keys) {
    try (BatchBuilder builder = new BatchBuilder(allocator, SCHEMA)) {
      for (int i = 0; i < ROWS; i++) {
        builder.add(10L, (long) random.nextInt(keys), "a text of forty bytes, as many a row has");
      }
      return builder.build();
    }
  }

  @Benchmark
  @OperationsPerInvocation(2 * BATCHES * ROWS)
  public long windowJoin() {
    Node input = new Node.Values(SCHEMA, List.of());
    return run(
        new WindowJoinOperator(
            new Node.WindowJoin(
                input,
                input,
                JoinKind.INNER,
                KEYS,
                KEYS,
                0,
                0,
                Optional.empty(),
                OptionalInt.empty())));
  }

  @Benchmark
  @OperationsPerInvocation(2 * BATCHES * ROWS)
  public long appendJoin() {
    Node input = new Node.Values(SCHEMA, List.of());
    return run(Joins.of(new Node.Join(input, input, JoinKind.INNER, KEYS, KEYS, Optional.empty())));
  }

  private long run(Operator operator) {
    try (operator) {
      operator.open(new Context(allocator));
      for (int i = 0; i < BATCHES; i++) {
        operator.process(0, left.get(i).retain(), this);
        operator.process(1, right.get(i).retain(), this);
      }
      operator.onWatermark(10, this);
    }
    return emitted;
  }

  @Override
  public void emit(Batch batch) {
    emitted += batch.rows();
    batch.close();
  }

  @Override
  public void watermark(long time) {
    throw new IllegalStateException("a join makes no watermarks");
  }

  @TearDown(Level.Trial)
  public void free() {
    left.forEach(Batch::close);
    right.forEach(Batch::close);
    allocator.close();
  }

  private record Context(BufferAllocator allocator) implements OperatorContext {
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
    public void bad(BadRecord row) {
      throw new IllegalStateException(row.error());
    }
  }
}
