package dev.laminar.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.plan.Node;
import dev.laminar.sql.fixture.Sql;
import org.junit.jupiter.api.Test;

class InsertTest {

  private static final String OUT =
      Sql.CARS + "CREATE TABLE out (a BIGINT, b TEXT) WITH (connector = 'rows');";

  private final Sql sql = new Sql();

  private Node.Sink sink(String text) {
    return sql.plan(text).plan().sinks().getFirst();
  }

  @Test
  void values_areCastToTheTablesColumns() {
    Node.Sink sink = sink(OUT + "INSERT INTO out SELECT speed, timestamp FROM cars");

    assertThat(sink.schema().toString()).contains("a BIGINT", "b TEXT");
  }

  @Test
  void namedColumns_goWhereTheyAreNamed_andOthersAreNull() {
    assertThat(sql.operators(OUT, "INSERT INTO out (b) SELECT color FROM cars").getFirst())
        .isEqualTo("project: a = NULL, b = color");
  }

  @Test
  void severalInsertsIntoOneTable_areOneSink() {
    Script script =
        sql.plan(
            OUT
                + "INSERT INTO out SELECT id, color FROM cars;"
                + "INSERT INTO out (b, a) SELECT color, 1 FROM cars WHERE speed > 1;");

    assertThat(script.plan().sinks()).hasSize(1);
    assertThat(script.results())
        .filteredOn(StatementResult.Writes.class::isInstance)
        .hasSize(2)
        .containsOnly(new StatementResult.Writes("out"));
    assertThat(GroupTest.find(script.plan().sinks().getFirst(), Node.Union.class)).isNotNull();
  }

  @Test
  void wrongTypes_areNamedWithTheirColumns() {
    assertThat(sql.errorText(OUT + "INSERT INTO out SELECT color, id FROM cars"))
        .isEqualTo(
            "7:86 column 'a' of table 'out' is BIGINT, the query's column 'color' is TEXT;"
                + " write CAST(… AS BIGINT)");
  }

  @Test
  void otherNumbersOfColumns_areRefused() {
    assertThat(sql.errorText(OUT + "INSERT INTO out SELECT id FROM cars"))
        .contains("table 'out' has 2 columns (a, b), the query has 1 (id)");
    assertThat(sql.errorText(OUT + "INSERT INTO out (a) SELECT id, color FROM cars"))
        .contains("INSERT names 1 columns, the query has 2");
    assertThat(sql.errorText(OUT + "INSERT INTO out (a, c) SELECT id, color FROM cars"))
        .contains("table 'out' has no column 'c' to insert into");
  }

  @Test
  void aTableWithoutColumns_takesTheQuerys() {
    Node.Sink sink =
        sink(
            Sql.CARS
                + "CREATE TABLE out WITH (connector = 'rows') AS SELECT id AS x, color FROM cars");

    assertThat(sink.schema().names()).containsExactly("x", "color");
  }

  @Test
  void tablesInMemory_areReadWhereverTheyAreFilled() {
    Script script =
        sql.plan(
            OUT
                + "CREATE TABLE mem (x BIGINT, y TEXT, z BIGINT GENERATED ALWAYS AS (x * 2));"
                + "INSERT INTO out SELECT z, y FROM mem;"
                + "INSERT INTO mem SELECT id, color FROM cars;"
                + "INSERT INTO mem (y, x) VALUES ('a', 7);");

    assertThat(script.plan().sinks()).hasSize(1);
    assertThat(GroupTest.find(script.plan().sinks().getFirst(), Node.Values.class)).isNotNull();
    assertThat(GroupTest.find(script.plan().sinks().getFirst(), Node.Scan.class)).isNotNull();
  }

  @Test
  void tablesInMemory_keepWindowsAndTime() {
    assertThat(
            sql.operators(
                Sql.CARS
                    + "CREATE TABLE mem AS SELECT tumble(interval '1 minute') AS w, count(*) AS n"
                    + " FROM cars GROUP BY 1;",
                "SELECT w, sum(n) FROM mem GROUP BY w"))
        .anyMatch(line -> line.contains("window aggregate: the window"));
  }

  @Test
  void aTableInMemory_cannotFeedItself() {
    assertThat(
            sql.errorText(
                "CREATE TABLE mem (x BIGINT); INSERT INTO mem SELECT x + 1 FROM mem;"
                    + "SELECT x FROM mem"))
        .contains("'mem' is inserted into from itself");
  }

  @Test
  void changes_areRefusedWhereOnlyNewRowsFit_withWhatWouldDo() {
    String query = "INSERT INTO out SELECT count(*), color FROM cars GROUP BY color";

    assertThat(sql.errorText(OUT + query))
        .contains("table 'out' (connector 'rows') only takes new ones")
        .contains("format = 'debezium_json' or format = 'upsert'");
    assertThat(
            sql.plan(OUT.replace("'rows');", "'rows', format = 'debezium_json');") + query).runs())
        .isTrue();
  }

  @Test
  void upserts_needAKey() {
    String out =
        Sql.CARS
            + "CREATE TABLE out (n BIGINT, c TEXT %s) WITH (connector = 'rows', format = 'upsert');"
            + " INSERT INTO out SELECT count(*), color FROM cars GROUP BY color";

    assertThat(sql.errorText(out.formatted(""))).contains("declare its PRIMARY KEY");
    assertThat(sink(out.formatted("PRIMARY KEY")).table().primaryKey()).containsExactly("c");
  }

  @Test
  void badData_isATablesPolicy_andDeadLettersHaveATable() {
    Script script =
        sql.plan(
            "CREATE TABLE dead WITH (connector = 'rows');"
                + "CREATE TABLE t (a BIGINT) WITH (connector = 'rows',"
                + " bad_data = 'dead_letter:dead');"
                + "SELECT a / 2 AS h FROM t");

    Node.Calc calc = GroupTest.find(script.plan().sinks().getFirst(), Node.Calc.class);
    assertThat(calc.badData()).isEqualTo(new BadData.DeadLetter("dead"));
    assertThat(script.plan().deadLetters()).containsOnlyKeys("dead");
  }

  @Test
  void deadLettersWithoutTable_areRefused() {
    assertThat(
            sql.error(
                    "CREATE TABLE t (a BIGINT) WITH (connector = 'rows',"
                        + " bad_data = 'dead_letter:dead'); SELECT a FROM t")
                .getMessage())
        .contains("there is no table 'dead' for dead letters");
  }

  @Test
  void storedGeneratedColumns_areWritten() {
    Node.Sink sink =
        sink(
            Sql.CARS
                + "CREATE TABLE out (a BIGINT, b BIGINT GENERATED ALWAYS AS (a + 1) STORED,"
                + " c BIGINT GENERATED ALWAYS AS (a + 2)) WITH (connector = 'rows');"
                + "INSERT INTO out SELECT id FROM cars");

    assertThat(sink.schema().names()).containsExactly("a", "b");
  }

  @Test
  void nullsForNotNullColumns_areBadData() {
    String out =
        Sql.CARS
            + "CREATE TABLE out (a BIGINT, `b \"\\\n é` TEXT NOT NULL) WITH (connector = 'rows',"
            + " bad_data = 'drop'); ";

    assertThat(
            new Sql()
                .give("cars", 1L, "red", null, null, 0L, null, null, null)
                .give("cars", 2L, null, null, null, 0L, null, null, null)
                .run(out + "INSERT INTO out SELECT id, color FROM cars")
                .get("out"))
        .containsExactly("[1, red]");
    assertThat(sql.errorText(out + "INSERT INTO out (a) SELECT id FROM cars"))
        .contains("is NOT NULL and gets no value");
    assertThat(sql.errorText(out + "INSERT INTO out SELECT id, NULL FROM cars"))
        .contains("is NOT NULL");
  }
}
