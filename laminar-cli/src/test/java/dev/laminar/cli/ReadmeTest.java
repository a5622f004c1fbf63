package dev.laminar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laminar.data.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The README's two programs are those that run here, and both give the same rows. */
class ReadmeTest {

  private static final Path PROGRAM =
      Path.of("laminar-cli/src/test/java/dev/laminar/cli/LateFlights.java");

  @Test
  void readme_showsTheProgramsThatAreRun() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    assertThat(block(readme, "java")).isEqualTo(body(Files.readString(PROGRAM)));
    assertThat(block(readme, "sql")).isEqualTo(Files.readString(Path.of("examples/late.sql")));
  }

  @Test
  void bothPrograms_giveTheSameRows() throws InterruptedException {
    List<String> fluent = LateFlights.lateFlights().stream().map(ReadmeTest::json).toList();
    Lmnr sql = Lmnr.run("run", "examples/late.sql");
    assertThat(sql.err()).isEmpty();
    assertThat(fluent).hasSize(8).containsExactlyInAnyOrderElementsOf(sql.lines());
  }

  private static String block(String readme, String language) {
    int from = readme.indexOf("```" + language + "\n") + language.length() + 4;
    return readme.substring(from, readme.indexOf("```\n", from));
  }

  /** From the record on, as it would stand outside its class. */
  private static String body(String source) {
    int from = source.indexOf("  record Flight");
    return source.substring(from, source.lastIndexOf('}')).replaceAll("(?m)^  ", "");
  }

  private static String json(Row row) {
    long micros = (Long) Objects.requireNonNull(row.get("day"));
    return "{\"day\":\"%s\",\"origin\":\"%s\",\"late\":%s,\"worst\":%s}"
        .formatted(
            Instant.ofEpochSecond(TimeUnit.MICROSECONDS.toSeconds(micros)),
            row.get("origin"),
            row.get("late"),
            row.get("worst"));
  }
}
