package dev.laminar.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laminar.internal.plan.JoinKind;
import dev.laminar.internal.plan.Node;
import dev.laminar.sql.fixture.Sql;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JoinTest {

  private static final String WINDOWED =
      Sql.CARS
          + """
          CREATE VIEW a AS SELECT tumble(interval '1 minute') AS window, color, count(*) AS n
            FROM cars GROUP BY 1, 2;
          CREATE VIEW b AS SELECT tumble(interval '1 minute') AS window, color, max(speed) AS m
            FROM cars GROUP BY 1, 2;
          """;

  private final Sql sql = new Sql();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a JOIN b ON a.window = b.window",
        "a JOIN b ON b.window = a.window",
        "a JOIN b ON a.window.start = b.window.start AND a.window.end = b.window.end",
        "a JOIN b USING (window)",
        "a, b WHERE a.window = b.window",
      })
  void equalWindows_makeAWindowJoin(String from) {
    assertThat(sql.explain(WINDOWED, "SELECT n, m FROM " + from))
        .contains("window join: inner on window_start = window_start AND window_end = window_end")
        .doesNotContain("retract");
  }

  @ParameterizedTest
  @EnumSource(JoinKind.class)
  void windowJoinsOfAllKinds_keepEventTime(JoinKind kind) {
    String query =
        "SELECT tumble(interval '1 hour') AS w, count(*) FROM a "
            + kind
            + " JOIN b ON a.window = b.window AND a.color = b.color GROUP BY w";
    Script script = sql.plan(WINDOWED + query);

    Node.WindowJoin join = GroupTest.find(script.plan().sinks().getFirst(), Node.WindowJoin.class);
    assertThat(join.kind()).isEqualTo(kind);
    assertThat(join.leftKeys()).hasSize(3);
  }

  @Test
  void joinedWindows_groupByEitherSide() {
    for (String side : new String[] {"a", "b"}) {
      assertThat(
              sql.operators(
                  WINDOWED,
                  "SELECT "
                      + side
                      + ".window, sum(n) FROM a JOIN b ON a.window = b.window GROUP BY "
                      + side
                      + ".window"))
          .anyMatch(line -> line.contains("window aggregate: the window"));
    }
  }

  @Test
  void theMissingSidesWindow_isNull() {
    assertThat(
            sql.operators(WINDOWED, "SELECT b.window FROM a LEFT JOIN b ON a.window = b.window")
                .getFirst())
        .isEqualTo(
            "project: window = CASE WHEN window_start IS NULL THEN NULL ELSE {window_start,"
                + " window_end} END");
  }

  @Test
  void conditionsGoToTheSideTheyConcern() {
    assertThat(
            sql.operators(
                Sql.CARS,
                "SELECT x.id, y.color FROM cars x JOIN cars y ON x.id = y.id AND x.speed > 1"
                    + " WHERE y.speed < 9 AND x.speed + y.speed > 5"))
        .contains(
            "  join: inner on id = id AND (speed + speed) > 5",
            "    filter: where speed > 1; id, speed",
            "    filter: where speed < 9; id, color, speed");
  }

  @Test
  void outerJoins_keepWhatTheirConditionDoesNotConcern() {
    Script script =
        sql.plan(
            Sql.CARS
                + "SELECT x.id, y.color FROM cars x LEFT JOIN cars y"
                + " ON x.id = y.id AND x.speed > 1 AND y.speed > 2 WHERE x.color = 'red'");

    Node.Join join = GroupTest.find(script.plan().sinks().getFirst(), Node.Join.class);
    assertThat(join.kind()).isEqualTo(JoinKind.LEFT);
    assertThat(join.condition()).isPresent(); // x.speed > 1 decides about matches only
    assertThat(
            sql.operators(
                Sql.CARS,
                "SELECT x.id, y.color FROM cars x LEFT JOIN cars y"
                    + " ON x.id = y.id AND x.speed > 1 AND y.speed > 2 WHERE x.color = 'red'"))
        .anyMatch(line -> line.contains("filter: where color = 'red'"))
        .anyMatch(line -> line.contains("filter: where speed > 2"));
  }

  @Test
  void computedKeys_areComputedBelowTheJoin() {
    assertThat(
            sql.operators(Sql.CARS, "SELECT x.id FROM cars x JOIN cars y ON x.id + 1 = y.id * 2"))
        .contains("  join: inner on key = key");
  }

  @Test
  void threeTables_joinOneAfterTheOther() {
    Script script =
        sql.plan(
            Sql.CARS
                + "SELECT x.id, y.color, z.speed FROM cars x JOIN cars y ON x.id = y.id"
                + " JOIN cars z ON y.color = z.color AND z.id = x.id");

    Node.Join last = GroupTest.find(script.plan().sinks().getFirst(), Node.Join.class);
    assertThat(last.leftKeys()).hasSize(2);
  }

  @Test
  void unwindowedJoins_haveNoEventTime() {
    assertThat(
            sql.errorText(
                Sql.CARS
                    + "SELECT count(*) FROM cars x JOIN cars y ON x.id = y.id"
                    + " GROUP BY tumble(interval '1 minute')"))
        .contains("7:65 tumble needs event time, which its input has lost");
  }
}
