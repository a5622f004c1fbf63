package dev.laminar.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laminar.CheckpointOptions;
import dev.laminar.CheckpointOptions.Guarantee;
import dev.laminar.JobOptions;
import dev.laminar.sql.StatementResult.Rows;
import dev.laminar.sql.fixture.Sql;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogTest {

  private final Sql sql = new Sql();

  private List<List<@Nullable Object>> rows(String text) {
    return ((Rows) sql.plan(text).results().getLast()).rows();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BOOLEAN | BOOLEAN",
        "TINYINT UNSIGNED | TINYINT UNSIGNED",
        "BIGINT UNSIGNED | BIGINT UNSIGNED",
        "INT | INTEGER",
        "FLOAT | FLOAT",
        "DOUBLE PRECISION | DOUBLE",
        "DECIMAL(20, 4) | DECIMAL(20, 4)",
        "DECIMAL(5) | DECIMAL(5, 0)",
        "STRING | TEXT",
        "VARCHAR(10) | TEXT",
        "BYTEA | BYTEA",
        "DATE | DATE",
        "TIME | TIME",
        "TIMESTAMP(3) | TIMESTAMP(3)",
        "TIMESTAMP(9) | TIMESTAMP(9)",
        "TIMESTAMP WITH TIME ZONE | TIMESTAMP WITH TIME ZONE",
        "JSON | JSON",
        "TEXT[] | TEXT[]",
        "ARRAY<BIGINT> | BIGINT[]",
        "MAP<TEXT, DOUBLE> | MAP<TEXT, DOUBLE>",
        "STRUCT<a BIGINT NOT NULL, b TEXT[]> | STRUCT<a BIGINT NOT NULL, b TEXT[]>",
      })
  void types_areKnown(String written, String type) {
    assertThat(rows("CREATE TABLE t (c " + written + ") WITH (connector='rows'); DESCRIBE t"))
        .containsExactly(java.util.Arrays.asList("c", type, "YES", null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DECIMAL(39) | a DECIMAL has 1 to 38 digits",
        "DECIMAL(3, 4) | a DECIMAL has 1 to 38 digits and no more behind the point",
        "TIMESTAMP(10) | a time has 0 to 9 digits behind the second",
      })
  void digitsThatAreTooMany_areRefused(String written, String message) {
    assertThat(sql.errorText("CREATE TABLE t (c " + written + ") WITH (connector='rows')"))
        .startsWith("1:2")
        .contains(message);
  }

  @Test
  void tablesAndViews_areShownAndDropped() {
    String text =
        Sql.CARS
            + "CREATE TABLE m (x BIGINT); CREATE VIEW v AS SELECT id FROM cars;"
            + "CREATE TABLE gone (x BIGINT); DROP TABLE gone; DROP TABLE IF EXISTS gone;"
            + "SHOW TABLES";

    assertThat(rows(text))
        .containsExactly(
            List.of("cars", "table", "rows"),
            java.util.Arrays.asList("m", "table in memory", null),
            java.util.Arrays.asList("v", "view", null));
  }

  @Test
  void aKeyAndNotNull_areDescribed() {
    assertThat(
            rows(
                "CREATE TABLE t (a BIGINT PRIMARY KEY, b TEXT NOT NULL,"
                    + " c BIGINT GENERATED ALWAYS AS (a + 1))"
                    + " WITH (connector='rows', format='debezium_json'); DESCRIBE t"))
        .containsExactly(
            List.of("a", "BIGINT", "NO", "PRIMARY KEY"),
            java.util.Arrays.asList("b", "TEXT", "NO", null),
            java.util.Arrays.asList("c", "BIGINT", "NO", null));
  }

  @Test
  void aTableWithoutColumns_hasThoseOfItsConnector() {
    assertThat(rows("CREATE TABLE t WITH (connector='rows'); DESCRIBE t"))
        .extracting(row -> row.getFirst())
        .containsExactly("id", "name");
  }

  @Test
  void functionsAndConnectors_areShown() {
    assertThat(rows("SHOW CONNECTORS"))
        .containsExactly(
            List.of("clock", "source", "ticks"), List.of("rows", "source, sink", "rows of a test"));
    assertThat(rows("SHOW FUNCTIONS"))
        .extracting(row -> row.getFirst())
        .contains("upper", "count", "tumble");
  }

  @Test
  void settings_holdForTheText() {
    Settings settings =
        sql.plan("SET parallelism = 3; SET tick_interval = '1 s'; SET batch_rows = 7").settings();

    assertThat(settings.parallelism()).contains(3);
    assertThat(settings.tickInterval()).contains(Duration.ofSeconds(1));
    assertThat(settings.batchRows()).contains(7);
    assertThat(settings.applyTo(JobOptions.DEFAULT))
        .isEqualTo(
            JobOptions.DEFAULT
                .withParallelism(3)
                .withTickInterval(Duration.ofSeconds(1))
                .withBatchRows(7));
  }

  @Test
  void settings_sayWhereAndHowStateIsKept() {
    Settings settings =
        sql.plan(
                "SET checkpoint_dir = 's3://bucket/job'; SET checkpoint_interval = '3 s';"
                    + " SET checkpoint_tolerated_failures = 0; SET checkpoint_retained = 5;"
                    + " SET checkpoint_guarantee = 'at_least_once'")
            .settings();

    assertThat(settings.applyTo(JobOptions.DEFAULT).checkpoints())
        .isEqualTo(
            CheckpointOptions.at(URI.create("s3://bucket/job"))
                .withInterval(Duration.ofSeconds(3))
                .withToleratedFailures(0)
                .withRetained(5)
                .withGuarantee(Guarantee.AT_LEAST_ONCE));
    assertThat(Settings.NONE.with("checkpoint_retained", "2").checkpoints()).isEmpty();
    assertThat(Locations.of("a/b")).isEqualTo(Path.of("a/b").toAbsolutePath().toUri());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SET paralelism = 3 | 1:5 unknown setting 'paralelism' (did you mean 'parallelism'?)",
        "SET parallelism = 0 | expected more than 0",
        "SET parallelism = 'many' | expected a whole number",
        "SET tick_interval = 'soon' | expected a duration",
        "SET allowed_lateness = '1 s' | is not supported yet",
        "SET state_ttl = '1 h' | is not supported yet",
        "SET checkpoint_guarantee = 'twice' | expected exactly_once or at_least_once, got 'twice'",
        "SET checkpoint_interval = '0 s' | expected more than 0",
      })
  void wrongSettings_areRefused(String text, String message) {
    assertThat(sql.errorText(text)).contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "connector='rowz' | 1:43 unknown connector 'rowz' (did you mean 'rows'?)",
        "connector='rows', limmit=3 | 1:51 unknown option 'limmit' for connector 'rows'",
        "connector='rows', format='jsn' | 1:58 unknown format 'jsn' (did you mean 'json'?)",
        "connector='rows', mode='twice' | 1:51 option 'mode' of connector 'rows'",
        "connector='rows', limit='x' | 1:51 option 'limit': expected a whole number",
        "connector='rows', bad_data='keep' | 1:51 option 'bad_data': expected 'fail'",
        "connector='rows', idle_time='x' | 1:51 option 'idle_time': expected a duration",
        "connector='rows', late_data='x' | 1:51 option 'late_data' is not supported yet",
        "connector='clock' | needs the option 'interval': time between ticks",
        "format='json' | needs the option 'connector'",
      })
  void wrongOptions_areRefusedWhereTheyStand(String options, String message) {
    assertThat(sql.errorText("CREATE TABLE t (a BIGINT) WITH (" + options + ")")).contains(message);
  }

  @Test
  void eventTime_isWhatTheTableSays() {
    String table = "CREATE TABLE t (a BIGINT, ts TIMESTAMP(3)%s) WITH (connector = 'rows'%s);";
    String query = "SELECT count(*) FROM t GROUP BY tumble(interval '1 s')";

    assertThat(sql.explain(table.formatted(", WATERMARK FOR ts", ""), query))
        .contains("event time ts, watermark ts");
    assertThat(
            sql.explain(
                table.formatted(", WATERMARK FOR ts AS ts - INTERVAL '5' SECOND", ""), query))
        .contains("watermark CAST(ts AS TIMESTAMP) - INTERVAL '00:00:05'");
    assertThat(sql.explain(table.formatted("", ", event_time_field = 'ts'"), query))
        .contains("INTERVAL '00:00:01'");
    assertThat(sql.explain(table.formatted("", ""), query)).contains("localtimestamp()");
  }

  @Test
  void eventTimeOfAnotherType_isRefusedWithTheRemedy() {
    assertThat(
            sql.errorText(
                "CREATE TABLE t (ts BIGINT, WATERMARK FOR ts) WITH (connector = 'rows');"
                    + " SELECT ts FROM t"))
        .startsWith("1:42 event time has to be a TIMESTAMP, 'ts' is BIGINT");
  }

  @Test
  void generatedColumns_areComputedWhenRead() {
    assertThat(
            sql.operators(
                "CREATE TABLE t (a BIGINT, b BIGINT GENERATED ALWAYS AS (a),"
                    + " c TEXT GENERATED ALWAYS AS (b)) WITH (connector = 'rows');",
                "SELECT c FROM t"))
        .containsExactly(
            "project: c = CAST(a AS TEXT)", "  scan: t (connector rows) reads a BIGINT");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "CREATE TABLE t (a BIGINT); CREATE TABLE t (a BIGINT) | 1:41 't' exists already",
        "CREATE TABLE t (a BIGINT, a TEXT) | 1:27 column 'a' is declared twice",
        "CREATE TABLE t (a BIGINT, PRIMARY KEY (b)) | the table has no column 'b'",
        "DROP VIEW v | there is no table 'v'",
        "CREATE TABLE t (a BIGINT); DROP VIEW t | 't' is a table: DROP TABLE",
        "CREATE VIEW v AS SELECT x FROM nowhere | 1:32 there is no table 'nowhere'",
        "CREATE TABLE t (a BIGINT METADATA FROM 'key') WITH (connector='rows') | METADATA FROM",
      })
  void wrongDeclarations_areRefused(String text, String message) {
    assertThat(sql.errorText(text)).contains(message);
  }
}
