package dev.laminar.sql.parser;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeNameTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "boolean | BOOLEAN",
        "bool | BOOLEAN",
        "tinyint | TINYINT",
        "int2 | SMALLINT",
        "int | INTEGER",
        "INT4 | INTEGER",
        "int8 | BIGINT",
        "bigint unsigned | BIGINT UNSIGNED",
        "INT UNSIGNED | INTEGER UNSIGNED",
        "float | FLOAT",
        "real | FLOAT",
        "float4 | FLOAT",
        "float(24) | FLOAT",
        "float(25) | DOUBLE",
        "float8 | DOUBLE",
        "double | DOUBLE",
        "double precision | DOUBLE",
        "decimal | DECIMAL",
        "numeric(10) | DECIMAL(10, 0)",
        "dec(38, 9) | DECIMAL(38, 9)",
        "text | TEXT",
        "string | TEXT",
        "varchar | TEXT",
        "varchar(10) | VARCHAR(10)",
        "character varying(10) | VARCHAR(10)",
        "char(1) | VARCHAR(1)",
        "bytea | BYTEA",
        "bytes | BYTEA",
        "binary(16) | VARBINARY(16)",
        "varbinary | BYTEA",
        "date | DATE",
        "time | TIME",
        "time(3) without time zone | TIME(3)",
        "timestamp | TIMESTAMP",
        "timestamp(9) | TIMESTAMP(9)",
        "timestamp without time zone | TIMESTAMP",
        "timestamp(3) with time zone | TIMESTAMP(3) WITH TIME ZONE",
        "timestamp with local time zone | TIMESTAMP WITH TIME ZONE",
        "timestamptz(6) | TIMESTAMP(6) WITH TIME ZONE",
        "interval | INTERVAL",
        "interval day to second(3) | INTERVAL",
        "interval year | INTERVAL",
        "json | JSON",
        "jsonb | JSON",
        "int[] | INTEGER[]",
        "int[][] | INTEGER[][]",
        "int array | INTEGER[]",
        "array<int> | INTEGER[]",
        "array<array<text>> | TEXT[][]",
        "map<text, int> | MAP<TEXT, INTEGER>",
        "map<text, map<text, decimal(3,1)>>[] | MAP<TEXT, MAP<TEXT, DECIMAL(3, 1)>>[]",
        "struct<a int, b text not null> | STRUCT<\"a\" INTEGER, \"b\" TEXT NOT NULL>",
        "row(a int, \"b c\" array<struct<end timestamp>>) | STRUCT<\"a\" INTEGER, \"b c\""
            + " STRUCT<\"end\" TIMESTAMP>[]>",
        "struct<a: int, b: text> | STRUCT<\"a\" INTEGER, \"b\" TEXT>"
      })
  void everySpelling_isReadAsOneType(String text, String written) {
    TypeName type = Statements.parseType(text);

    assertThat(type).hasToString(written);
    assertThat(Statements.parseType(type.toString())).isEqualTo(type);
    SqlCall cast = (SqlCall) Statements.parseExpression("CAST(x AS " + text + ")");
    SqlDataTypeSpec spec = cast.operand(1);
    assertThat(((TypeNameSpec) spec.getTypeNameSpec()).name()).isEqualTo(type);
    assertThat(Statements.parseExpression("x::" + text)).hasToString(cast.toString());
  }
}
