package dev.laminar.benchmarks;

import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.DataType;
import dev.laminar.internal.state.KeyHash;
import dev.laminar.internal.state.join.JoinSide;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToLongFunction;
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
 * The state of an unwindowed join: nanoseconds a row to keep a row, and to look one up with and
 * without a match, hashing included. Rows are a key, a number, a short and a long text.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class JoinSideBenchmark {

  private static final int ROWS = 4096;
  private static final List<DataType> TYPES =
      List.of(DataType.BIGINT, DataType.BIGINT, DataType.TEXT, DataType.TEXT);
  private static final int[] KEYS = {0};

  /** Distinct keys that the side has. */
  @Param({"1000", "100000", "10000000"})
  public int keys;

  private final BufferAllocator allocator = new RootAllocator();
  private final List<Batch> hits = new ArrayList<>();
  private final List<Batch> misses = new ArrayList<>();
  private final int[] rows = new int[ROWS];
  private final long[] hashes = new long[ROWS];
  private JoinSide side = newSide();
  private JoinSide growing = newSide();
  private int next;
  private long found;

  private JoinSide newSide() {
    return new JoinSide(allocator, TYPES, KEYS, false, false);
  }

  @Setup
  public void fill() {
    Arrays.setAll(rows, i -> i);
    Random random = new Random(7);
    for (int key = 0; key < keys; key += ROWS) {
      int first = key;
      try (Batch batch = batch(i -> Math.min(first + i, keys - 1L))) {
        add(side, batch, Math.min(ROWS, keys - key));
      }
    }
    for (int i = 0; i < 64; i++) {
      hits.add(batch(row -> random.nextInt(keys)));
      misses.add(batch(row -> keys + (long) random.nextInt(keys)));
    }
  }

  private Batch batch(IntToLongFunction key) {
    try (BatchBuilder builder = new BatchBuilder(allocator, TYPES)) {
      for (int i = 0; i < ROWS; i++) {
        long k = key.applyAsLong(i);
        builder.add(k, k * 3, "name", "a text of forty bytes, as many a row has");
      }
      return builder.build();
    }
  }

  private void add(JoinSide to, Batch batch, int count) {
    KeyHash.hash(batch, KEYS, hashes);
    to.add(batch, rows, count, hashes, null);
  }

  private Batch nextOf(List<Batch> batches) {
    return batches.get(next++ & 63);
  }

  private long probe(Batch batch) {
    KeyHash.hash(batch, KEYS, hashes);
    side.probe(batch, KEYS, rows, ROWS, hashes, (probing, ids, count) -> found += count);
    return found;
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public long probeWithoutMatch() {
    return probe(nextOf(misses));
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public long probeWithMatch() {
    return probe(nextOf(hits));
  }

  /** Look-up and building the found row's columns. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public long probeAndGather() {
    Batch batch = nextOf(hits);
    KeyHash.hash(batch, KEYS, hashes);
    side.probe(
        batch,
        KEYS,
        rows,
        ROWS,
        hashes,
        (probing, ids, count) -> Batch.of(count, side.gather(ids, count)).close());
    return found;
  }

  /** Growth from nothing included. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public int insert() {
    if (growing.size() >= keys) {
      growing.close();
    }
    add(growing, nextOf(hits), ROWS);
    return growing.size();
  }

  @TearDown(Level.Trial)
  public void free() {
    hits.forEach(Batch::close);
    misses.forEach(Batch::close);
    side.close();
    growing.close();
    allocator.close();
  }
}
