package dev.laminar.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laminar.ErrorCode;
import dev.laminar.sql.fixture.Sql;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorTest {

  private static final String TABLES =
      "CREATE TABLE cars (id BIGINT, color TEXT, speed INTEGER, ts TIMESTAMP, tags TEXT[],"
          + " d STRUCT<name TEXT>, WATERMARK FOR ts) WITH (connector = 'rows');\n";

  private final Sql sql = new Sql();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT idd FROM cars | 2:8 there is no column 'idd' (did you mean 'id'?)",
        "SELECT c.colour FROM cars c | 2:8 there is no column 'colour' in 'c' (did you mean"
            + " 'color'?)",
        "SELECT x.id FROM cars | 2:8 there is no column 'x'",
        "SELECT d.nam FROM cars | 2:8 there is no field 'nam' (did you mean 'name'?)",
        "SELECT id.x FROM cars | 'x' is asked of a value of type BIGINT",
        "SELECT id FROM card | 2:16 there is no table 'card' (did you mean 'cars'?)",
        "SELECT uper(color) FROM cars | 2:8 there is no function uper; did you mean upper?",
        "SELECT upper(color, 1) FROM cars | 2:8 upper expects other arguments",
        "SELECT color + id FROM cars | 2:8 + expects other arguments",
        "SELECT id FROM cars WHERE speed | 2:27 WHERE expects a condition (BOOLEAN), got a value of"
            + " type INTEGER",
        "SELECT a.id FROM cars a JOIN cars b ON a.id = b.id WHERE speed > 1 | 2:58 column 'speed'"
            + " is ambiguous: a, b have it",
        "SELECT color, speed FROM cars GROUP BY color | 2:15 'speed' in the select list is neither"
            + " in GROUP BY nor inside an aggregate",
        "SELECT color FROM cars GROUP BY color HAVING speed > 1 | 2:46 'speed' in HAVING is neither"
            + " in GROUP BY",
        "SELECT * FROM cars GROUP BY color | 2:8 * has columns that are not in GROUP BY",
        "SELECT color, count(*) FROM cars GROUP BY 3 | 2:43 GROUP BY 3: the select list has"
            + " positions 1 to 2",
        "SELECT count(*) FROM cars WHERE count(*) > 1 | 2:33 aggregate count cannot be used in"
            + " WHERE; put the condition into HAVING",
        "SELECT sum(count(*)) FROM cars | 2:12 aggregate count cannot be used in another aggregate",
        "SELECT count(*) FROM cars GROUP BY count(*) | 2:36 aggregate count cannot be used in GROUP"
            + " BY",
        "SELECT tumble(interval '1 minute') FROM cars | 2:8 tumble(…) makes windows, and rows are"
            + " only put into windows by GROUP BY",
        "SELECT id FROM cars WHERE tumble(interval '1 minute') = 1 | 2:27 tumble(…) makes windows"
            + " and has to stand in GROUP BY, not in WHERE",
        "SELECT tumble(interval '2 s'), count(*) FROM cars GROUP BY tumble(interval '1 s') | 2:8"
            + " this window is another than the one in GROUP BY",
        "SELECT count(*) FROM cars GROUP BY tumble(interval '1 s'), tumble(interval '2 s') | GROUP"
            + " BY can have one window",
        "SELECT count(*) FROM cars GROUP BY hop(interval '10 s', interval '2 s') | 2:36 slide may"
            + " not be longer than size",
        "SELECT count(*) FROM cars GROUP BY tumble(interval '0 s') | 2:36 the size of a window has"
            + " to be longer than nothing",
        "SELECT count(*) FROM cars GROUP BY tumble(id) | tumble expects constant intervals",
        "SELECT count(*) FROM cars GROUP BY tumble() | 2:36 expected tumble(size[, offset]), got 0"
            + " arguments",
        "SELECT count(*) FROM cars GROUP BY hop(interval '1 month', interval '40 days') | have to"
            + " be both in months",
        "SELECT unnest(id) FROM cars | 2:8 unnest expects an array or a map, got a value of type"
            + " BIGINT",
        "SELECT id FROM cars WHERE unnest(tags) = 'x' | 2:27 unnest makes rows and can stand in the"
            + " select list or in FROM",
        "SELECT id FROM cars UNION ALL SELECT color FROM cars | UNION: column 1 ('id') is BIGINT in"
            + " one query and TEXT in another",
        "SELECT id FROM cars UNION ALL SELECT id, color FROM cars | UNION needs queries with the"
            + " same number of columns, got 1 and 2",
        "SELECT count(*) FROM TABLE(TUMBLE(TABLE cars, DESCRIPTOR(id), INTERVAL '1' SECOND)) GROUP"
            + " BY window_start, window_end | 2:58 'id' is not the event time, which is 'ts'",
        "SELECT id, window_end FROM TABLE(SESSION(TABLE cars, DESCRIPTOR(ts), INTERVAL '1' SECOND))"
            + " | a session window has its bounds only once it is grouped",
        "SELECT count(*) FROM (SELECT color, count(*) FROM cars GROUP BY color) AS t GROUP BY"
            + " tumble(interval '1 s') | tumble needs event time, which its input has lost",
        "SELECT id FROM cars ORDER BY id | 2:21 ORDER BY without LIMIT has no meaning",
        "SELECT id FROM cars LIMIT 3 | 2:27 LIMIT is not supported here",
        "SELECT row_number() OVER (ORDER BY id) FROM cars | 2:8 OVER is not supported here",
        "SELECT id FROM cars WHERE EXISTS (SELECT 1 FROM cars) | EXISTS (query) is not supported"
            + " here",
        "SELECT id FROM cars WHERE id NOT IN (SELECT id FROM cars) | IN (query) inside an"
            + " expression is not supported here",
        "SELECT id FROM cars INTERSECT SELECT id FROM cars | INTERSECT is not supported here",
        "SELECT CAST(id AS STRUCT<a BIGINT>) FROM cars | a value of type BIGINT cannot be cast to"
            + " STRUCT<a BIGINT>",
        "SELECT id FROM cars GROUP BY ROLLUP (id) | ROLLUP is not supported here",
        "SELECT upper(DISTINCT color) FROM cars | 2:8 DISTINCT belongs to aggregates",
        "VALUES (1, 2), (3) | all rows of VALUES have as many values as the first, which has 2",
      })
  void whatIsWrong_isSaidWhereItStands(String query, String message) {
    assertThat(sql.errorText(TABLES + query)).contains(message);
  }

  @Test
  void noSql_isASyntaxErrorWithItsPlace() {
    assertThat(sql.error("SELECT id\nFRM cars").code()).isEqualTo(ErrorCode.SYNTAX);
    assertThat(sql.error("SELECT id\nFRM cars").line()).isEqualTo(2);
  }
}
