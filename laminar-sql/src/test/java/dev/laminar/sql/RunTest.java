package dev.laminar.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laminar.sql.fixture.Sql;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Queries over four rows, from text to results. */
class RunTest {

  private static final long SECOND = 1_000_000L;

  private final Sql sql = cars();

  private static Sql cars() {
    List<Object> rome = List.of("Rome", 100L);
    return new Sql()
        .give(
            "cars",
            1L,
            "red",
            10L,
            new BigDecimal("1.50"),
            0L,
            List.of("a", "b"),
            List.of("Ann", 30L, rome),
            "{\"a\":1}")
        .give(
            "cars", 2L, "blue", 20L, new BigDecimal("2.50"), 30 * SECOND, List.of("c"), null, null)
        .give("cars", 3L, "red", null, null, 60 * SECOND, null, null, "{\"b\":{\"c\":7}}")
        .give("cars", 4L, null, 40L, new BigDecimal("4.50"), 120 * SECOND, List.of(), null, null);
  }

  private List<String> rows(String query) {
    return sql.rows(Sql.CARS, query);
  }

  @Test
  void projectionAndFilter() {
    assertThat(rows("SELECT id, speed * 2 AS s FROM cars WHERE color = 'red'"))
        .containsExactly("[1, 20]", "[3, null]");
  }

  @Test
  void fieldsOfPrunedStructs() {
    assertThat(rows("SELECT id, driver.home.zip, driver.name FROM cars WHERE id < 3"))
        .containsExactly("[1, 100, Ann]", "[2, null, null]");
  }

  @Test
  void manyFunctionsAtOnce() {
    assertThat(
            rows(
                "SELECT CASE WHEN speed BETWEEN 1 AND 10 THEN 'slow' ELSE 'fast' END, speed NOT IN"
                    + " (1, 2), color LIKE 'r%', extract(epoch FROM timestamp), id::text, tags[1],"
                    + " -speed, timestamp + interval '1 month 2 days', trim(both 'r' from color),"
                    + " position('d' in color), NULLIF(speed, 10), coalesce(color, 'none'), a == b,"
                    + " extra->'b'->>'c' FROM cars, (SELECT 1 AS a, 2 AS b) AS t WHERE id <> 2"))
        .containsExactly(
            "[fast, null, true, 60.000000, 3, null, null, 2851260000000, ed, 3, null, red, false,"
                + " 7]",
            "[fast, true, null, 120.000000, 4, null, -40, 2851320000000, null, null, 40, none,"
                + " false, null]",
            "[slow, true, true, 0.000000, 1, a, -10, 2851200000000, ed, 3, null, red, false,"
                + " null]");
  }

  @Test
  void tumblingWindows() {
    assertThat(
            rows(
                "SELECT window.start, window.end, count FROM (SELECT tumble(interval '1' minute) AS"
                    + " window, count(*) AS count FROM cars GROUP BY 1)"))
        .containsExactly(
            "[0, 60000000, 2]", "[120000000, 180000000, 1]", "[60000000, 120000000, 1]");
  }

  @Test
  void hoppingWindowsOfATableFunction_groupedOrNot() {
    String hop =
        " FROM TABLE(HOP(TABLE cars, DESCRIPTOR(timestamp), INTERVAL '30' SECOND,"
            + " INTERVAL '1' MINUTE))";

    assertThat(rows("SELECT id, window_end" + hop + " WHERE id < 3"))
        .containsExactly("[1, 30000000]", "[1, 60000000]", "[2, 60000000]", "[2, 90000000]");
    assertThat(rows("SELECT id" + hop + " WHERE id < 3"))
        .containsExactly("[1]", "[1]", "[2]", "[2]");
    assertThat(rows("SELECT window_start, count(*)" + hop + " GROUP BY window_start, window_end"))
        .containsExactly(
            "[-30000000, 1]",
            "[0, 2]",
            "[120000000, 1]",
            "[30000000, 2]",
            "[60000000, 1]",
            "[90000000, 1]");
  }

  @Test
  void monthsAsWindows_groupedAndAssigned_agree() {
    for (int months : new int[] {1, 2, 5, 12}) {
      String from =
          " FROM TABLE(TUMBLE(TABLE cars, DESCRIPTOR(timestamp), INTERVAL '" + months + "' MONTH))";
      assertThat(rows("SELECT DISTINCT window_start, window_end" + from))
          .isEqualTo(
              rows(
                  "SELECT window_start, window_end" + from + " GROUP BY window_start, window_end"));
    }
  }

  @Test
  void windowsJoinWithWindows() {
    String views =
        "WITH w AS (SELECT hop(interval '30 s', interval '60 s') AS window, id, count(*) AS num"
            + " FROM cars GROUP BY 1, 2) ";

    assertThat(
            rows(
                views
                    + "SELECT a.id, b.m FROM w AS a JOIN (SELECT max(num) AS m, window FROM w"
                    + " GROUP BY window) AS b ON a.window = b.window AND a.num >= b.m"
                    + " WHERE a.id < 3"))
        .containsExactly("[1, 1]", "[1, 1]", "[2, 1]", "[2, 1]");
  }

  @Test
  void outerWindowJoins_giveNullWindows() {
    String join =
        "SELECT a.window, b.window, a.c, b.c FROM (SELECT tumble(interval '1 minute') AS window,"
            + " count(*) c FROM cars GROUP BY 1) a %s JOIN (SELECT tumble(interval '1 minute')"
            + " AS window, count(*) c FROM cars WHERE speed > 30 GROUP BY 1) b"
            + " ON a.window = b.window";

    assertThat(rows(join.formatted("FULL")))
        .containsExactly(
            "[[0, 60000000], null, 2, null]",
            "[[120000000, 180000000], [120000000, 180000000], 1, 1]",
            "[[60000000, 120000000], null, 1, null]");
    assertThat(rows(join.formatted("RIGHT")))
        .containsExactly("[[120000000, 180000000], [120000000, 180000000], 1, 1]");
  }

  @Test
  void rewindowing() {
    assertThat(
            rows(
                "SELECT tumble(interval '1 hour') AS window, max(c) FROM (SELECT tumble(interval"
                    + " '1 minute') AS window, count(*) c FROM cars GROUP BY 1) GROUP BY window"))
        .containsExactly("[[0, 3600000000], 2]");
  }

  @Test
  void unwindowedGroups_andAggregatesOfNothing() {
    assertThat(
            rows(
                "SELECT color, count(DISTINCT id) n, sum(price) FILTER (WHERE speed > 10) FROM cars"
                    + " GROUP BY color"))
        .containsExactly("[blue, 1, 2.50]", "[null, 1, 4.50]", "[red, 2, null]");
    assertThat(rows("SELECT count(*), sum(speed) FROM cars WHERE id > 100"))
        .containsExactly("[0, null]");
  }

  @Test
  void unwindowedOuterJoin() {
    assertThat(
            rows(
                "SELECT a.id, b.color FROM cars a LEFT JOIN cars b ON a.id = b.id AND b.speed > 10"
                    + " WHERE a.speed > 5"))
        .containsExactly("[1, null]", "[2, blue]", "[4, null]");
  }

  @Test
  void listsBecomeRows() {
    assertThat(rows("SELECT id, unnest(tags) AS tag FROM cars"))
        .containsExactly("[1, a]", "[1, b]", "[2, c]");
    assertThat(
            rows(
                "SELECT c.id, t.tag, t.n FROM cars c LEFT JOIN UNNEST(c.tags) WITH ORDINALITY AS"
                    + " t(tag, n) ON TRUE"))
        .containsExactly(
            "[1, a, 1]", "[1, b, 2]", "[2, c, 1]", "[3, null, null]", "[4, null, null]");
    assertThat(rows("SELECT x + 1 FROM UNNEST(ARRAY[1, 2]) AS t(x)")).containsExactly("[2]", "[3]");
  }

  @Test
  void queriesInConditions() {
    assertThat(rows("SELECT id FROM cars WHERE id IN (SELECT id FROM cars WHERE speed = 10)"))
        .containsExactly("[1]");
    assertThat(rows("SELECT id FROM cars WHERE speed > (SELECT avg(speed) FROM cars)"))
        .containsExactly("[4]");
  }

  @Test
  void unions_distinct_values() {
    assertThat(rows("SELECT id FROM cars UNION SELECT 1 UNION SELECT speed FROM cars"))
        .containsExactly("[10]", "[1]", "[20]", "[2]", "[3]", "[40]", "[4]", "[null]");
    assertThat(rows("SELECT DISTINCT color FROM cars"))
        .containsExactly("[blue]", "[null]", "[red]");
    assertThat(rows("SELECT * FROM (VALUES (1, 'a'), (2 + 3, NULL)) AS v(x, y)"))
        .containsExactly("[1, a]", "[5, null]");
  }

  @Test
  void severalStatements_runAsOneJob() {
    Map<String, List<String>> sinks =
        sql.run(
            Sql.CARS
                + """
                CREATE TABLE out (id BIGINT, c TEXT) WITH (connector = 'rows');
                CREATE TABLE mem (a BIGINT, b TEXT, c BIGINT GENERATED ALWAYS AS (a * 2));
                INSERT INTO mem SELECT id, color FROM cars WHERE id < 3;
                INSERT INTO mem (b, a) VALUES ('x', 1), ('y', 2 + 3);
                INSERT INTO out SELECT c, b FROM mem;
                INSERT INTO out SELECT speed, color FROM cars WHERE id = 4;
                CREATE TABLE copy WITH (connector = 'rows') AS SELECT id FROM cars WHERE id > 3;
                """);

    assertThat(sinks.get("out"))
        .containsExactly("[10, y]", "[2, red]", "[2, x]", "[4, blue]", "[40, null]");
    assertThat(sinks.get("copy")).containsExactly("[4]");
  }
}
