package dev.laminar.sql.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Properties;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the parser makes is what Calcite's validator takes. */
class ValidationTest {
  private final JavaTypeFactoryImpl types = new JavaTypeFactoryImpl();

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '~',
      value = {
        "SELECT user, (end), t.offset, start FROM t @ RecordType(VARCHAR user, INTEGER end, INTEGER"
            + " offset, TIMESTAMP(0) start)",
        "SELECT offset::bigint AS x, CAST(user AS DECIMAL(10, 2)) AS y FROM t @ RecordType(BIGINT"
            + " x, DECIMAL(10, 2) y)",
        "SELECT CAST(offset AS BIGINT UNSIGNED) AS x, user::text AS y FROM t @ RecordType(BIGINT"
            + " UNSIGNED x, VARCHAR y)",
        "SELECT start + INTERVAL '100 minutes' AS x FROM t @ RecordType(TIMESTAMP(0) x)",
        "SELECT start + INTERVAL '1 month' AS x, start - INTERVAL '0.5 s' AS y FROM t @"
            + " RecordType(TIMESTAMP(0) x, TIMESTAMP(0) y)",
        "SELECT user || 'x' AS x, offset % 2 AS y, offset <=> 1 AS z FROM t @ RecordType(VARCHAR x,"
            + " INTEGER y, BOOLEAN z)",
        "SELECT count(*) AS count, max(offset) AS max FROM t GROUP BY user @ RecordType(BIGINT"
            + " count, INTEGER max)",
        "SELECT extract(epoch FROM start) AS x, floor(start TO DAY) AS y FROM t @ RecordType(BIGINT"
            + " x, TIMESTAMP(0) y)",
        "SELECT trim(user) AS x, substring(user FROM 1 FOR 2) AS y FROM t @ RecordType(VARCHAR x,"
            + " VARCHAR y)",
        "SELECT TIMESTAMP '2020-01-01T00:00:00Z' AS x, DATE '2020-01-01' AS y FROM t @"
            + " RecordType(TIMESTAMP(0) x, DATE y)",
        "SELECT current_date AS x, CURRENT_TIMESTAMP AS y FROM t @ RecordType(DATE x, TIMESTAMP(0)"
            + " y)",
        "SELECT end FROM t WHERE EXISTS (SELECT 1 FROM t AS u WHERE u.end = t.end) @"
            + " RecordType(INTEGER end)",
        "SELECT * FROM TABLE(TUMBLE(TABLE t, DESCRIPTOR(start), INTERVAL '1' MINUTE)) @"
            + " RecordType(VARCHAR user, INTEGER offset, INTEGER end, TIMESTAMP(0) start,"
            + " TIMESTAMP(0) window_start, TIMESTAMP(0) window_end)",
        "SELECT a.end FROM t AS a ASOF JOIN t AS b ON a.end = b.end AND a.start >= b.start @"
            + " RecordType(INTEGER end)",
        "SELECT * FROM t LEFT ANTI JOIN t AS u ON t.end = u.end @ RecordType(VARCHAR user, INTEGER"
            + " offset, INTEGER end, TIMESTAMP(0) start)",
        "SELECT * EXCLUDE (user, start) FROM t @ RecordType(INTEGER offset, INTEGER end)"
      })
  void query_isValid(String text, String rowType) {
    SqlValidator validator = validator();
    SqlNode query = validator.validate(Statements.parseQuery(text));

    assertThat(validator.getValidatedNodeType(query).toString()).isEqualTo(rowType);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ARRAY<MAP<TEXT, DOUBLE>> | (VARCHAR, DOUBLE) MAP ARRAY",
        "STRUCT<a INT NOT NULL, b BYTEA> | RecordType(INTEGER a, VARBINARY b)",
        "FLOAT | REAL",
        "JSON | VARCHAR",
        "INTERVAL | INTERVAL DAY TO SECOND",
        "TIMESTAMP(3) WITH TIME ZONE | TIMESTAMP_WITH_LOCAL_TIME_ZONE(3)",
        "TIME(3) | TIME(3)",
        "VARCHAR(5) | VARCHAR(5)",
        "DECIMAL(4) | DECIMAL(4, 0)"
      })
  void typeName_hasAStandardType(String name, String type) {
    TypeName parsed = Statements.parseType(name);
    assertThat(StandardTypes.of(parsed, types)).hasToString(type);
  }

  private SqlValidator validator() {
    CalciteSchema root = CalciteSchema.createRootSchema(false);
    root.add(
        "t",
        new AbstractTable() {
          @Override
          public RelDataType getRowType(RelDataTypeFactory factory) {
            return factory
                .builder()
                .add("user", SqlTypeName.VARCHAR)
                .add("offset", SqlTypeName.INTEGER)
                .add("end", SqlTypeName.INTEGER)
                .add("start", SqlTypeName.TIMESTAMP)
                .build();
          }
        });
    Properties properties = new Properties();
    properties.setProperty("caseSensitive", "false");
    CalciteCatalogReader catalog =
        new CalciteCatalogReader(
            root, List.of(), types, new CalciteConnectionConfigImpl(properties));
    return SqlValidatorUtil.newValidator(
        SqlStdOperatorTable.instance(),
        catalog,
        types,
        SqlValidator.Config.DEFAULT.withConformance(SqlConformanceEnum.BABEL));
  }
}
