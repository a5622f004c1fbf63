package dev.laminar.sql.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.apache.calcite.sql.SqlNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalTest {

  @ParameterizedTest
  @CsvSource({
    "10 s, PT10S",
    "10s, PT10S",
    "500 ms, PT0.5S",
    "5 us, PT0.000005S",
    "5 microseconds, PT0.000005S",
    "1 minute, PT1M",
    "2 minutes, PT2M",
    "1.5 hours, PT1H30M",
    "1 day 2 hours, P1DT2H",
    "1 day 02:03:04.5, P1DT2H3M4.5S",
    "00:05:00, PT5M",
    "-00:05:00, PT-5M",
    "12:30, PT12H30M",
    "2 weeks, P14D",
    "3 days ago, P-3D",
    "-3 days, P-3D",
    "+1 hour -1 minute, PT59M",
    "PT1M, PT1M",
    "pt1m30.5s, PT1M30.5S",
    "P1DT12H, P1DT12H",
    "P2W, P14D",
    "-PT1H, PT-1H",
    "P1D, P1D"
  })
  void lengthOfTime_isReadAsPostgresReadsIt(String text, Duration duration) {
    long micros = duration.getSeconds() * 1_000_000 + duration.getNano() / 1000;
    assertThat(Interval.parse(text)).isEqualTo(new Interval(0, micros));
  }

  @ParameterizedTest
  @CsvSource({
    "1 month, 1, 0",
    "1 mon, 1, 0",
    "1 year 2 months, 14, 0",
    "1-2, 14, 0",
    "-1-2, -14, 0",
    "1.5 years, 18, 0",
    "1 quarter, 3, 0",
    "1 decade, 120, 0",
    "P1Y2M, 14, 0",
    "P1M, 1, 0",
    "1 month 2 days, 1, 172800000000",
    "P1MT1M, 1, 60000000"
  })
  void calendarInterval_keepsItsMonths(String text, long months, long micros) {
    assertThat(Interval.parse(text)).isEqualTo(new Interval(months, micros));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "5",
        "-",
        "abc",
        "5 foo",
        "5 minutes x",
        "1 2 3",
        "P",
        "PT",
        "P1",
        "1:2:3:4",
        "0.5 months",
        "0.1 us",
        "99999999999999999999 days",
        "ago"
      })
  void noInterval_isRefused(String text) {
    assertThatThrownBy(() -> Interval.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "INTERVAL '1' MINUTE, INTERVAL '1' MINUTE, 0, 60000000",
        "interval '1' minutes, INTERVAL '1' MINUTE, 0, 60000000",
        "INTERVAL '90' SECOND, INTERVAL '90' SECOND, 0, 90000000",
        "INTERVAL '100' SECOND, INTERVAL '100' SECOND(3), 0, 100000000",
        "INTERVAL '120' SECOND, INTERVAL '2' MINUTE, 0, 120000000",
        "INTERVAL '1 day 2 hours', INTERVAL '26' HOUR, 0, 93600000000",
        "INTERVAL '500 ms', INTERVAL '0.5' SECOND, 0, 500000",
        "INTERVAL '1.5' SECOND(3), INTERVAL '1.5' SECOND, 0, 1500000",
        "INTERVAL '5 us', INTERVAL '00:00:00.000005', 0, 5",
        "INTERVAL -'1' DAY, INTERVAL -'1' DAY, 0, -86400000000",
        "INTERVAL '-1' DAY, INTERVAL -'1' DAY, 0, -86400000000",
        "INTERVAL - '1 hour', INTERVAL -'1' HOUR, 0, -3600000000",
        "INTERVAL 5 MINUTES, INTERVAL '5' MINUTE, 0, 300000000",
        "INTERVAL '0' SECOND, INTERVAL '0' SECOND, 0, 0",
        "INTERVAL '1' MONTH, INTERVAL '1' MONTH, 1, 0",
        "INTERVAL '24 months', INTERVAL '2' YEAR, 24, 0",
        "INTERVAL '1-2' YEAR TO MONTH, INTERVAL '14' MONTH, 14, 0",
        "INTERVAL '1 month 1 day', INTERVAL '1 months 24:00:00', 1, 86400000000",
        "INTERVAL '1:30' HOUR TO MINUTE, INTERVAL '90' MINUTE, 0, 5400000000",
        "INTERVAL '1 2:03:04' DAY TO SECOND, INTERVAL '93784' SECOND(5), 0, 93784000000",
        "INTERVAL '-1 00:00' DAY TO MINUTE, INTERVAL -'1' DAY, 0, -86400000000",
        "INTERVAL '1:02.5' MINUTE TO SECOND, INTERVAL '62.5' SECOND, 0, 62500000",
        "'1 hour'::interval, INTERVAL '1' HOUR, 0, 3600000000",
        "CAST('90 s' AS INTERVAL), INTERVAL '90' SECOND, 0, 90000000",
        "INTERVAL 'PT1M', INTERVAL '1' MINUTE, 0, 60000000",
        "INTERVAL '1000000 days', INTERVAL '1000000' DAY(7), 0, 86400000000000000"
      })
  void literal_carriesItsLength(String literal, String written, long months, long micros) {
    SqlNode node = Statements.parseExpression(literal);

    assertThat(Interval.of(node)).contains(new Interval(months, micros));
    assertThat(node).hasToString(written);
    assertThat(Interval.of(Statements.parseExpression(written)))
        .contains(new Interval(months, micros));
  }

  @Test
  void text_isReadBack() {
    for (Interval interval :
        new Interval[] {
          new Interval(14, -5), new Interval(0, 3_600_000_001L), new Interval(-1, 0), Interval.ZERO
        }) {
      assertThat(Interval.parse(interval.toString())).isEqualTo(interval);
    }
  }

  @Test
  void unitBehindAnInterval_isAnAlias() {
    assertThat(Statements.parseQuery("SELECT INTERVAL '1 hour' minute"))
        .hasToString("SELECT INTERVAL '1' HOUR AS `minute`");
  }

  @Test
  void wordInterval_isAlsoAName() {
    assertThat(Written.sql(Statements.parseQuery("SELECT interval, interval + 1 FROM interval")))
        .isEqualTo("SELECT \"interval\", (\"interval\" + 1) FROM \"interval\"");
  }
}
