package dev.laminar.internal.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.Column;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Mem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowChangesTest {

  /** A table of one number for each key, and what its snapshots have made of another map. */
  private static final class Copied implements AutoCloseable {
    private final BufferAllocator allocator = new RootAllocator();
    private final Arena arena = new Arena(allocator);
    private final DataType type;
    private final GroupTable table;
    private final RowChanges changes;

    final Map<@Nullable Object, Long> now = new HashMap<>();
    final Map<@Nullable Object, Long> copy = new HashMap<>();
    final Map<@Nullable Object, Long> early = new HashMap<>();
    long written;

    Copied(DataType type) {
      this.type = type;
      RowLayout layout = new RowLayout(List.of(Field.of("k", type)), new byte[8]);
      this.table = new GroupTable(allocator, layout, arena);
      this.changes = table.track(false, (rows, count) -> read(rows, count, early));
    }

    private long at(long row) {
      return row + table.layout().valueOffset();
    }

    private void read(long[] rows, int count, Map<@Nullable Object, Long> into) {
      List<@Nullable Object> keys = keys(rows, count);
      for (int i = 0; i < count; i++) {
        Long before = into.put(keys.get(i), Mem.getLong(at(rows[i])));
        assertThat(before).isNull(); // a row is written once for each barrier
      }
      written += count;
    }

    private List<@Nullable Object> keys(long[] rows, int count) {
      List<@Nullable Object> keys = new ArrayList<>();
      try (BatchBuilder builder = new BatchBuilder(allocator, List.of(type))) {
        table.readKeys(rows, count, builder, 0);
        builder.setRows(count);
        try (Batch batch = builder.build()) {
          for (int i = 0; i < count; i++) {
            keys.add(batch.column(0).get(i));
          }
        }
      }
      return keys;
    }

    /** Adds one to each key's number. */
    void add(List<@Nullable Object> keys) {
      withRows(
          keys,
          rows -> {
            for (int i = 0; i < rows.length; i++) {
              Mem.putLong(at(rows[i]), Mem.getLong(at(rows[i])) + 1);
              now.merge(keys.get(i), 1L, Long::sum);
            }
          });
    }

    /** Adds to rows whose addresses are known from before. */
    void addLater(List<@Nullable Object> keys) {
      long[] rows = find(keys);
      table.touch(rows, rows.length);
      for (int i = 0; i < rows.length; i++) {
        Mem.putLong(at(rows[i]), Mem.getLong(at(rows[i])) + 7);
        now.merge(keys.get(i), 7L, Long::sum);
      }
    }

    void remove(List<@Nullable Object> keys) {
      long[] rows = find(keys);
      table.touch(rows, rows.length);
      for (int i = 0; i < rows.length; i++) {
        table.remove(rows[i]);
        now.remove(keys.get(i));
      }
    }

    private long[] find(List<@Nullable Object> keys) {
      long[] found = new long[keys.size()];
      try (Batch batch = batch(keys)) {
        Column[] key = {batch.column(0)};
        long[] hashes = new long[keys.size()];
        KeyHash.hash(key, keys.size(), hashes);
        for (int i = 0; i < found.length; i++) {
          found[i] = table.find(key, hashes[i], i);
          assertThat(found[i]).isNotZero();
        }
      }
      return found;
    }

    private Batch batch(List<@Nullable Object> keys) {
      try (BatchBuilder builder = new BatchBuilder(allocator, List.of(type))) {
        keys.forEach(key -> builder.add(new @Nullable Object[] {key}));
        return builder.build();
      }
    }

    private void withRows(List<@Nullable Object> keys, java.util.function.Consumer<long[]> use) {
      try (Batch batch = batch(keys)) {
        Column[] key = {batch.column(0)};
        long[] hashes = new long[keys.size()];
        long[] rows = new long[keys.size()];
        KeyHash.hash(key, keys.size(), hashes);
        table.upsert(key, hashes, null, keys.size(), rows);
        use.accept(rows);
      }
    }

    /** A barrier: what was removed goes from the copy when its writing begins. */
    void freeze(boolean changesOnly) {
      early.clear();
      changes.freeze(changesOnly);
      if (!changesOnly) {
        copy.clear();
      }
    }

    void writeRemovals() {
      long[] rows = new long[3];
      int count;
      while ((count = changes.nextRemoved(rows, rows.length)) > 0) {
        keys(rows, count).forEach(copy::remove);
        changes.free(rows, count);
      }
    }

    boolean writeSome(int most) {
      long[] rows = new long[most];
      int found = changes.next(rows, most);
      if (found < 0) {
        changes.thaw();
        copy.putAll(early);
        return false;
      }
      read(rows, changes.take(rows, found), early);
      return true;
    }

    @Override
    public void close() {
      table.close();
      arena.close();
      allocator.close();
    }
  }

  private static @Nullable Object key(Random random, DataType type, int keys) {
    int number = random.nextInt(keys);
    if (number == 0) {
      return null;
    }
    return type == DataType.BIGINT ? (Object) (long) number : "a key of some length " + number;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void changesOfEachBarrier_addUpToTheTable(int seed) {
    Random random = new Random(seed);
    DataType type = random.nextBoolean() ? DataType.BIGINT : DataType.TEXT;
    int keys = 1 << random.nextInt(1, 11);
    try (Copied copied = new Copied(type)) {
      Map<@Nullable Object, Long> expected = null;
      boolean removalsWritten = false;
      for (int step = 0; step < 400; step++) {
        mutate(copied, random, type, keys);
        if (expected == null && random.nextInt(4) == 0) {
          expected = new HashMap<>(copied.now);
          copied.freeze(step > 0 && random.nextInt(4) != 0);
          removalsWritten = false;
        } else if (expected != null && !removalsWritten) {
          copied.writeRemovals();
          removalsWritten = true;
        } else if (expected != null && !copied.writeSome(1 + random.nextInt(keys))) {
          assertThat(copied.copy).isEqualTo(expected);
          expected = null;
        }
      }
    }
  }

  private static void mutate(Copied copied, Random random, DataType type, int keys) {
    List<@Nullable Object> some = new ArrayList<>();
    int count = random.nextInt(1 + keys / 4 + random.nextInt(3));
    switch (random.nextInt(4)) {
      case 0, 1 -> {
        for (int i = 0; i < count; i++) {
          some.add(key(random, type, keys));
        }
        copied.add(some);
      }
      case 2 -> copied.addLater(known(copied, random, count));
      default -> copied.remove(known(copied, random, count / 2));
    }
  }

  private static List<@Nullable Object> known(Copied copied, Random random, int count) {
    List<@Nullable Object> all = new ArrayList<>(copied.now.keySet());
    java.util.Collections.shuffle(all, random);
    return all.subList(0, Math.min(count, all.size()));
  }

  @Test
  void rowsThatHaveNotChanged_areNotWrittenAgain() {
    try (Copied copied = new Copied(DataType.BIGINT)) {
      List<@Nullable Object> many = new ArrayList<>();
      for (long i = 0; i < 100_000; i++) {
        many.add(i);
      }
      copied.add(many);
      snapshot(copied);
      assertThat(copied.written).isEqualTo(100_000);
      copied.add(List.of(5L, 77_777L, 5L));
      snapshot(copied);
      assertThat(copied.written).isEqualTo(100_002);
      assertThat(copied.copy).isEqualTo(copied.now);
    }
  }

  private static void snapshot(Copied copied) {
    copied.freeze(true);
    copied.writeRemovals();
    while (copied.writeSome(1000)) {}
  }

  @Test
  void rowThatCameAndWentBetweenBarriers_leavesNothing() {
    try (Copied copied = new Copied(DataType.TEXT)) {
      copied.add(List.of("one key that does not fit its row"));
      copied.remove(List.of("one key that does not fit its row"));
      copied.freeze(true);
      assertThat(copied.changes.nextRemoved(new long[1], 1)).isZero();
      assertThat(copied.writeSome(10)).isTrue();
      assertThat(copied.writeSome(10)).isFalse();
      assertThat(copied.written).isZero();
    }
  }

  @Test
  void settledRows_areKnownAndUnchanged() {
    try (Copied copied = new Copied(DataType.BIGINT)) {
      copied.add(List.of(1L, 2L));
      copied.copy.putAll(copied.now);
      copied.changes.settle();
      assertThat(copied.changes.isEmpty()).isTrue();
      copied.remove(List.of(1L));
      snapshot(copied);
      assertThat(copied.copy).isEqualTo(copied.now);
      assertThat(copied.written).isZero();
    }
  }

  @Test
  void frozenRow_cannotBeRemovedUntouched() {
    try (Copied copied = new Copied(DataType.BIGINT)) {
      copied.add(List.of(1L));
      copied.freeze(true);
      long[] row = copied.find(List.of(1L));
      assertThatThrownBy(() -> copied.table.remove(row[0]))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("touched before it is removed");
      assertThatThrownBy(() -> copied.changes.freeze(true))
          .isInstanceOf(IllegalStateException.class);
      copied.table.touch(row, 1);
      copied.table.remove(row[0]);
      assertThat(copied.early).containsEntry(1L, 1L);
    }
  }

  @Test
  void bytes_coverTheLists() {
    try (Copied copied = new Copied(DataType.BIGINT)) {
      List<@Nullable Object> many = new ArrayList<>();
      for (long i = 0; i < 100_000; i++) {
        many.add(i);
      }
      copied.add(many);
      long changed = copied.table.bytes();
      snapshot(copied);
      assertThat(changed - copied.table.bytes()).isGreaterThanOrEqualTo(800_000);
    }
  }
}
