package dev.laminar.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laminar.internal.plan.Node;
import dev.laminar.sql.fixture.Sql;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupTest {

  private static final String WINDOWED =
      Sql.CARS
          + "CREATE VIEW w AS SELECT tumble(interval '1 minute') AS window, color, count(*) AS n"
          + " FROM cars GROUP BY 1, 2;";

  private final Sql sql = new Sql();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT window.start, window.end, count FROM (SELECT tumble(interval '1' minute) AS window,"
            + " count(*) AS count FROM cars GROUP BY 1)",
        "SELECT tumble(interval '1 minute') AS window, count(*) FROM cars GROUP BY window",
        "SELECT tumble(interval '1 minute'), count(*) FROM cars GROUP BY window",
        "SELECT count(*) FROM cars GROUP BY tumble(interval '1 minute')",
        "SELECT count(*), tumble(interval '60 s') FROM cars GROUP BY tumble(interval '1 minute')",
        "SELECT window_start, count(*) FROM TABLE(TUMBLE(TABLE cars, DESCRIPTOR(timestamp),"
            + " INTERVAL '1' MINUTE)) GROUP BY window_start, window_end",
        "SELECT window_time, count(*) FROM TABLE(TUMBLE(DATA => TABLE cars, TIMECOL =>"
            + " DESCRIPTOR(timestamp), SIZE => INTERVAL '1' MINUTE))"
            + " GROUP BY window_start, window_end, window_time",
      })
  void aWindow_isMadeByGroupingHoweverItIsWritten(String query) {
    assertThat(sql.operators(Sql.CARS, query))
        .anyMatch(line -> line.strip().equals("window aggregate: tumble(00:01:00): count(*)"))
        .hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void windowsOfAllKinds_areMade() {
    assertThat(group("hop(interval '7 s', interval '10 s')")).contains("hop(00:00:07, 00:00:10)");
    assertThat(group("session(interval '5 s')")).contains("session(00:00:05)");
    assertThat(group("cumulate(interval '1 hour', interval '1 day')"))
        .contains("cumulate(01:00:00, 24:00:00)");
    assertThat(group("tumble(interval '1 month')")).contains("tumble(1 months)");
    assertThat(group("tumble(interval '1 hour', interval '5 minutes')"))
        .contains("tumble(01:00:00)");
    assertThat(group("hop('2 s', '10 s')")).contains("hop(00:00:02, 00:00:10)");
  }

  private String group(String window) {
    return String.join(
        "\n", sql.operators(Sql.CARS, "SELECT count(*) FROM cars GROUP BY " + window));
  }

  @Test
  void groupingByTheWindowOfASubquery_endsWithThatWindow() {
    assertThat(sql.operators(WINDOWED, "SELECT window, sum(n) AS s FROM w GROUP BY window"))
        .anyMatch(
            line -> line.contains("window aggregate: the window window_start to window_end: sum("));
  }

  @Test
  void groupingByStartAndEnd_isGroupingByTheWindow() {
    assertThat(
            sql.operators(
                WINDOWED,
                "SELECT w.window.end, max(n) FROM w GROUP BY w.window.start, w.window.end"))
        .anyMatch(line -> line.contains("window aggregate: the window"));
    assertThat(sql.operators(WINDOWED, "SELECT max(n) FROM w GROUP BY w.window.start"))
        .anyMatch(line -> line.contains("window aggregate: the window"));
  }

  @Test
  void rewindowing_goesByTheEndOfTheInnerWindow() {
    Script script =
        sql.plan(
            WINDOWED + "SELECT tumble(interval '1 hour') AS window, max(n) FROM w GROUP BY window");

    Node.WindowAggregate outer = find(script.plan().sinks().getFirst(), Node.WindowAggregate.class);
    int time = outer.input().timeColumn().orElseThrow();
    assertThat(outer.input().schema().field(time).name()).isEqualTo("window_time");
  }

  @Test
  void groupingWithoutTheWindow_changes() {
    assertThat(sql.explain(WINDOWED, "SELECT color, max(n) FROM w GROUP BY color"))
        .contains("aggregate: by color: max(")
        .contains("changes: insert, retract")
        .contains("warning: state of operator");
  }

  @Test
  void distinctRowsThatShowTheirWindow_endWithIt() {
    assertThat(sql.explain(WINDOWED, "SELECT DISTINCT window, n FROM w"))
        .contains("window aggregate: the window window_start to window_end by n")
        .doesNotContain("retract");
    assertThat(sql.operators(WINDOWED, "SELECT DISTINCT n FROM w").getFirst())
        .isEqualTo("distinct: by n");
  }

  @Test
  void havingAndAliases_seeTheGroups() {
    assertThat(
            sql.operators(
                Sql.CARS,
                "SELECT color, count(*) AS n FROM cars GROUP BY color HAVING n > 2 AND max(id) >"
                    + " 3"))
        .first()
        .asString()
        .startsWith("filter: where (count1 > ");
  }

  @Test
  void equalAggregates_areComputedOnce_andUnusedOnesNotAtAll() {
    assertThat(
            sql.operators(
                Sql.CARS,
                "SELECT a + b AS c FROM (SELECT count(*) AS a, count(*) AS b, max(id) AS m"
                    + " FROM cars) AS t"))
        .anyMatch(line -> line.strip().matches("aggregate: ?:? ?count\\(\\*\\)"));
  }

  @Test
  void filterAndDistinct_belongToTheirAggregate() {
    assertThat(
            sql.operators(
                Sql.CARS,
                "SELECT color, count(DISTINCT id), sum(price) FILTER (WHERE speed > 10) FROM cars"
                    + " GROUP BY color"))
        .anyMatch(
            line ->
                line.contains(
                    "count(DISTINCT count1_arg), sum(sum2_arg) FILTER (WHERE sum2_filter)"));
  }

  @Test
  void averageOfIntegers_isDouble() {
    Script script = sql.plan(Sql.CARS + "SELECT avg(speed) AS a, sum(price) AS s FROM cars");

    assertThat(script.plan().sinks().getFirst().input().schema().toString())
        .contains("a DOUBLE", "s DECIMAL(38, 2)");
  }

  @Test
  void overlappingWindowsThatNobodyGroupsBy_stillRepeatTheRow() {
    String hop =
        " FROM TABLE(HOP(TABLE cars, DESCRIPTOR(timestamp), INTERVAL '1' SECOND,"
            + " INTERVAL '3' SECOND))";

    for (String query : new String[] {"SELECT id", "SELECT count(*)", "SELECT DISTINCT id"}) {
      assertThat(sql.operators(Sql.CARS, query + hop))
          .as(query)
          .anyMatch(line -> line.contains("unnest: generate_series(0, 2)"));
    }
  }

  @Test
  void windowsInFilters_becomeColumns() {
    assertThat(
            sql.operators(
                Sql.CARS,
                "SELECT window_start, count(*) FROM TABLE(TUMBLE(TABLE cars, DESCRIPTOR(timestamp),"
                    + " INTERVAL '1' MINUTE)) WHERE window_start > TIMESTAMP '2024-01-01 00:00:00'"
                    + " GROUP BY window_start, window_end"))
        .anyMatch(line -> line.contains("window aggregate: the window"));
  }

  @Test
  void unions_ofWindows_stayWindowed() {
    assertThat(
            sql.operators(
                WINDOWED,
                "SELECT window, sum(n) FROM (SELECT window, n FROM w UNION ALL SELECT window, n"
                    + " FROM w) AS u GROUP BY window"))
        .anyMatch(line -> line.contains("window aggregate: the window"));
  }

  /** The first node of that kind below, depth first. */
  static <T extends Node> T find(Node node, Class<T> type) {
    T found = search(node, type);
    if (found == null) {
      throw new AssertionError("the plan has no " + type.getSimpleName());
    }
    return found;
  }

  private static <T extends Node> @Nullable T search(Node node, Class<T> type) {
    if (type.isInstance(node)) {
      return type.cast(node);
    }
    for (Node input : node.inputs()) {
      T found = search(input, type);
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
