package dev.laminar.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full disk, a damaged file, Ctrl-C: what {@code lmnr run} says, and how it goes on. */
class MishapTest {

  private static final int ROWS = 100_000;
  private static final String[] SLOWLY = {"--set", "batch_rows=50", "--set", "queue_size=1 kB"};
  private static final int INTERRUPTED = 130;

  @TempDir Path folder;
  private Path input;
  private CrashRun reference;
  private CrashRun run;

  @BeforeEach
  void prepare() throws Exception {
    input = Files.createDirectories(folder.resolve("input"));
    CrashInput.write(input, 7, ROWS);
    reference = new CrashRun(input, folder.resolve("undisturbed"));
    reference.undisturbed();
    run = new CrashRun(input, folder.resolve("run"));
  }

  private void goesOnAndIsRight(String what) throws Exception {
    try (Child child = run.start()) {
      run.finish(child);
      assertThat(child.err()).contains("going on from checkpoint");
    }
    Published.same(run.output(), reference.output(), what);
  }

  @Test
  void fullDisk_isSaid_andMadeGoodLater() throws Exception {
    run.withLimit(1000);
    try (Child child = run.start()) {
      while (!child.err().contains("the disk is full")) {
        assertThat(child.ended(20)).as("ended, and said %s", child.err()).isFalse();
      }
      assertThat(child.kill()).isTrue();
    }
    run.withLimit(0);
    try (Child child = run.start()) {
      run.finish(child);
    }
    Published.same(run.output(), reference.output(), "after a full disk");
  }

  @Test
  void damagedState_isPassedOver_withAWarning() throws Exception {
    try (Child child = run.start(SLOWLY)) {
      assertThat(run.awaitCheckpoints(child, 2)).as("it said %s", child.err()).isTrue();
      assertThat(child.kill()).isTrue();
    }
    long newest = run.newest();
    damage(newestState());
    try (Child child = run.start()) {
      run.finish(child);
      assertThat(child.err()).contains("warning: ").contains("checkpoint " + newest);
    }
    Published.same(run.output(), reference.output(), "after a damaged file");
  }

  private Path newestState() throws IOException {
    try (Stream<Path> files = Files.list(run.checkpoints().resolve("state"))) {
      return files
          .filter(Files::isRegularFile)
          .max(Comparator.comparing(file -> file.getFileName().toString()))
          .orElseThrow();
    }
  }

  private static void damage(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      long at = bytes.length() / 2;
      bytes.seek(at);
      int value = bytes.read();
      bytes.seek(at);
      bytes.write(value ^ 0x40);
    }
  }

  @Test
  void termination_stopsWithACheckpoint_fromWhichItGoesOn() throws Exception {
    try (Child child = run.start(SLOWLY)) {
      assertThat(run.awaitCheckpoints(child, 1)).as("it said %s", child.err()).isTrue();
      child.terminate();
      assertThat(child.ended(60_000)).isTrue();
      assertThat(child.exit()).isEqualTo(INTERRUPTED);
      assertThat(child.err())
          .contains("stopping with a checkpoint")
          .contains("stopped at checkpoint " + run.newest());
    }
    goesOnAndIsRight("after a stop");
  }

  @Test
  void placeThatIsNotEmpty_isRefused_ifNothingIsToBeRestored() throws Exception {
    try (Child child = run.start()) {
      run.finish(child);
    }
    Path again = Files.createDirectories(folder.resolve("again"));
    Path sql = Files.writeString(again.resolve("q.sql"), CrashInput.pipeline(input, again));
    List<String> arguments =
        List.of("run", sql.toString(), "--checkpoint-dir", run.checkpoints().toString());
    try (Child child = Child.start(again.resolve("err"), 0, arguments)) {
      assertThat(child.ended(60_000)).isTrue();
      assertThat(child.err()).contains("add --restore to go on from it");
      assertThat(child.exit()).isEqualTo(1);
    }
  }
}
