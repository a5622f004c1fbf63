package dev.laminar.state.rocksdb;

import dev.laminar.internal.state.spill.SpillDisk;
import dev.laminar.internal.state.spill.SpillStores;
import java.nio.file.Path;

/** Spills to RocksDB. Stateless; any thread. */
public final class RocksSpillStores implements SpillStores {

  @Override
  public SpillDisk open(Path directory, long memory) {
    return new RocksSpillDisk(directory, memory);
  }
}
