package dev.laminar.connector.singlefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.fixture.Tables;
import dev.laminar.format.csv.CsvFormat;
import dev.laminar.format.json.JsonFormat;
import dev.laminar.spi.Format;
import dev.laminar.spi.Sink;
import dev.laminar.spi.Source;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file has after crashes between any two steps of a checkpoint. */
class SingleFileCommitTest {

  private static final Schema SCHEMA =
      Schema.of(Field.of("id", DataType.BIGINT), Field.of("name", DataType.TEXT));

  private static final long SEEDS = Long.getLong("laminar.seeds", 15);

  @TempDir Path folder;
  private BufferAllocator allocator;

  @BeforeEach
  void open() {
    allocator = new RootAllocator();
  }

  @AfterEach
  void close() {
    allocator.close();
  }

  private static Format format(Path path) {
    return path.toString().contains(".csv") ? new CsvFormat() : new JsonFormat();
  }

  private static Sink sink(Path path) {
    return new SingleFileConnector()
        .sink(Tables.table(SCHEMA, Map.of("path", path.toString()), format(path)));
  }

  private StagedRuns runs(Path path) {
    return new StagedRuns(sink(path), SCHEMA, allocator);
  }

  private void has(Path path, long rows) throws Exception {
    Source source =
        new SingleFileConnector()
            .source(Tables.table(SCHEMA, Map.of("path", path.toString()), format(path)));
    List<List<Object>> expected = new ArrayList<>();
    for (long i = 0; i < rows; i++) {
      expected.add(List.of(i, "row " + i));
    }
    assertThat(Tables.readAll(source, SCHEMA, allocator).rows).isEqualTo(expected);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private Map<Path, byte[]> staged() throws IOException {
    Map<Path, byte[]> contents = new HashMap<>();
    for (String file : files()) {
      if (file.endsWith(".staged")) {
        contents.put(folder.resolve(file), Files.readAllBytes(folder.resolve(file)));
      }
    }
    return contents;
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.json", "a.csv", "a.csv.gz", "a.json.zst", "a name.json.gz"})
  void rows_areSeenOnce_theyAreCommitted(String name) throws Exception {
    Path path = folder.resolve(name);
    Files.writeString(path, "what stood there before");
    try (StagedRuns runs = runs(path)) {
      runs.begin();
      runs.write(10);
      runs.prepare();
      runs.write(5);
      assertThat(path).hasContent("what stood there before");
      runs.complete();
      runs.commit();
      has(path, 10);
      runs.checkpoint();
      has(path, 15);
      runs.checkpoint();
      runs.write(1);
      runs.checkpoint();
      has(path, 16);
    }
    assertThat(files()).containsExactly(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.json", "a.csv", "a.csv.gz", "a.json.zst"})
  void everyCrash_leavesEachRowOnce(String name) throws Exception {
    for (long seed = 0; seed < SEEDS; seed++) {
      Path path = folder.resolve(seed + name);
      try {
        crashes(path, new Random(seed));
      } catch (Exception | AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
      assertThat(files()).as("seed %s", seed).containsExactly(path.getFileName().toString());
      Files.delete(path);
    }
  }

  private void crashes(Path path, Random random) throws Exception {
    try (StagedRuns runs = runs(path)) {
      runs.begin();
      for (int step = 0; step < 25; step++) {
        runs.write(random.nextInt(4));
        runs.prepare();
        switch (random.nextInt(8)) {
          case 0 -> restart(runs, path, random, false); // before the manifest
          case 1 -> { // the epoch is given up, and committed with the next
          }
          case 2 -> {
            runs.complete();
            restart(runs, path, random, false); // before the commit
          }
          case 3 -> {
            runs.complete();
            tear(runs, path, random); // amid the commit
            restart(runs, path, random, false);
          }
          case 4 -> {
            runs.complete();
            runs.commit();
            restart(runs, path, random, random.nextBoolean());
          }
          default -> {
            runs.complete();
            runs.write(random.nextInt(3));
            runs.commit();
            runs.commit();
            has(path, runs.manifests.getLast().rows());
          }
        }
      }
      runs.checkpoint();
      has(path, runs.rows);
    }
  }

  /** A crash, and a run from the newest manifest, or from an older one. */
  private void restart(StagedRuns runs, Path path, Random random, boolean older) throws Exception {
    runs.crash();
    int back = older ? random.nextInt(Math.min(3, runs.manifests.size())) : 0;
    for (int i = 0; i < back; i++) {
      runs.manifests.removeLast();
    }
    runs.begin();
    if (!runs.manifests.isEmpty()) {
      has(path, runs.rows);
    }
  }

  /** Commits, and then undoes a part of it, as if the process had been killed while appending. */
  private void tear(StagedRuns runs, Path path, Random random) throws Exception {
    Map<Path, byte[]> before = staged();
    long from = Files.exists(path) ? Files.size(path) : -1;
    runs.commit();
    if (from < 0) {
      return;
    }
    boolean appended = runs.manifests.getLast().commits().stream().noneMatch(this::replaces);
    if (appended) {
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
        channel.truncate(from + random.nextLong(channel.size() - from + 1));
      }
      for (Map.Entry<Path, byte[]> file : before.entrySet()) {
        Files.write(file.getKey(), file.getValue());
      }
    }
  }

  private boolean replaces(dev.laminar.spi.SinkCommitter.Committable committable) {
    return Publication.parse(committable.value()).replaces();
  }

  @Test
  void aFileThatIsGone_isNoticed() throws Exception {
    Path path = folder.resolve("a.json");
    try (StagedRuns runs = runs(path)) {
      runs.begin();
      runs.write(10);
      runs.checkpoint();
      Files.delete(path);
      assertThatThrownBy(runs::checkpoint)
          .hasMessageContaining("was changed by somebody else")
          .hasMessageContaining("it is gone")
          .extracting(e -> ((LaminarException) e).code())
          .isEqualTo(ErrorCode.EXTERNAL);
      runs.crash();
      assertThatThrownBy(runs::begin).hasMessageContaining("it is gone");
    }
  }

  @Test
  void aFileThatIsShorterOrLonger_isNoticed() throws Exception {
    Path path = folder.resolve("a.json");
    try (StagedRuns runs = runs(path)) {
      runs.begin();
      runs.write(10);
      runs.checkpoint();
      byte[] whole = Files.readAllBytes(path);
      Files.writeString(path, "x".repeat(1000), StandardOpenOption.APPEND);
      runs.write(1);
      assertThatThrownBy(runs::checkpoint).hasMessageContaining("where the job has written");
      Files.write(path, new byte[5]);
      runs.crash();
      assertThatThrownBy(runs::begin)
          .hasMessageContaining("it has 5 bytes, after " + whole.length + " had been published");
    }
  }

  @Test
  void anotherPath_getsTheRowsFromThereOn_andTheFormerOneItsLast() throws Exception {
    Path former = folder.resolve("former.json");
    Path later = folder.resolve("later.json");
    try (StagedRuns runs = runs(former);
        StagedRuns edited = runs(later)) {
      runs.begin();
      runs.write(4);
      runs.checkpoint();
      runs.write(3);
      runs.prepare();
      runs.complete();
      runs.crash();
      edited.manifests.addAll(runs.manifests);
      edited.begin();
      has(former, 7);
      edited.write(2);
      edited.checkpoint();
      has(former, 7);
      assertThat(Files.readAllLines(later)).hasSize(2).first().asString().contains("row 7");
    }
    assertThat(files()).containsExactly("former.json", "later.json");
  }

  @Test
  void anotherJobsFiles_areLeftAlone() throws Exception {
    Path path = folder.resolve("a.json");
    Path other = Files.createFile(folder.resolve(".a.json.job-12.1-0.staged"));
    Path own = Files.createFile(folder.resolve(".a.json.job-1.7-0.staged"));
    try (StagedRuns runs = runs(path)) {
      runs.begin();
      assertThat(other).exists();
      assertThat(own).doesNotExist();
    }
  }

  @Test
  void aFolderThatTakesNoFiles_isRefused() {
    try (StagedRuns runs = runs(Path.of("/proc/a.json"))) {
      assertThatThrownBy(runs::begin)
          .isInstanceOf(LaminarException.class)
          .hasMessageContaining("file '/proc/a.json' cannot be written");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
