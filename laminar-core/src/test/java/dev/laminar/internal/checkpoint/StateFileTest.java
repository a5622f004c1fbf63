package dev.laminar.internal.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.DataType;
import dev.laminar.internal.checkpoint.StateFileReader.Block;
import dev.laminar.internal.checkpoint.StateFileWriter.Written;
import dev.laminar.internal.storage.MemoryStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateFileTest {

  private final BufferAllocator allocator = new RootAllocator();
  private final MemoryStorage storage = new MemoryStorage();

  @AfterEach
  void close() {
    allocator.close();
  }

  private record Expected(String table, int keyGroup, boolean removed, String rows) {}

  private static String text(Batch batch) {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < batch.rows(); row++) {
      for (Object value : batch.row(row)) {
        text.append(text(value)).append('|');
      }
      text.append('\n');
    }
    return text + types(batch).toString();
  }

  private static String text(Object value) {
    return switch (value) {
      case byte[] bytes -> Arrays.toString(bytes);
      case List<?> list -> list.stream().map(StateFileTest::text).toList().toString();
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(e -> e.getKey() + "=" + text(e.getValue()))
              .toList()
              .toString();
      case null, default -> String.valueOf(value);
    };
  }

  private static List<DataType> types(Batch batch) {
    List<DataType> types = new ArrayList<>();
    for (int i = 0; i < batch.columnCount(); i++) {
      types.add(batch.column(i).type());
    }
    return types;
  }

  private StateFileWriter writer(String name) throws IOException {
    return new StateFileWriter(name, 1, storage.create(name));
  }

  private List<Expected> read(String name, String operator) throws IOException {
    List<Expected> found = new ArrayList<>();
    try (StateFileReader reader = StateFileReader.open(storage, name)) {
      for (Block block : reader.read(operator, any -> true, allocator)) {
        try (block) {
          found.add(
              new Expected(block.table(), block.keyGroup(), block.removed(), text(block.rows())));
        }
      }
    }
    return found;
  }

  /** Writes random blocks of a few operators and returns what is to be read. */
  private TreeMap<String, List<Expected>> writeRandom(String name, Random random, int blocks)
      throws IOException {
    RandomRows rows = new RandomRows(random, allocator);
    List<List<DataType>> types = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      types.add(rows.types());
    }
    TreeMap<String, List<Expected>> expected = new TreeMap<>();
    try (StateFileWriter writer = writer(name)) {
      for (int i = 0; i < blocks; i++) {
        String operator = "operator " + random.nextInt(3);
        int table = random.nextInt(3);
        boolean removed = random.nextInt(4) == 0;
        int ofTypes = random.nextInt(20) == 0 ? random.nextInt(6) : table + (removed ? 3 : 0);
        Batch batch = rows.batch(types.get(ofTypes), random.nextInt(30));
        int group = random.nextInt(128);
        if (batch.rows() > 0) {
          expected
              .computeIfAbsent(operator, key -> new ArrayList<>())
              .add(new Expected("t" + table, group, removed, text(batch)));
        }
        writer.add(operator, "t" + table, group, removed, batch);
      }
      Written written = writer.complete();
      assertThat(written.file().bytes()).isEqualTo(storage.get(name).length);
      CRC32C crc = new CRC32C();
      crc.update(storage.get(name));
      assertThat(written.file().checksum()).isEqualTo((int) crc.getValue());
      assertThat(written.tables().keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
    }
    return expected;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyRows_areReadAsTheyWereWritten(long seed) throws IOException {
    Random random = new Random(seed);
    for (int i = 0; i < 5; i++) {
      TreeMap<String, List<Expected>> expected = writeRandom("state/f", random, random.nextInt(80));
      for (String operator : expected.keySet()) {
        assertThat(read("state/f", operator)).isEqualTo(expected.get(operator));
      }
      assertThat(read("state/f", "unknown")).isEmpty();
    }
  }

  @Test
  void anyBitFlipped_isFound() throws IOException {
    TreeMap<String, List<Expected>> expected = writeRandom("state/f", new Random(7), 6);
    byte[] whole = storage.get("state/f");
    Random random = new Random(3);
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      storage.put("state/f", damaged);
      assertThatThrownBy(
              () -> {
                for (String operator : expected.keySet()) {
                  read("state/f", operator);
                }
              })
          .as("byte %d of %d", at, whole.length)
          .isInstanceOf(CorruptStateException.class)
          .hasMessageContaining("state/f, at byte");
    }
  }

  @Test
  void fileCutShort_isFound() throws IOException {
    writeRandom("state/f", new Random(8), 6);
    byte[] whole = storage.get("state/f");
    for (int length = 0; length < whole.length; length++) {
      storage.put("state/f", Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> StateFileReader.open(storage, "state/f"))
          .isInstanceOf(CorruptStateException.class);
    }
  }

  @Test
  void newerVersion_isToldApartFromDamage() throws IOException {
    writeRandom("state/f", new Random(9), 3);
    byte[] newer = storage.get("state/f");
    ByteBuffer.wrap(newer).put(newer.length - 12, (byte) 2);
    storage.put("state/f", newer);
    assertThatThrownBy(() -> StateFileReader.open(storage, "state/f"))
        .hasMessageContaining("format version 2")
        .hasMessageContaining("later version of Laminar");
  }

  @Test
  void footerLongerThanTheTail_isReadAsWell() throws IOException {
    try (StateFileWriter writer = writer("state/f")) {
      for (int i = 0; i < 6_000; i++) {
        writer.add("o", "t", i % 128, false, numbers(1, i));
      }
      writer.complete();
    }
    List<Expected> found = read("state/f", "o");
    assertThat(found).hasSize(6_000);
    assertThat(found.get(5_999).rows()).startsWith("5999|");
  }

  @Test
  void smallBlock_takesLittleMoreThanItsRows() throws IOException {
    try (StateFileWriter writer = writer("state/f")) {
      for (int i = 0; i < 1000; i++) {
        writer.add("o", "t", i % 128, false, numbers(8, i));
      }
      assertThat(writer.complete().file().bytes()).isLessThan(1000 * (8 * 8 + 16));
    }
  }

  @Test
  void changesWithWeights_areRefused_andClosed() throws IOException {
    try (StateFileWriter writer = writer("state/f");
        BatchBuilder builder = new BatchBuilder(allocator, List.of(DataType.BIGINT))) {
      Batch batch = builder.change(-1, 5L).build();
      assertThatThrownBy(() -> writer.add("o", "t", 0, false, batch))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("without weights");
    }
    assertThat(storage.list("")).isEmpty();
  }

  @Test
  void rowsAboveTheLargestBlock_areWrittenAsSeveral() throws IOException {
    try (BatchBuilder builder = new BatchBuilder(allocator, List.of(DataType.TEXT));
        StateFileWriter writer = writer("state/f")) {
      String text = "0123456789abcdef".repeat(1 << 16);
      for (int i = 0; i < 70; i++) {
        builder.add(i + text);
      }
      writer.add("o", "t", 3, false, builder.build());
      writer.complete();
    }
    try (StateFileReader reader = StateFileReader.open(storage, "state/f")) {
      List<Block> blocks = reader.read("o", any -> true, allocator);
      assertThat(blocks).hasSize(2);
      assertThat(blocks.get(0).rows().rows() + blocks.get(1).rows().rows()).isEqualTo(70);
      assertThat((String) blocks.get(1).rows().column(0).get(0)).startsWith("35" + "0123");
      blocks.forEach(Block::close);
    }
  }

  private Batch numbers(int rows, long first) {
    try (BatchBuilder builder = new BatchBuilder(allocator, List.of(DataType.BIGINT))) {
      for (int i = 0; i < rows; i++) {
        builder.add(first + i);
      }
      return builder.build();
    }
  }
}
