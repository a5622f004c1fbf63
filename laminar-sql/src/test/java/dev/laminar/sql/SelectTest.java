package dev.laminar.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laminar.sql.fixture.Sql;
import org.junit.jupiter.api.Test;

class SelectTest {

  private final Sql sql = new Sql();

  @Test
  void columnsAndFieldsThatAreNotUsed_areNotRead() {
    assertThat(
            sql.operators(
                Sql.CARS,
                "SELECT id, speed * 2 AS s FROM cars"
                    + " WHERE color = 'red' AND driver.home.city = 'Rome'"))
        .containsExactly(
            "filter: where (color = 'red') AND (driver.home.city = 'Rome'); id, s = speed * 2",
            "  scan: cars (connector rows) reads id BIGINT, color TEXT, speed INTEGER,"
                + " driver STRUCT<home STRUCT<city TEXT>>");
  }

  @Test
  void fieldsOfStructsFromSubqueries_areStillPruned() {
    assertThat(
            sql.operators(
                Sql.CARS, "SELECT d.home.zip, d.name FROM (SELECT driver AS d, id FROM cars) AS t"))
        .containsExactly(
            "project: zip = driver.home.zip, name = driver.name",
            "  scan: cars (connector rows) reads driver STRUCT<name TEXT, home STRUCT<zip"
                + " INTEGER>>");
  }

  @Test
  void aStructThatIsWritten_isReadWhole() {
    assertThat(sql.operators(Sql.CARS, "SELECT driver, driver.name AS n FROM cars").getLast())
        .endsWith(
            "reads driver STRUCT<name TEXT, age INTEGER, home STRUCT<city TEXT, zip INTEGER>>");
  }

  @Test
  void nestedQueries_becomeOneStep() {
    assertThat(
            sql.operators(
                Sql.CARS,
                "SELECT a + 1 AS b FROM (SELECT id * 2 AS a, color FROM cars WHERE speed > 3) AS t"
                    + " WHERE a < 10"))
        .hasSize(2)
        .first()
        .asString()
        .startsWith("filter: where (speed > 3) AND ((id * ");
  }

  @Test
  void names_matchInAnyCase_andKeepTheirs() {
    Script script = sql.plan(Sql.CARS + "SELECT ID, Color AS Farbe, Cars.Speed FROM cars");

    assertThat(script.plan().sinks().getFirst().input().schema().names())
        .containsExactly("ID", "Farbe", "Speed");
  }

  @Test
  void wordsOfTheLanguage_areNamesOfColumns() {
    Script script =
        sql.plan(
            "CREATE TABLE t (timestamp TIMESTAMP, user TEXT, end BIGINT, value INTEGER, count"
                + " BIGINT) WITH (connector = 'rows');SELECT timestamp, user, end, value, count"
                + " FROM t WHERE end > 1");

    assertThat(script.plan().sinks().getFirst().input().schema().names())
        .containsExactly("timestamp", "user", "end", "value", "count");
  }

  @Test
  void unnamedColumns_areCalledAsPostgresCallsThem_andDiffer() {
    Script script =
        sql.plan(
            Sql.CARS
                + "SELECT upper(color), id::text, CASE WHEN id = 1 THEN 2 END, 1 + 1, upper('x'),"
                + " driver.home.city FROM cars");

    assertThat(script.plan().sinks().getFirst().input().schema().names())
        .containsExactly("upper", "id", "case", "column4", "upper_2", "city");
  }

  @Test
  void star_givesAllColumns_ofOneTableOrOfAll() {
    Script script =
        sql.plan(
            Sql.CARS
                + "CREATE TABLE t (a BIGINT, id BIGINT) WITH (connector = 'rows');"
                + "SELECT t.*, cars.id AS car FROM cars JOIN t ON cars.id = t.id;"
                + "SELECT * FROM t JOIN t AS u USING (id);");

    assertThat(script.plan().sinks().get(0).input().schema().names())
        .containsExactly("a", "id", "car");
    assertThat(script.plan().sinks().get(1).input().schema().names())
        .containsExactly("id", "a", "a_2");
  }

  @Test
  void aViewAndAScan_areSharedByTheStatementsThatReadThem() {
    Script script =
        sql.plan(
            Sql.CARS
                + "CREATE VIEW n AS SELECT color, count(*) AS n FROM cars GROUP BY color;"
                + "SELECT n FROM n WHERE n > 2; SELECT color FROM n; SELECT id FROM cars;");

    PlanGraph graph = dev.laminar.sql.internal.explain.GraphBuilder.build(script.plan(), 1);
    assertThat(graph.operators().stream().filter(o -> o.operator().equals("scan"))).hasSize(1);
    assertThat(graph.operators().stream().filter(o -> o.operator().equals("aggregate"))).hasSize(1);
  }

  @Test
  void unnestInTheSelectList_repeatsTheRow() {
    assertThat(sql.operators(Sql.CARS, "SELECT id, upper(unnest(tags)) AS tag FROM cars"))
        .containsExactly(
            "project: id, tag = upper(unnest)",
            "  unnest: tags AS unnest",
            "    scan: cars (connector rows) reads id BIGINT, tags TEXT[]");
  }

  @Test
  void unnestInFrom_joinsTheElements_andConditionsGoBelowIt() {
    assertThat(
            sql.operators(
                Sql.CARS,
                "SELECT c.id, t.tag FROM cars c CROSS JOIN UNNEST(c.tags) AS t(tag)"
                    + " WHERE tag <> 'x' AND color = 'red'"))
        .containsExactly(
            "filter: where unnest <> 'x'; id, tag = unnest",
            "  unnest: tags AS unnest",
            "    filter: where color = 'red'; id, tags",
            "      scan: cars (connector rows) reads id BIGINT, color TEXT, tags TEXT[]");
  }

  @Test
  void unionOfTypes_isTheirCommonType() {
    Script script = sql.plan(Sql.CARS + "SELECT id FROM cars UNION ALL SELECT speed FROM cars");

    assertThat(script.plan().sinks().getFirst().input().schema().toString()).contains("id BIGINT");
  }

  @Test
  void union_keepsDistinctRows() {
    assertThat(sql.operators(Sql.CARS, "SELECT color FROM cars UNION SELECT color FROM cars"))
        .first()
        .isEqualTo("distinct: by color");
  }

  @Test
  void values_areRows() {
    assertThat(sql.operators("", "SELECT column1, column2 FROM (VALUES (1, 'a'), (2, NULL)) AS v"))
        .containsExactly("values: 2 rows");
  }

  @Test
  void conditionOnGroupKeys_goesBelowTheGrouping() {
    assertThat(
            sql.operators(
                Sql.CARS,
                "SELECT * FROM (SELECT color, count(*) AS n FROM cars GROUP BY color) AS t"
                    + " WHERE color = 'red' AND n > 1"))
        .anyMatch(line -> line.contains("filter: where color = 'red'"))
        .anyMatch(line -> line.startsWith("filter: where count1 > "));
  }

  @Test
  void inQuery_isAJoinWithItsDistinctRows() {
    assertThat(
            sql.operators(
                Sql.CARS, "SELECT id FROM cars WHERE id IN (SELECT id FROM cars WHERE speed = 1)"))
        .contains("  join: inner on id = id", "    distinct: by id");
  }

  @Test
  void queryOfOneRow_isAValue() {
    assertThat(
            sql.operators(
                Sql.CARS, "SELECT id FROM cars WHERE speed > (SELECT avg(speed) FROM cars)"))
        .contains("  join: inner on CAST(speed AS DOUBLE) > avg1");
  }

  @Test
  void withQueries_seeThoseBefore() {
    Script script =
        sql.plan(
            Sql.CARS
                + "WITH a AS (SELECT id AS x FROM cars), b(y) AS (SELECT x + 1 FROM a)"
                + " SELECT y FROM b");

    assertThat(script.plan().sinks().getFirst().input().schema().names()).containsExactly("y");
  }

  @Test
  void groupingsThatSeveralRead_stayOne_whateverTheyFilter() {
    Script script =
        sql.plan(
            Sql.CARS
                + "CREATE VIEW n AS SELECT color, count(*) + 1 AS n FROM cars GROUP BY color;"
                + "SELECT n FROM n WHERE color = 'red'; SELECT n FROM n WHERE color = 'blue';");

    PlanGraph graph = dev.laminar.sql.internal.explain.GraphBuilder.build(script.plan(), 1);
    assertThat(graph.operators().stream().filter(o -> o.operator().equals("aggregate"))).hasSize(1);
  }

  @Test
  void queriesWrittenTwice_areComputedOnce() {
    String hop =
        "(SELECT id, count(*) AS num, window_start AS s, window_end AS e FROM TABLE(HOP(TABLE cars,"
            + " DESCRIPTOR(timestamp), INTERVAL '2' SECOND, INTERVAL '10' SECOND))"
            + " GROUP BY id, window_start, window_end)";
    String query =
        "SELECT a.id, a.num FROM "
            + hop
            + " AS a JOIN (SELECT max(num) AS m, s, e FROM "
            + hop
            + " AS c GROUP BY s, e) AS b ON a.s = b.s AND a.e = b.e AND a.num >= b.m";

    assertThat(sql.operators(Sql.CARS, query))
        .filteredOn(line -> line.contains("window aggregate: hop"))
        .hasSize(1);
  }
}
