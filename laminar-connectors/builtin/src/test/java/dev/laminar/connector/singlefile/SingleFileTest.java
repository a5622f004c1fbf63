package dev.laminar.connector.singlefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.fixture.Collected;
import dev.laminar.fixture.Tables;
import dev.laminar.format.json.JsonFormat;
import dev.laminar.spi.Sink;
import dev.laminar.spi.SinkWriter;
import dev.laminar.spi.Source;
import dev.laminar.spi.Split;
import dev.laminar.spi.WriteContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SingleFileTest {

  private static final Schema SCHEMA =
      Schema.of(Field.of("id", DataType.BIGINT), Field.of("name", DataType.TEXT));

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

  private Source source(Path path) {
    return new SingleFileConnector()
        .source(Tables.table(SCHEMA, Map.of("path", path.toString()), new JsonFormat()));
  }

  private Sink sink(Path path) {
    return new SingleFileConnector()
        .sink(Tables.table(SCHEMA, Map.of("path", path.toString()), new JsonFormat()));
  }

  private Collected readAll(Path path) throws Exception {
    return Tables.readAll(source(path), SCHEMA, allocator);
  }

  /** Lines whose text is long enough to be shared and, now and then, longer than a chunk's room. */
  private static String lines(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String name = "name number " + i + (i % 5000 == 77 ? "x".repeat(100_000) : "");
      text.append("{\"id\":").append(i).append(",\"name\":\"").append(name).append("\"}\n");
    }
    return text.toString();
  }

  private static List<List<Object>> rows(int count) {
    List<List<Object>> rows = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      rows.add(List.of(i, "name number " + i + (i % 5000 == 77 ? "x".repeat(100_000) : "")));
    }
    return rows;
  }

  private static OutputStream compressing(String name, OutputStream out) throws IOException {
    return name.endsWith(".gz")
        ? new GZIPOutputStream(out)
        : name.endsWith(".zst") ? new ZstdOutputStream(out) : out;
  }

  private Path file(String name, byte[] content) throws IOException {
    Path path = folder.resolve(name);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = compressing(name, bytes)) {
      out.write(content);
    }
    return Files.write(path, bytes.toByteArray());
  }

  private Path file(String name, String content) throws IOException {
    return file(name, content.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.json", "a.json.gz", "a.json.zst"})
  void aFile_isReadWhole_overManyChunks(String name) throws Exception {
    assertThat(readAll(file(name, lines(60_000))).rows).isEqualTo(rows(60_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.json", "a.json.gz", "a.json.zst"})
  void aReader_goesOnWhereAPositionSays(String name) throws Exception {
    Source source = source(file(name, lines(40_000)));
    Split split = source.splits(1).getFirst();
    Collected collected = new Collected();
    Optional<String> position = Optional.empty();
    for (int i = 0; i < 200 && collected.rows.size() < 40_000; i++) {
      position =
          Optional.of(Tables.read(source, split, SCHEMA, position, 100, 2, allocator, collected));
    }
    assertThat(collected.rows).isEqualTo(rows(40_000));
  }

  @Test
  void aLineNumber_survivesARestore() throws Exception {
    Source source = source(file("a.json", lines(30_000) + "{\"id\": oops}\n"));
    Split split = source.splits(1).getFirst();
    Collected collected = new Collected();
    String position =
        Tables.read(source, split, SCHEMA, Optional.empty(), 100, 2, allocator, collected);
    Tables.read(source, split, SCHEMA, Optional.of(position), 100, 100, allocator, collected);
    assertThat(collected.errors())
        .containsExactly("line 30001, column 8: expected a value, got 'o'");
    assertThat(collected.rows).hasSize(30_000);
  }

  @Test
  void columns_areInferred_ifTheTableDeclaresNone() throws Exception {
    Path path = file("a.json.gz", lines(10));
    Source source =
        new SingleFileConnector()
            .source(
                Tables.table(
                    new Schema(List.of()), Map.of("path", path.toString()), new JsonFormat()));
    assertThat(source.schema()).isEqualTo(SCHEMA);
  }

  @Test
  void aMissingFile_isRefused_withTheNearestName() throws Exception {
    file("flights.json", "");
    assertThatThrownBy(() -> source(folder.resolve("flihgts.json")).splits(1))
        .isInstanceOf(LaminarException.class)
        .hasMessageContaining("there is no file")
        .hasMessageContaining("did you mean '" + folder.resolve("flights.json") + "'?")
        .extracting(e -> ((LaminarException) e).code())
        .isEqualTo(ErrorCode.NOT_FOUND);
  }

  @Test
  void aMissingFolder_isNamed() {
    assertThatThrownBy(() -> source(folder.resolve("no/such.json")).splits(1))
        .hasMessageContaining("its folder does not exist either");
    assertThatThrownBy(
            () ->
                sink(folder.resolve("no/such.json"))
                    .open(new WriteContext(allocator, SCHEMA, 0, 1, Optional.empty())))
        .hasMessageContaining("there is no folder")
        .hasMessageContaining("create it first");
  }

  @Test
  void aDirectory_isRefused() {
    assertThatThrownBy(() -> source(folder).splits(1)).hasMessageContaining("is a directory");
    assertThatThrownBy(
            () -> sink(folder).open(new WriteContext(allocator, SCHEMA, 0, 1, Optional.empty())))
        .hasMessageContaining("is a directory");
  }

  @Test
  void aFileThatMayNotBeRead_isRefused() throws Exception {
    Path path = file("secret.json", lines(1));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
    Assumptions.assumeFalse(Files.isReadable(path), "the superuser may read everything");
    assertThatThrownBy(() -> source(path).splits(1)).hasMessageContaining("may not be read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.json.gz", "a.json.zst"})
  void aFileThatIsCutOff_isRefused_notReadAsIfItWereWhole(String name) throws Exception {
    Path path = file(name, lines(50_000));
    byte[] whole = Files.readAllBytes(path);
    Files.write(path, Arrays.copyOf(whole, whole.length * 2 / 3));
    assertThatThrownBy(() -> readAll(path))
        .isInstanceOf(LaminarException.class)
        .hasMessageContaining("is cut off")
        .hasMessageContaining("copy it again");
  }

  @Test
  void aFileThatIsNotCompressed_isRefused_ifItsNameSaysSo() throws Exception {
    Path path = folder.resolve("a.json.gz");
    Files.writeString(path, lines(3));
    assertThatThrownBy(() -> readAll(path))
        .hasMessageContaining("is expected to be gzip data")
        .hasMessageContaining("compression = 'none'");
  }

  @Test
  void anEmptyFile_hasNoRows() throws Exception {
    assertThat(readAll(file("a.json", "")).rows).isEmpty();
    assertThat(readAll(file("b.json", "\n \n")).rows).isEmpty();
  }

  private void goesOn(Path path, String position) throws Exception {
    Source source = source(path);
    Split split = source.splits(1).getFirst();
    Tables.read(source, split, SCHEMA, Optional.of(position), 100, 500, allocator, new Collected());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.json", "a.json.gz", "a.json.zst"})
  void aFileThatIsNotTheSameAnyMore_isNoticed_onRestore(String name) throws Exception {
    Path path = file(name, lines(3000));
    Source source = source(path);
    Split split = source.splits(1).getFirst();
    String position =
        Tables.read(source, split, SCHEMA, Optional.empty(), 100, 1, allocator, new Collected());
    goesOn(path, position);
    byte[] whole = Files.readAllBytes(path);
    Files.write(path, Arrays.copyOf(whole, whole.length - 1));
    assertThatThrownBy(() -> goesOn(path, position))
        .hasMessageContaining("which is shorter now: it has " + (whole.length - 1) + " bytes")
        .hasMessageContaining("put the file back")
        .extracting(e -> ((LaminarException) e).code())
        .isEqualTo(ErrorCode.EXTERNAL);
    file(name, "{}\n" + lines(4000));
    assertThatThrownBy(() -> goesOn(path, position)).hasMessageContaining("has been replaced");
  }

  @Test
  void aFileThatHasGrown_isReadOn() throws Exception {
    Path path = file("a.json", lines(3));
    Source source = source(path);
    Split split = source.splits(1).getFirst();
    Collected collected = new Collected();
    String position =
        Tables.read(source, split, SCHEMA, Optional.empty(), 100, 5, allocator, collected);
    file("a.json", lines(10));
    Tables.read(source, split, SCHEMA, Optional.of(position), 100, 5, allocator, collected);
    assertThat(collected.rows).isEqualTo(rows(10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.json", "out.json.gz", "out.json.zst"})
  void aFile_appearsWhenItIsWhole(String name) throws Exception {
    Path path = folder.resolve(name);
    BatchBuilder rows = new BatchBuilder(allocator, SCHEMA);
    rows.add(1L, "one").add(null, "a \"name\" that is long\n").add(3L, null);
    Sink sink = sink(path);
    try (SinkWriter<?> writer =
        sink.open(new WriteContext(allocator, SCHEMA, 0, 1, Optional.empty()))) {
      assertThat(path).doesNotExist();
      assertThat(writer.encode(rows.add(4L, "").build(), record -> {})).isNotNull();
    }
    assertThat(folder.toFile().list()).as("an unfinished file leaves nothing").isEmpty();
    rows.add(1L, "one").add(null, "a \"name\" that is long\n").add(3L, null);
    Tables.write(sink, SCHEMA, allocator, rows.build());
    rows.close();
    assertThat(readAll(path).rows)
        .containsExactly(
            List.of(1L, "one"),
            Arrays.asList(null, "a \"name\" that is long\n"),
            Arrays.asList(3L, null));
    assertThat(folder.toFile().list()).containsExactly(name);
  }
}
