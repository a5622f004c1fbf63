package dev.laminar.internal.state.join;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.DataType;
import dev.laminar.internal.state.KeyHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JoinSideTest {

  private static final List<DataType> TYPES = List.of(DataType.BIGINT, DataType.TEXT);
  private static final int[] KEYS = {0};
  private static final int[] ALL = {0, 1};

  private final BufferAllocator allocator = new RootAllocator();

  @AfterEach
  void allMemoryIsBack() {
    allocator.close();
  }

  private static String text(long number) {
    return number % 3 == 0 ? "t" + number : "a text too long for a view, number " + number;
  }

  private Batch batch(long[] keys, long[] texts) {
    try (BatchBuilder rows = new BatchBuilder(allocator, TYPES)) {
      for (int i = 0; i < keys.length; i++) {
        rows.add(keys[i], text(texts[i]));
      }
      return rows.build();
    }
  }

  private static int[] numbers(int count) {
    int[] numbers = new int[count];
    Arrays.setAll(numbers, i -> i);
    return numbers;
  }

  private static long[] hashes(Batch batch, int[] columns) {
    long[] hashes = new long[batch.rows()];
    KeyHash.hash(batch, columns, hashes);
    return hashes;
  }

  /** The texts that a side has for each key in the batch, sorted. */
  private static Map<Long, List<String>> find(JoinSide side, Batch probe) {
    Map<Long, List<String>> found = new HashMap<>();
    side.probe(
        probe,
        KEYS,
        numbers(probe.rows()),
        probe.rows(),
        hashes(probe, KEYS),
        (rows, ids, count) -> {
          try (Batch kept = Batch.of(count, side.gather(ids, count))) {
            for (int i = 0; i < count; i++) {
              long key = probe.column(0).getLong(rows[i]);
              assertThat(kept.column(0).getLong(i)).isEqualTo(key);
              found
                  .computeIfAbsent(key, k -> new ArrayList<>())
                  .add((String) kept.column(1).get(i));
            }
          }
        });
    found.values().forEach(texts -> texts.sort(null));
    return found;
  }

  @Test
  void manyRows_areFoundByKey_throughGrowth() {
    Random random = new Random(1);
    Map<Long, List<String>> model = new HashMap<>();
    try (JoinSide side = new JoinSide(allocator, TYPES, KEYS, false, false)) {
      for (int round = 0; round < 20; round++) {
        long[] keys = random.longs(5000, 0, 30_000).toArray();
        long[] texts = random.longs(5000, 0, 1000).toArray();
        try (Batch batch = batch(keys, texts)) {
          side.add(batch, numbers(5000), 5000, hashes(batch, KEYS), null);
        }
        for (int i = 0; i < keys.length; i++) {
          model.computeIfAbsent(keys[i], k -> new ArrayList<>()).add(text(texts[i]));
        }
      }
      model.values().forEach(texts -> texts.sort(null));
      assertThat(side.size()).isEqualTo(100_000);
      long[] probes = new long[50_000];
      Arrays.setAll(probes, i -> i);
      try (Batch probe = batch(probes, probes)) {
        assertThat(find(side, probe)).isEqualTo(model);
      }
    }
  }

  @Test
  void updates_keepTheSums_andGiveMemoryBack() {
    Random random = new Random(2);
    Map<Long, Map<Long, Integer>> model = new HashMap<>();
    try (JoinSide side = new JoinSide(allocator, TYPES, KEYS, true, false)) {
      for (int round = 0; round < 200; round++) {
        long[] keys = random.longs(500, 0, 40).toArray();
        long[] texts = random.longs(500, 0, 50).toArray();
        try (Batch batch = batch(keys, texts)) {
          change(side, batch, keys, texts, random, model);
        }
      }
      assertThat(side.bytes()).as("state must not grow with changes").isLessThan(500_000);
      expectSums(side, model);
      for (int id : side.live()) {
        try (Batch row = Batch.of(1, side.gather(new int[] {id}, 1))) {
          side.remove(id, hashes(row, KEYS)[0], hashes(row, ALL)[0]);
        }
      }
      assertThat(side.size()).isZero();
    }
  }

  private void change(
      JoinSide side,
      Batch batch,
      long[] keys,
      long[] texts,
      Random random,
      Map<Long, Map<Long, Integer>> model) {
    long[] keyHashes = hashes(batch, KEYS);
    long[] rowHashes = hashes(batch, ALL);
    for (int i = 0; i < keys.length; i++) {
      Map<Long, Integer> ofKey = model.computeIfAbsent(keys[i], k -> new HashMap<>());
      int weight = ofKey.getOrDefault(texts[i], 0) > 0 && random.nextInt(3) > 0 ? -1 : 1;
      int sum = ofKey.merge(texts[i], weight, Integer::sum);
      int id = side.change(batch, i, keyHashes[i], rowHashes[i], weight);
      assertThat(side.weight(id)).isEqualTo(sum);
      if (sum == 0) {
        side.remove(id, keyHashes[i], rowHashes[i]);
        ofKey.remove(texts[i]);
      }
    }
  }

  private void expectSums(JoinSide side, Map<Long, Map<Long, Integer>> model) {
    int[] live = side.live();
    assertThat(live).hasSize(model.values().stream().mapToInt(Map::size).sum());
    long[] probes = new long[40];
    Arrays.setAll(probes, i -> i);
    try (Batch probe = batch(probes, probes)) {
      Map<Long, List<String>> found = find(side, probe);
      model.forEach(
          (key, texts) -> {
            List<String> expected =
                new ArrayList<>(texts.keySet().stream().map(JoinSideTest::text).sorted().toList());
            assertThat(found.getOrDefault(key, List.of())).isEqualTo(expected);
          });
    }
  }

  @Test
  void sharedTexts_outliveTheirRows() {
    JoinSide side = new JoinSide(allocator, TYPES, KEYS, true, false);
    Batch kept;
    try (side;
        Batch batch = batch(new long[] {7}, new long[] {1})) {
      long keyHash = hashes(batch, KEYS)[0];
      long rowHash = hashes(batch, ALL)[0];
      int id = side.change(batch, 0, keyHash, rowHash, 1);
      kept = Batch.of(1, side.gather(new int[] {id}, 1));
      side.remove(id, keyHash, rowHash);
    }
    try (kept) {
      assertThat(kept.row(0)).isEqualTo(List.of(7L, text(1)));
    }
  }

  @Test
  void rowsCollectedFirst_areFoundOnceIndexed() {
    try (JoinSide side =
            JoinSide.unindexed(allocator, TYPES, KEYS, new JoinSide.Kind(false, false, true));
        Batch batch = batch(new long[] {1, 2, 1}, new long[] {1, 2, 3})) {
      side.add(batch, numbers(3), 3, new long[0], null);
      assertThat(find(side, batch)).isEmpty();
      side.index();
      assertThat(find(side, batch))
          .isEqualTo(Map.of(1L, List.of(text(1), text(1), text(3), text(3)), 2L, List.of(text(2))));
    }
  }
}
