package dev.laminar.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One pipeline with its output and its checkpoints, started as often as need be. One thread. */
final class CrashRun {

  private static final long LONGEST_MILLIS = 600_000;

  private final Path folder;
  private final Path sql;
  private final Path log;
  private int parallelism = 1;
  private int limit;
  private boolean started;

  /**
   * @param input where {@link CrashInput} has written
   * @param folder a place of its own
   */
  CrashRun(Path input, Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    Files.createDirectories(output());
    this.sql =
        Files.writeString(folder.resolve("pipeline.sql"), CrashInput.pipeline(input, output()));
    this.log = folder.resolve("stderr.txt");
  }

  Path output() {
    return folder.resolve("out");
  }

  Path checkpoints() {
    return folder.resolve("checkpoints");
  }

  CrashRun withParallelism(int tasks) {
    parallelism = tasks;
    return this;
  }

  /** See {@link Child#start}. */
  CrashRun withLimit(int blocks) {
    limit = blocks;
    return this;
  }

  /** Runs it without checkpoints and without disturbance. */
  void undisturbed() throws IOException, InterruptedException {
    try (Child child = Child.start(log, 0, List.of("run", sql.toString()))) {
      finish(child);
    }
  }

  /** Starts it, from the newest checkpoint if it is not the first time. */
  Child start(String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("run", sql.toString()));
    arguments.addAll(List.of("--checkpoint-dir", checkpoints().toString(), "--interval", "100ms"));
    arguments.addAll(List.of("-p", Integer.toString(parallelism)));
    arguments.addAll(List.of(more));
    if (started) {
      arguments.add("--restore");
    }
    started = true;
    return Child.start(log, limit, arguments);
  }

  /** Waits until it has ended by itself, and well. */
  void finish(Child child) throws IOException, InterruptedException {
    assertThat(child.ended(LONGEST_MILLIS)).as("it ends; it said: %s", child.err()).isTrue();
    assertThat(child.exit()).as("exit status; it said: %s", child.err()).isZero();
  }

  /** Waits until there are so many more checkpoints than now; false if it ended before. */
  boolean awaitCheckpoints(Child child, int more) throws IOException, InterruptedException {
    long until = newest() + more;
    while (newest() < until) {
      if (child.ended(5)) {
        return false;
      }
    }
    return true;
  }

  /** The number of the newest checkpoint; 0 if there is none. */
  long newest() throws IOException {
    Path epochs = checkpoints().resolve("epochs");
    if (!Files.isDirectory(epochs)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(epochs)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("\\d+"))
          .mapToLong(Long::parseLong)
          .max()
          .orElse(0);
    }
  }
}
