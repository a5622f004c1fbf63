package dev.laminar.internal.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laminar.internal.storage.FileStorage;
import dev.laminar.internal.storage.MemoryStorage;
import dev.laminar.spi.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random lives of a job: epochs, storage faults, crashes, rescaling, pruning. After each step every
 * manifest in the storage must give back exactly the rows of its epoch.
 */
class StoreHistoryTest {

  private final BufferAllocator allocator = new RootAllocator();

  @AfterEach
  void close() {
    allocator.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void anyLife_losesNoEpochThatCounts(long seed) throws IOException {
    Random random = new Random(seed);
    Storage storage = new MemoryStorage();
    StoreLife life = new StoreLife(storage, random, allocator, random.nextInt(3) * 0.02);
    for (int step = 0; step < 40; step++) {
      life.step();
      life.checkEveryEpoch();
    }
    assertThat(life.epochsMade()).isGreaterThan(10);
  }

  @Test
  void lifeInADirectory_isTheSame(@TempDir Path directory) throws IOException {
    try (FileStorage storage = FileStorage.open(directory)) {
      StoreLife life = new StoreLife(storage, new Random(42), allocator, 0.02);
      for (int step = 0; step < 30; step++) {
        life.step();
        life.checkEveryEpoch();
      }
      assertThat(life.epochsMade()).isGreaterThan(5);
    }
  }
}
