package dev.laminar.sql.oracle;

import dev.laminar.sql.oracle.RandomQuery.Both;
import dev.laminar.sql.testing.SqlCase;
import dev.laminar.sql.testing.SqlCaseRunner;
import dev.laminar.sql.testing.SqlCaseRunner.Outcome;
import dev.laminar.sql.testing.Way;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/**
 * Random queries over random tables: what Laminar's changes add up to has to be DuckDB's batch
 * answer.
 *
 * <p>{@code -Doracle.cases=100000} runs more; {@code -Doracle.seed=N} runs that seed alone. A
 * failure prints the seed and a case file that reproduces it.
 */
class DifferentialTest {

  private static final int CASES = Integer.getInteger("oracle.cases", 300);
  private static final Optional<Long> ONLY =
      Optional.ofNullable(System.getProperty("oracle.seed")).map(Long::parseLong);

  private final SqlCaseRunner runner = new SqlCaseRunner(Clock.systemUTC());

  @Test
  void changesAddUpToTheBatchAnswer() throws SQLException, InterruptedException {
    List<String> failures = new ArrayList<>();
    try (Duck duck = new Duck()) {
      if (ONLY.isPresent()) {
        check(duck, ONLY.get(), failures);
      } else {
        for (long seed = 0; seed < CASES; seed++) {
          check(duck, seed, failures);
        }
      }
    }
    Assertions.assertThat(failures)
        .as(failures.size() + " seeds differ:\n" + String.join("\n", failures))
        .isEmpty();
  }

  private void check(Duck duck, long seed, List<String> failures)
      throws SQLException, InterruptedException {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L);
    RandomTable one = RandomTable.of("t1", random);
    RandomTable two = RandomTable.of("t2", random);
    duck.load(one);
    duck.load(two);
    Both query = new RandomQuery(random, List.of("t1", "t2")).next();
    List<String> expected = duck.answer(query.duck(), query.columns()).stream().sorted().toList();
    int segments = 1 + random.nextInt(4);
    Map<String, List<List<List<String>>>> feeds = new LinkedHashMap<>();
    feeds.put("t1", List.of(one.feed(segments, random)));
    feeds.put("t2", List.of(two.feed(segments, random)));
    SqlCase sqlCase =
        new SqlCase(
            "seed " + seed,
            "Found by seed " + seed + ".",
            feeds,
            one.laminarDdl() + two.laminarDdl() + query.laminar() + ";\n",
            new SqlCase.Expectation.Changes(List.of(expected)),
            false);
    Way way = Way.values()[random.nextInt(Way.values().length)];
    compare(sqlCase, way, query, runner.run(sqlCase, way), expected, failures);
  }

  private static void compare(
      SqlCase sqlCase,
      Way way,
      Both query,
      Outcome outcome,
      List<String> expected,
      List<String> failures) {
    String got =
        switch (outcome) {
          case Outcome.Changes changes -> String.join("\n", SqlCaseRunner.net(changes.segments()));
          case Outcome.Failed failed -> failed.error().toString();
          case Outcome.Printed printed -> printed.text();
        };
    if (!got.equals(String.join("\n", expected))) {
      failures.add(
          "%s, way %s%nDuckDB: %s%n%s%ngot:%n%s%n"
              .formatted(sqlCase.name(), way, query.duck(), sqlCase.text(), got));
    }
  }
}
