package dev.laminar.internal.state.spill;

import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;

/** Opens places for spilled state: a {@link ServiceLoader} plugin. Stateless; any thread. */
public interface SpillStores {

  /**
   * Opens a place of a job's own.
   *
   * @param directory an empty one
   * @param memory bytes that caches and write buffers of the place may take in all
   */
  SpillDisk open(Path directory, long memory);

  /** The installed ones' first, if any is installed. */
  static Optional<SpillStores> installed() {
    return ServiceLoader.load(SpillStores.class).findFirst();
  }
}
