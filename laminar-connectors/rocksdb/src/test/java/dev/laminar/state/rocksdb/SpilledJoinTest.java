package dev.laminar.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.internal.operator.Joins;
import dev.laminar.internal.operator.Operator;
import dev.laminar.internal.operator.OperatorContext;
import dev.laminar.internal.operator.Output;
import dev.laminar.internal.plan.JoinKind;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.state.KeyGroups;
import dev.laminar.internal.state.spill.SpillDisk;
import dev.laminar.internal.state.spill.SpillStore;
import dev.laminar.internal.state.spill.SpillStores;
import dev.laminar.spi.BadRecord;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A join of many keys whose state is ten times its budget finds every pair. {@code
 * -Dlaminar.spill.keys=50000000} makes it the one of the issue; {@code -Dlaminar.spill.budget} is
 * in bytes.
 */
class SpilledJoinTest {

  private static final int ROWS = 4096;
  private static final int STEP = 7919; // so that keys come in another order on the right
  private static final long KEYS = Long.getLong("laminar.spill.keys", 40_000);
  private static final Schema SCHEMA =
      Schema.of(Field.of("k", DataType.BIGINT), Field.of("v", DataType.TEXT));

  @TempDir Path directory;

  /** Sums up what comes out. */
  private static final class Sum implements Output {
    long rows;
    long keys;
    long texts;

    @Override
    public void emit(Batch batch) {
      try (batch) {
        for (int i = 0; i < batch.rows(); i++) {
          int weight = batch.weight(i);
          rows += weight;
          for (int column = 0; column < batch.columnCount(); column += 2) {
            if (!batch.column(column).isNull(i)) {
              keys += weight * batch.column(column).getLong(i);
              texts += weight * (long) batch.column(column + 1).get(i).hashCode();
            }
          }
        }
      }
    }

    @Override
    public void watermark(long time) {
      throw new IllegalStateException("a join makes no watermarks");
    }
  }

  private static String text(long key) {
    return key % 2 == 0 ? "t" + key : "a text too long for a view, of " + key;
  }

  private static Batch batch(BufferAllocator allocator, long from, int step) {
    try (BatchBuilder rows = new BatchBuilder(allocator, SCHEMA)) {
      for (long i = from; i < Math.min(KEYS, from + ROWS); i++) {
        long key = i * step % KEYS;
        rows.add(key, text(key));
      }
      return rows.build();
    }
  }

  @ParameterizedTest
  @EnumSource(JoinKind.class)
  void joinOverItsBudget_findsEveryPair(JoinKind kind) {
    assertThat(KEYS % STEP).isNotZero();
    long memory = Long.getLong("laminar.spill.memory", 8 << 20);
    long budget = Long.getLong("laminar.spill.budget", KEYS * 20);
    Node input = new Node.Values(SCHEMA, List.of());
    Node.Join node =
        new Node.Join(input, input, kind, new int[] {0}, new int[] {0}, Optional.empty());
    Sum sum = new Sum();
    try (BufferAllocator allocator = new RootAllocator();
        SpillDisk disk = SpillStores.installed().orElseThrow().open(directory, memory);
        Operator join = Joins.of(node)) {
      join.open(new Context(allocator, budget, disk));
      long most = run(allocator, join, sum);
      assertThat(most).isLessThan(budget * 3 / 2);
      assertThat(disk.bytes()).isGreaterThan(budget);
    }
    long expectedTexts = 0;
    for (long key = 0; key < KEYS; key++) {
      expectedTexts += 2L * text(key).hashCode();
    }
    assertThat(sum.rows).isEqualTo(KEYS);
    assertThat(sum.keys).isEqualTo(KEYS * (KEYS - 1));
    assertThat(sum.texts).isEqualTo(expectedTexts);
  }

  /** The left rows, then the right ones; returns the most memory that the state has taken. */
  private static long run(BufferAllocator allocator, Operator join, Output output) {
    long most = 0;
    long ticks = 0;
    for (int side = 0; side < 2; side++) {
      for (long from = 0; from < KEYS; from += ROWS) {
        join.process(side, batch(allocator, from, side == 0 ? 1 : STEP), output);
        join.onTick(++ticks, output);
        most = Math.max(most, join.stateBytes());
      }
    }
    return most;
  }

  private record Context(BufferAllocator allocator, long stateBudget, SpillDisk disk)
      implements OperatorContext {
    @Override
    public Optional<SpillStore> spill() {
      return Optional.of(disk.store());
    }

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
    public boolean snapshots() {
      return false;
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
