package dev.laminar.sql.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laminar.sql.testing.SqlCase.Expectation;
import dev.laminar.sql.testing.SqlCaseRunner.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every file under {@code cases/}, in every way of running it. {@code -Dcase=name} runs those whose
 * path contains the name.
 */
class SqlCasesTest {

  private static final String ONLY = System.getProperty("case", "");

  private final SqlCaseRunner runner = new SqlCaseRunner(Clock.systemUTC());

  @TestFactory
  Stream<DynamicContainer> everyCase_inEveryWay() throws IOException, URISyntaxException {
    Path root = Path.of(Objects.requireNonNull(getClass().getResource("/cases")).toURI());
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".sql") && file.toString().contains(ONLY))
          .sorted()
          .map(file -> container(root.relativize(file).toString(), file))
          .toList()
          .stream();
    }
  }

  private DynamicContainer container(String name, Path file) {
    SqlCase sqlCase = SqlCase.parse(name, read(file));
    List<DynamicTest> ways = new ArrayList<>();
    for (Way way : sqlCase.straightOnly() ? List.of(Way.ONE_TASK) : List.of(Way.values())) {
      ways.add(DynamicTest.dynamicTest(name + " " + way, () -> check(sqlCase, way)));
    }
    return DynamicContainer.dynamicContainer(name, ways.stream());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void check(SqlCase sqlCase, Way way) throws InterruptedException {
    boolean halved = way.restores() && sqlCase.ticks() == 0; // so that there is a middle to stop in
    Outcome outcome = runner.run(halved ? sqlCase.halved() : sqlCase, way);
    if (halved && outcome instanceof Outcome.Changes changes) {
      outcome = new Outcome.Changes(List.of(SqlCaseRunner.net(changes.segments())));
    }
    switch (sqlCase.expectation()) {
      case Expectation.Changes expected -> changes(expected, outcome);
      case Expectation.Failure expected -> failure(expected, outcome);
      case Expectation.Text expected -> text(expected, outcome);
    }
  }

  private static void changes(Expectation.Changes expected, Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed) {
      throw failed.error();
    }
    List<List<String>> sorted =
        expected.segments().stream().map(lines -> lines.stream().sorted().toList()).toList();
    assertThat(((Outcome.Changes) outcome).segments()).isEqualTo(padded(sorted, outcome));
  }

  /** A case without ticks in its expectation may leave them out at the end. */
  private static List<List<String>> padded(List<List<String>> expected, Outcome outcome) {
    List<List<String>> padded = new ArrayList<>(expected);
    while (padded.size() < ((Outcome.Changes) outcome).segments().size()) {
      padded.add(List.of());
    }
    return padded;
  }

  private static void failure(Expectation.Failure expected, Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    var error = ((Outcome.Failed) outcome).error();
    assertThat(error.code().name()).as(error.getMessage()).isEqualTo(expected.code());
    expected
        .position()
        .ifPresent(
            place ->
                assertThat(error.line() + ":" + error.column())
                    .as(error.getMessage())
                    .isEqualTo(place));
    expected.parts().forEach(part -> assertThat(error).hasMessageContaining(part));
  }

  private static void text(Expectation.Text expected, Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Printed.class);
    expected.lines().forEach(line -> assertThat(((Outcome.Printed) outcome).text()).contains(line));
  }
}
