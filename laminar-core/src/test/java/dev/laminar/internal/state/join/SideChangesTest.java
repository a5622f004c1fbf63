package dev.laminar.internal.state.join;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.Column;
import dev.laminar.data.DataType;
import dev.laminar.internal.state.KeyHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Snapshots of a side that are written in pieces while it changes, whole or as changes, say
 * together what it was at each barrier. More of them: {@code -Dlaminar.seeds=10000}.
 */
class SideChangesTest {

  private static final List<DataType> TYPES = List.of(DataType.BIGINT, DataType.TEXT);
  private static final int[] KEYS = {0};
  private static final int[] ALL = {0, 1};

  static LongStream seeds() {
    return LongStream.range(0, Integer.getInteger("laminar.seeds", 50));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void chainOfSnapshots_isTheStateAtEachBarrier(long seed) {
    try (BufferAllocator allocator = new RootAllocator();
        Case test = new Case(allocator, new Random(seed))) {
      test.run();
    }
  }

  private record Row(long key, String text) implements Comparable<Row> {
    private static final Comparator<Row> ORDER =
        Comparator.comparingLong(Row::key).thenComparing(Row::text);

    @Override
    public int compareTo(Row other) {
      return ORDER.compare(this, other);
    }
  }

  /** What there is of a row, beside its values. */
  private record Counts(int weight, long matches, int padded) {}

  private static final class Case implements AutoCloseable {
    private final BufferAllocator allocator;
    private final Random random;
    private final JoinSide.Kind kind;
    private final int rowsAtOnce;
    private final Map<Row, Counts> model = new TreeMap<>();
    private final Map<Row, Counts> replayed = new TreeMap<>();
    private final Map<Row, Counts> frozen = new TreeMap<>();
    private final Map<Row, Long> sequences = new HashMap<>();
    private final RowImages images = new RowImages();
    private final int[] removed = new int[3];
    private JoinSide side;
    private boolean changesOnly;
    private boolean writing;
    private boolean removing;
    private int removedCount;
    private int snapshots;
    private long added;

    Case(BufferAllocator allocator, Random random) {
      this.allocator = allocator;
      this.random = random;
      this.kind = new JoinSide.Kind(random.nextBoolean(), random.nextBoolean(), true);
      this.rowsAtOnce = 1 + random.nextInt(40);
      this.side = new JoinSide(allocator, TYPES, KEYS, kind);
    }

    void run() {
      while (snapshots < 5) {
        int action = random.nextInt(20);
        if (action < 14) {
          change();
        } else if (action < 19) {
          write();
        } else if (!writing) {
          freeze();
        }
      }
      while (writing) {
        write();
      }
    }

    // ---- the side and its model

    private void change() {
      if (!kind.updating()) {
        if (model.size() < 200) {
          add();
        }
      } else {
        update();
      }
      if (kind.padding()) {
        int[] live = side.live();
        for (int i = 0; i < 3 && live.length > 0; i++) {
          count(live[random.nextInt(live.length)]);
        }
      }
    }

    private void add() {
      int count = random.nextInt(rowsAtOnce);
      try (BatchBuilder rows = new BatchBuilder(allocator, TYPES)) {
        for (int i = 0; i < count; i++) {
          rows.add((long) random.nextInt(9), text(added++));
        }
        try (Batch batch = rows.build()) {
          side.add(batch, all(count), count, hashes(batch, KEYS), null);
          for (int i = 0; i < count; i++) {
            model.put(row(batch, i), new Counts(1, 0, 0));
          }
        }
      }
    }

    private static String text(long number) {
      return number % 3 == 0 ? "t" + number : "a text too long for a view, number " + number;
    }

    private void update() {
      try (BatchBuilder rows = new BatchBuilder(allocator, TYPES)) {
        for (int i = random.nextInt(rowsAtOnce); i >= 0; i--) {
          rows.add((long) random.nextInt(9), text(random.nextInt(20)));
        }
        try (Batch batch = rows.build()) {
          long[] keyHashes = hashes(batch, KEYS);
          long[] rowHashes = hashes(batch, ALL);
          for (int i = 0; i < batch.rows(); i++) {
            update(batch, i, keyHashes[i], rowHashes[i]);
          }
        }
      }
    }

    private void update(Batch batch, int at, long keyHash, long rowHash) {
      Row row = row(batch, at);
      Counts old = model.getOrDefault(row, new Counts(0, 0, 0));
      int weight = old.weight() > 0 && random.nextInt(5) < 3 ? -1 : 1;
      int id = side.change(batch, at, keyHash, rowHash, weight);
      if (old.weight() + weight == 0) {
        side.remove(id, keyHash, rowHash);
        model.remove(row);
      } else {
        model.put(row, new Counts(old.weight() + weight, old.matches(), old.padded()));
      }
    }

    private void count(int id) {
      Counts counts = new Counts(side.weight(id), random.nextInt(3), random.nextInt(3));
      side.setMatches(id, counts.matches());
      side.setPadded(id, counts.padded());
      model.put(rows(new int[] {id}, 1).getFirst(), counts);
    }

    private static long[] hashes(Batch batch, int[] columns) {
      long[] hashes = new long[batch.rows()];
      KeyHash.hash(batch, columns, hashes);
      return hashes;
    }

    private List<Row> rows(int[] ids, int count) {
      List<Row> rows = new ArrayList<>();
      try (Batch batch = Batch.of(count, side.gather(ids, count))) {
        for (int i = 0; i < count; i++) {
          rows.add(row(batch, i));
        }
      }
      return rows;
    }

    private static Row row(Batch batch, int row) {
      return new Row(batch.column(0).getLong(row), (String) batch.column(1).get(row));
    }

    private static int[] all(int count) {
      int[] all = new int[count];
      Arrays.setAll(all, i -> i);
      return all;
    }

    // ---- snapshots

    private void freeze() {
      changesOnly = side.tellsChanges() && snapshots > 0 && random.nextInt(3) > 0;
      side.freeze(changesOnly);
      frozen.clear();
      frozen.putAll(model);
      if (!changesOnly) {
        replayed.clear();
      }
      writing = true;
      removing = true;
      snapshots++;
    }

    /** Rows are read some time after they were given. */
    private void write() {
      if (!writing) {
        return;
      }
      if (removedCount > 0) {
        if (changesOnly) {
          rows(removed, removedCount)
              .forEach(row -> assertThat(replayed.remove(row)).as(row.toString()).isNotNull());
        }
        side.forget(removed, removedCount);
        removedCount = 0;
      }
      put();
      if (removing) {
        removedCount = side.nextRemoved(removed);
        removing = removedCount > 0;
        return;
      }
      side.nextFrozen(images, 1 + random.nextInt(20));
      if (images.size() == 0) {
        writing = false;
        assertThat(replayed).isEqualTo(frozen);
        if (random.nextInt(3) == 0) {
          restore();
        }
      }
    }

    private void put() {
      int[] ids = new int[images.size()];
      for (int i = 0; i < ids.length; i++) {
        ids[i] = images.id(i);
      }
      List<Row> rows = rows(ids, ids.length);
      for (int i = 0; i < ids.length; i++) {
        Counts counts = new Counts(images.weight(i), images.matches(i), images.padded(i));
        replayed.put(rows.get(i), counts);
        sequences.put(rows.get(i), kind.numbered() ? side.sequence(ids[i]) : 0);
      }
      images.clear();
    }

    /** Goes on with a side that has what the snapshots say. */
    private void restore() {
      side.close();
      side = new JoinSide(allocator, TYPES, KEYS, kind);
      List<DataType> types =
          List.of(
              DataType.BIGINT,
              DataType.TEXT,
              DataType.INTEGER,
              DataType.BIGINT,
              DataType.INTEGER,
              DataType.BIGINT);
      try (BatchBuilder builder = new BatchBuilder(allocator, types)) {
        replayed.forEach(
            (row, counts) ->
                builder.add(
                    row.key(),
                    row.text(),
                    counts.weight(),
                    counts.matches(),
                    counts.padded(),
                    sequences.get(row)));
        try (Batch batch = builder.build()) {
          restore(batch);
        }
      }
      side.restored();
      model.clear();
      model.putAll(replayed);
    }

    private void restore(Batch batch) {
      int[] rows = all(batch.rows());
      if (!kind.counted()) {
        side.restore(batch, rows, rows.length, hashes(batch, KEYS));
        return;
      }
      Column[] counts = {batch.column(2), batch.column(3), batch.column(4), batch.column(5)};
      side.restore(batch, rows, rows.length, hashes(batch, KEYS), hashes(batch, ALL), counts);
    }

    @Override
    public void close() {
      side.close();
    }
  }
}
