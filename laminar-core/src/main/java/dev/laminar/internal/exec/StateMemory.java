package dev.laminar.internal.exec;

import dev.laminar.ErrorCode;
import dev.laminar.JobOptions;
import dev.laminar.LaminarException;
import dev.laminar.internal.exec.graph.Stage;
import dev.laminar.internal.exec.graph.StageGraph;
import dev.laminar.internal.exec.graph.Step;
import dev.laminar.internal.state.spill.SpillDisk;
import dev.laminar.internal.state.spill.SpillStore;
import dev.laminar.internal.state.spill.SpillStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A job's memory for state, divided among the instances of its stateful operators, and the disk for
 * what does not fit, which is opened when the first of them wants it.
 *
 * <p>If state can be spilled, a quarter of the memory is the disk's caches'. <b>Threads:</b> any.
 */
final class StateMemory implements AutoCloseable {

  private final JobOptions options;
  private final Optional<SpillStores> stores;
  private final long diskMemory;
  private final long budget;
  private @Nullable Path directory;
  private @Nullable SpillDisk disk;

  StateMemory(JobOptions options, StageGraph graph) {
    boolean limited = options.stateMemory() < Long.MAX_VALUE;
    this.options = options;
    this.stores = limited ? SpillStores.installed() : Optional.empty();
    this.diskMemory = stores.isPresent() ? options.stateMemory() / 4 : 0;
    long instances = Math.max(1, graph.stages().stream().mapToLong(StateMemory::instances).sum());
    this.budget = limited ? (options.stateMemory() - diskMemory) / instances : Long.MAX_VALUE;
  }

  private static long instances(Stage stage) {
    return stage.parallelism()
        * stage.steps().stream()
            .filter(step -> step instanceof Step.Apply apply && apply.stateful())
            .count();
  }

  /** Bytes that an instance may keep in memory. */
  long budget() {
    return budget;
  }

  /** A new store, whose closing is its owner's. */
  synchronized Optional<SpillStore> store() {
    return stores.map(
        installed -> {
          SpillDisk opened = disk;
          if (opened == null) {
            Path made = makeDirectory();
            directory = made;
            opened = installed.open(made, diskMemory);
            disk = opened;
          }
          return opened.store();
        });
  }

  private Path makeDirectory() {
    try {
      Path parent = options.spillDirectory();
      if (parent == null) {
        return Files.createTempDirectory("laminar-state-");
      }
      Files.createDirectories(parent);
      return Files.createTempDirectory(parent, "laminar-state-");
    } catch (IOException e) {
      throw new LaminarException(
          ErrorCode.RESOURCE,
          "cannot make a directory for state that memory cannot hold: "
              + e.getMessage()
              + "; set spill_directory to one on a local disk",
          e);
    }
  }

  /** Fails if an operator that cannot spill has more than its share. */
  void check(Link link, long bytes) {
    if (bytes > budget && !link.operator.spills()) {
      throw new LaminarException(
          ErrorCode.RESOURCE,
          String.format(
              Locale.ROOT,
              "%s keeps %,d bytes of state in memory and may keep %,d%s: raise state_memory, or"
                  + " bound the state by a window or a state_ttl",
              link.step.label(),
              bytes,
              budget,
              stores.isPresent() ? "" : " (laminar-connector-rocksdb is not on the class path)"));
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (disk != null) {
      disk.close();
    }
    if (directory != null) {
      List<Path> files;
      try (Stream<Path> walk = Files.walk(directory)) {
        files = walk.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }
}
