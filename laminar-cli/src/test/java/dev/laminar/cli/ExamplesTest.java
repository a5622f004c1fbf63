package dev.laminar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs each example over its real data and compares with {@code examples/expected}. */
class ExamplesTest {

  private static final Path EXAMPLES = Path.of("examples");

  @ParameterizedTest
  @ValueSource(strings = {"flights", "late", "earthquakes", "connections", "routes"})
  void example_givesTheExpectedRows(String name) throws IOException {
    for (String parallelism : List.of("1", "3")) {
      Lmnr lmnr = Lmnr.run("run", "-p", parallelism, "examples/" + name + ".sql");
      assertThat(lmnr.err()).as("stderr").isEmpty();
      assertThat(lmnr.exit()).isZero();
      assertThat(netChanges(lmnr.lines())).isEqualTo(expected(name));
    }
  }

  @Test
  void everyExample_hasExpectedRows() throws IOException {
    assertThat(names(EXAMPLES, ".sql")).isEqualTo(names(EXAMPLES.resolve("expected"), ".jsonl"));
  }

  private static List<String> names(Path folder, String extension) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(extension))
          .map(name -> name.substring(0, name.length() - extension.length()))
          .sorted()
          .toList();
    }
  }

  private static List<String> expected(String name) throws IOException {
    return Files.readAllLines(EXAMPLES.resolve("expected").resolve(name + ".jsonl"));
  }

  /** The rows, sorted; of Debezium's changes those that no later change takes back. */
  private static List<String> netChanges(List<String> lines) {
    List<String> rows = new ArrayList<>();
    for (String line : lines) {
      if (!line.startsWith("{\"before\":")) {
        rows.add(line);
        continue;
      }
      int middle = line.indexOf(",\"after\":");
      int end = line.lastIndexOf(",\"op\":");
      String before = line.substring("{\"before\":".length(), middle);
      String after = line.substring(middle + ",\"after\":".length(), end);
      if (!before.equals("null")) {
        assertThat(rows.remove(before)).as("%s retracts a row that came", line).isTrue();
      }
      if (!after.equals("null")) {
        rows.add(after);
      }
    }
    return rows.stream().sorted().toList();
  }
}
