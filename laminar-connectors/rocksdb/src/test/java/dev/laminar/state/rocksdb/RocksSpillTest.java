package dev.laminar.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laminar.internal.state.spill.SpillDisk;
import dev.laminar.internal.state.spill.SpillStore;
import dev.laminar.internal.state.spill.SpillStores;
import dev.laminar.testing.MemorySpill;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database does what the map of tests does. */
class RocksSpillTest {

  private static final byte[] FIRST = {};
  private static final byte[] LAST = {(byte) 0xff, (byte) 0xff};

  @TempDir Path directory;

  private static List<List<Byte>> all(SpillStore.Scan scan) {
    List<List<Byte>> found = new ArrayList<>();
    try (scan) {
      while (scan.next()) {
        found.add(list(scan.key()));
        found.add(list(scan.value()));
      }
    }
    return found;
  }

  private static List<Byte> list(byte[] bytes) {
    List<Byte> list = new ArrayList<>();
    for (byte each : bytes) {
      list.add(each);
    }
    return list;
  }

  @Test
  void randomCalls_doWhatAMapDoes_inEachStore() {
    Random random = new Random(5);
    try (SpillDisk disk = SpillStores.installed().orElseThrow().open(directory, 1 << 23)) {
      List<SpillStore> stores = List.of(disk.store(), disk.store());
      List<SpillStore> maps = List.of(new MemorySpill(), new MemorySpill());
      for (int i = 0; i < 20_000; i++) {
        int which = random.nextInt(2);
        compare(random, stores.get(which), maps.get(which));
      }
      stores.getFirst().close();
      assertThat(all(stores.get(1).scan(FIRST, LAST)))
          .isEqualTo(all(maps.get(1).scan(FIRST, LAST)));
      stores.get(1).close();
    }
  }

  private void compare(Random random, SpillStore store, SpillStore map) {
    byte[] key = key(random);
    switch (random.nextInt(12)) {
      case 0 -> {
        store.delete(key);
        map.delete(key);
      }
      case 1 -> {
        byte[][] keys = {key, key(random), key(random)};
        assertThat(store.get(keys)).isDeepEqualTo(map.get(keys));
      }
      case 2 -> {
        if (random.nextInt(50) == 0) {
          byte[] to = {key[0], (byte) 0xff};
          store.delete(key, to);
          map.delete(key, to);
        }
      }
      case 3 -> {
        if (random.nextInt(20) == 0) {
          assertScan(random, store, map);
        }
      }
      default -> {
        byte[] value = new byte[random.nextInt(100)];
        random.nextBytes(value);
        store.append(key, value);
        map.append(key, value);
      }
    }
  }

  /** A scan sees what was there when it began. */
  private void assertScan(Random random, SpillStore store, SpillStore map) {
    SpillStore.Scan scan = store.scan(FIRST, LAST);
    SpillStore.Scan expected = map.scan(FIRST, LAST);
    byte[] key = key(random);
    store.append(key, key);
    map.append(key, key);
    assertThat(all(scan)).isEqualTo(all(expected));
  }

  private static byte[] key(Random random) {
    return new byte[] {(byte) (random.nextInt(10) - 5), (byte) random.nextInt(20)};
  }
}
