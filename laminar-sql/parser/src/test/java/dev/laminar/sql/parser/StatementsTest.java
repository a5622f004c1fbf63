package dev.laminar.sql.parser;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.math.BigDecimal;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlSelect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "\n\t\r\n", ";", " ; ;; ", "-- nothing", "/* /* */ */;// x", "\ufeff"})
  void emptyText_hasNoStatements(String text) {
    assertThat(Statements.parse(text)).isEmpty();
  }

  @Test
  void severalStatements_eachKnowWhereTheyStand() {
    String text =
        """
        SET a = 1;
        -- a comment; with a semicolon
        CREATE VIEW v AS
          SELECT ';' FROM t; /* ; */ SHOW TABLES ;
        """;

    List<Statement> statements = Statements.parse(text);

    assertThat(statements)
        .extracting(Statement::text)
        .containsExactly("SET a = 1", "CREATE VIEW v AS\n  SELECT ';' FROM t", "SHOW TABLES");
    assertThat(statements)
        .extracting(Statement::span)
        .containsExactly(new Span(1, 1, 1, 9), new Span(3, 1, 4, 19), new Span(4, 30, 4, 40));
  }

  @Test
  void positionsOfAQuery_countFromTheBeginningOfTheText() {
    Statement.Query query =
        (Statement.Query) Statements.parse("SET a = 1;\n\nSELECT\n  x + yy\nFROM t").get(1);

    SqlSelect select = (SqlSelect) query.query();
    assertThat(Span.of(select.getSelectList().get(0))).isEqualTo(new Span(4, 3, 4, 8));
    assertThat(Span.of(requireNonNull(select.getFrom()))).isEqualTo(new Span(5, 6, 5, 6));
  }

  @Test
  void createTable_hasItsColumnsInOrder() {
    Statement.CreateTable table =
        one(
            Statement.CreateTable.class,
            """
            CREATE TABLE IF NOT EXISTS s.Cars (
              timestamp TIMESTAMP(3) NOT NULL,
              "User" TEXT NULL,
              total DOUBLE GENERATED ALWAYS AS (price * (1 + tax)) STORED NOT NULL,
              hour GENERATED ALWAYS AS (extract(hour FROM timestamp)) VIRTUAL,
              double AS price * 2,
              part INT METADATA FROM 'partition',
              offset BIGINT METADATA,
              xs INT[],
              WATERMARK FOR timestamp AS timestamp - INTERVAL '5 s',
              PRIMARY KEY ("User", part) NOT ENFORCED
            )
            """);

    assertThat(table.name().names).containsExactly("s", "Cars");
    assertThat(table.ifNotExists()).isTrue();
    assertThat(table.columns())
        .extracting(column -> column.name().getSimple() + " " + column.type())
        .containsExactly(
            "timestamp TIMESTAMP(3)",
            "User TEXT",
            "total DOUBLE",
            "hour null",
            "double null",
            "part INTEGER",
            "offset BIGINT",
            "xs INTEGER[]");
    assertThat(table.columns())
        .extracting(Column::notNull)
        .containsExactly(true, false, true, false, false, false, false, false);
    assertThat(table.columns())
        .extracting(column -> origin(column.origin()))
        .containsExactly(
            "stored",
            "stored",
            "`price` * (1 + `tax`) STORED",
            "EXTRACT(HOUR FROM `timestamp`)",
            "`price` * 2",
            "metadata partition",
            "metadata offset",
            "stored");
    assertThat(table.columns().getFirst().typeSpan()).isEqualTo(new Span(2, 13, 2, 24));
    assertThat(table.primaryKey()).hasToString("[User, part]");
    assertThat(table.options()).isEmpty();
    assertThat(table.query()).isNull();
    Watermark watermark = table.watermark().orElseThrow();
    assertThat(watermark.column()).hasToString("timestamp");
    assertThat(watermark.expression()).hasToString("`timestamp` - INTERVAL '5' SECOND");
    assertThat(watermark.span()).isEqualTo(new Span(10, 3, 10, 55));
  }

  @Test
  void primaryKeyOfAColumn_isNotNull() {
    Statement.CreateTable table =
        one(Statement.CreateTable.class, "CREATE TABLE t (id INT PRIMARY KEY, WATERMARK FOR ts)");

    assertThat(table.columns().getFirst().notNull()).isTrue();
    assertThat(table.primaryKey()).hasToString("[id]");
    assertThat(table.watermark().orElseThrow().expression()).isNull();
  }

  @Test
  void options_keepTheirKinds() {
    Statement.CreateTable table =
        one(
            Statement.CreateTable.class,
            """
            CREATE TABLE t WITH (connector = 'kafka', 'bootstrap.servers' = 'a:1,b:2', json.schema = TRUE,
              "n" = -1.50, e = 1e3, format = json, gap = INTERVAL '5' MINUTE, topic-name = 'it''s')
            AS SELECT * FROM u
            """);

    assertThat(table.options())
        .extracting(Option::key)
        .containsExactly(
            "connector",
            "bootstrap.servers",
            "json.schema",
            "n",
            "e",
            "format",
            "gap",
            "topic-name");
    assertThat(table.options())
        .extracting(option -> option.value().asText())
        .containsExactly("kafka", "a:1,b:2", "true", "-1.50", "1000", "json", "00:05:00", "it's");
    assertThat(table.options().get(2).value()).isInstanceOf(OptionValue.Bool.class);
    assertThat(table.options().get(3).value())
        .asInstanceOf(type(OptionValue.Numeric.class))
        .extracting(OptionValue.Numeric::value)
        .isEqualTo(new BigDecimal("-1.50"));
    assertThat(table.options().get(6).value())
        .asInstanceOf(type(OptionValue.Duration.class))
        .extracting(OptionValue.Duration::value)
        .isEqualTo(new Interval(0, 300_000_000));
    assertThat(table.options().getFirst().keySpan()).isEqualTo(new Span(1, 22, 1, 30));
    assertThat(table.query()).hasToString("SELECT *\nFROM `u`");
  }

  @Test
  void createView_mayNameItsColumns() {
    Statement.CreateView view =
        one(Statement.CreateView.class, "CREATE OR REPLACE VIEW v (a, \"b c\") AS (SELECT 1, 2)");

    assertThat(view.orReplace()).isTrue();
    assertThat(view.columns()).extracting(SqlIdentifier::getSimple).containsExactly("a", "b c");
  }

  @Test
  void createFunction_keepsItsBodyAsItIs() {
    Statement.CreateFunction function =
        one(
            Statement.CreateFunction.class,
            """
            CREATE FUNCTION parse(line TEXT, n BIGINT UNSIGNED, INT ARRAY) RETURNS STRUCT<a INT>
            LANGUAGE Java AS $body$
              return "$$;'";
            $body$ WITH (deterministic = false)
            """);

    assertThat(function.parameters())
        .extracting(parameter -> parameter.name() + " " + parameter.type())
        .containsExactly("line TEXT", "n BIGINT UNSIGNED", "null INTEGER[]");
    assertThat(function.returns()).hasToString("STRUCT<\"a\" INTEGER>");
    assertThat(function.language()).isEqualTo("java");
    assertThat(function.body()).isEqualTo("\n  return \"$$;'\";\n");
    assertThat(function.bodySpan()).isEqualTo(new Span(2, 18, 4, 6));
    assertThat(function.options()).hasSize(1);
  }

  @Test
  void insert_takesColumnsAndAnyQuery() {
    assertThat(one(Statement.InsertInto.class, "INSERT INTO t (a, b) VALUES (1, 2), (3, 4)"))
        .satisfies(insert -> assertThat(insert.columns()).hasToString("[a, b]"))
        .satisfies(insert -> assertThat(insert.table()).hasToString("t"));
    assertThat(one(Statement.InsertInto.class, "INSERT INTO t ((SELECT 1) UNION ALL (SELECT 2))"))
        .satisfies(insert -> assertThat(insert.columns()).isEmpty());
    assertThat(one(Statement.InsertInto.class, "INSERT INTO t WITH a AS (SELECT 1) TABLE a"))
        .satisfies(insert -> assertThat(insert.columns()).isEmpty());
  }

  @Test
  void set_takesQuotedAndBareValues() {
    assertThat(setting("SET parallelism = 4")).isEqualTo("parallelism=4");
    assertThat(setting("SET state_ttl = '1 hour'")).isEqualTo("state_ttl=1 hour");
    assertThat(setting("SET state_ttl TO 1 hour")).isEqualTo("state_ttl=1 hour");
    assertThat(setting("SET a.\"b\".c = INTERVAL '1' MINUTE")).isEqualTo("a.b.c=00:01:00");
    assertThat(setting("SET 'a.b' = on")).isEqualTo("a.b=on");
    assertThat(setting("SET x = -1.5")).isEqualTo("x=-1.5");
  }

  @Test
  void explain_holdsTheStatement() {
    Statement.Explain explain = one(Statement.Explain.class, "EXPLAIN INSERT INTO t SELECT 1");

    assertThat(explain.statement()).isInstanceOf(Statement.InsertInto.class);
    assertThat(explain.statement().span()).isEqualTo(new Span(1, 9, 1, 30));
    assertThat(explain.statement().text()).isEqualTo("INSERT INTO t SELECT 1");
  }

  @Test
  void dropShowDescribe_sayWhat() {
    assertThat(one(Statement.Drop.class, "drop view if exists a.b"))
        .satisfies(drop -> assertThat(drop.target()).isEqualTo(Statement.Drop.Target.VIEW))
        .satisfies(drop -> assertThat(drop.ifExists()).isTrue())
        .satisfies(drop -> assertThat(drop.name()).hasToString("a.b"));
    assertThat(one(Statement.Show.class, "SHOW CONNECTORS").topic())
        .isEqualTo(Statement.Show.Topic.CONNECTORS);
    assertThat(one(Statement.Describe.class, "DESCRIBE `my table`").name()).hasToString("my table");
  }

  @Test
  void strings_areUnescaped() {
    assertThat(Statements.parseExpression("'it''s'")).hasToString("'it''s'");
    assertThat(Statements.parseExpression("E'a\\n\\'\\u00e9\\x41'")).hasToString("'a\n''éA'");
    assertThat(Statements.parseExpression("$$it's$$")).hasToString("'it''s'");
    assertThat(Statements.parseExpression("$x$ $$ $x$")).hasToString("' $$ '");
  }

  @Test
  void matchRecognize_takesSubsets() {
    String query =
        "SELECT * FROM t MATCH_RECOGNIZE (ORDER BY ts MEASURES u.x AS x PATTERN (A B)"
            + " SUBSET u = (A, B) DEFINE B AS TRUE)";
    assertThat(Statements.parseQuery(query).toString()).contains("SUBSET `u` = (`A`, `B`)");
  }

  private static String setting(String text) {
    Statement.SetOption set = one(Statement.SetOption.class, text);
    return set.name() + "=" + set.value().asText();
  }

  private static String origin(Column.Origin origin) {
    return switch (origin) {
      case Column.Stored() -> "stored";
      case Column.Generated(var expression, boolean stored) ->
          expression + (stored ? " STORED" : "");
      case Column.Metadata(String key, Span ignored) -> "metadata " + key;
    };
  }

  private static <T extends Statement> T one(Class<T> kind, String text) {
    List<Statement> statements = Statements.parse(text);
    assertThat(statements).hasSize(1);
    return kind.cast(statements.getFirst());
  }
}
