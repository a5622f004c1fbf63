package dev.laminar.internal.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What expressions give, case by case; each is evaluated in every way (see Evaluation). */
class SemanticsTest {

  private static final char BAR = '¦';

  @ParameterizedTest
  @CsvSource(
      delimiter = BAR,
      quoteCharacter = '`',
      value = {
        "9223372036854775807 + 1 ¦ error: number out of range: 9223372036854775807 + 1 does not fit"
            + " BIGINT",
        "2147483647 + 1 ¦ error: number out of range: 2147483647 + 1 does not fit INTEGER",
        "127::tinyint + 1::tinyint ¦ error: number out of range: 127 + 1 does not fit TINYINT",
        "200::utinyint + 100::utinyint ¦ error: number out of range: 200 + 100 does not fit TINYINT"
            + " UNSIGNED",
        "'18446744073709551615'::ubigint + '1'::ubigint ¦ error: number out of range:"
            + " 18446744073709551615 + 1 does not fit BIGINT UNSIGNED",
        "'18446744073709551615'::ubigint / '2'::ubigint ¦ 9223372036854775807",
        "'18446744073709551615'::ubigint > '1'::ubigint ¦ true",
        "'18446744073709551615'::ubigint::decimal(20, 0) ¦ 18446744073709551615",
        "1 / 0 ¦ error: division by zero",
        "1.0 / 0 ¦ error: division by zero",
        "1e0 / 0 ¦ error: division by zero",
        "-7 / 2 ¦ -3",
        "-7 % 2 ¦ -1",
        "7 / 2.0 ¦ 3.500000",
        "1 / 3.0 ¦ 0.333333",
        "0.1 + 0.2 ¦ 0.3",
        "12345678901234567.89 * 1000.001 ¦ 12345691246913469124.56789",
        "99999999999999999999999999999999999999 + 1 ¦ error: number out of range: it has more than"
            + " 38 digits",
        "12345678901234567890.5 - 0.7 ¦ 12345678901234567889.8",
        "12345678901234567890 % 7 ¦ 1",
        "-2.5::decimal(2, 1)::integer ¦ -3",
        "2.5e0::integer ¦ 2",
        "3.5e0::integer ¦ 4",
        "300::tinyint ¦ error: number out of range: 300 does not fit TINYINT",
        "1e300 * 1e10 ¦ Infinity",
        "1e20::double ¦ 1e+20",
        "0.0001e0 ¦ 0.0001",
        "0.00001e0 ¦ 1e-05",
        "123456789012345e0 ¦ 123456789012345",
        "0.1::float ¦ 0.1",
        "'NaN'::double = 'NaN'::double ¦ true",
        "'NaN'::double > 1e308 ¦ true",
        "greatest(1e0, 'NaN'::double) ¦ NaN",
        "-0e0 = 0e0 ¦ true",
        "NULL + 1 ¦ NULL",
        "NULL = NULL ¦ NULL",
        "NULL OR TRUE ¦ true",
        "NULL AND FALSE ¦ false",
        "NOT NULL ¦ NULL",
        "1 IN (2, NULL) ¦ NULL",
        "1 IN (1, NULL) ¦ true",
        "2 BETWEEN 1 AND 3 ¦ true",
        "'é' > 'z' ¦ true",
        "'abc' < 'abcd' ¦ true",
        "1 = 1.0 ¦ true",
        "1 = 1e0 ¦ true",
        "1 << 31 ¦ -2147483648",
        "round(-2.5) ¦ -3",
        "round(2.5e0) ¦ 2",
        "round(1234.567, -2) ¦ 1200",
        "round(1250, -2) ¦ 1300",
        "ceil(2.1::decimal(38, 2)) ¦ 3",
        "sqrt(-1) ¦ error: sqrt expects no negative number, got -1.0",
        "ln(0) ¦ error: a logarithm expects a number above zero, got 0.0",
        "width_bucket(5, 10, 0, 5) ¦ 3",
        "gcd(0, 0) ¦ 0",
      })
  void numbers(String sql, String expected) {
    assertThat(Evaluation.text(sql)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = BAR,
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = true,
      value = {
        "'a' || NULL ¦ NULL",
        "concat('a', NULL, 'b') ¦ ab",
        "concat(NULL, NULL) || '.' ¦ .",
        "concat_ws('-', NULL, 'a', NULL, 'b') ¦ a-b",
        "concat_ws(NULL, 'a', 'b') ¦ NULL",
        "substring('hello', 0, 3) ¦ he",
        "substring('hello', -2) ¦ hello",
        "substring('hello', 2, 100) ¦ ello",
        "substring('日本語', 2, 1) ¦ 本",
        "substring('foobar', 'o(.)b') ¦ o",
        "substring('x', 1, -1) ¦ error: substring expects a length of at least 0, got -1",
        "left('日本語', -1) ¦ 日本",
        "right('日本語', -1) ¦ 本語",
        "trim('xyabcyx', 'xy') ¦ abc",
        "lpad('日本', 4, 'ab') ¦ ab日本",
        "lpad('abc', 2) ¦ ab",
        "replace('aaa', 'aa', 'b') ¦ ba",
        "replace('abc', '', 'x') ¦ abc",
        "position('' , 'abc') ¦ 1",
        "position('本', '日本語') ¦ 2",
        "split_part('a,b,c', ',', -1) ¦ c",
        "split_part('a,b,c', ',', 9) || '.' ¦ .",
        "split_part('a', ',', 0) ¦ error: split_part expects a field from 1 on, or a negative one,"
            + " got 0",
        "initcap('o''neil mc-donald') ¦ O'Neil Mc-Donald",
        "reverse('日本a') ¦ a本日",
        "repeat('ab', 0) || '.' ¦ .",
        "overlay('abcdef', '..', 3) ¦ ab..ef",
        "'abc' LIKE 'abc' ¦ true",
        "'abc' LIKE '%' ¦ true",
        "'' LIKE '%' ¦ true",
        "'' LIKE '_' ¦ false",
        "'日本' LIKE '_本' ¦ true",
        "'日本' LIKE '__' ¦ true",
        "'abcabc' LIKE '%b_a%c' ¦ true",
        "'aab' LIKE '%ab' ¦ true",
        "'a' LIKE '%a%a%' ¦ false",
        "'aa' LIKE '%a_' ¦ true",
        "'a%b' LIKE 'a\\%b' ¦ true",
        "'axb' LIKE 'a\\%b' ¦ false",
        "like('a%b', 'a!%b', '!') ¦ true",
        "'ÄB' ILIKE 'äb' ¦ true",
        "'abc' ~ '^b' ¦ false",
        "'abcd' SIMILAR TO 'a(b|c)%' ¦ true",
        "regexp_replace('abcabc', 'b', 'X', 'g') ¦ aXcaXc",
        "regexp_replace('abc', '(a)(b)', '\\2\\1$') ¦ ba$c",
        "regexp_replace('ABC', 'b', 'x', 'i') ¦ AxC",
        "regexp_extract('a=1', 'b=(.)', 1) ¦ NULL",
        "regexp_extract('a=1', 'a=(.)', 2) ¦ error: the regular expression has 1 groups, not 2",
        "chr(0) ¦ error: chr expects the code point of a character, got 0",
        "chr(128512) ¦ 😀",
        "ascii('😀') ¦ 128512",
        "md5('') ¦ d41d8cd98f00b204e9800998ecf8427e",
        "decode('zz', 'hex')::text ¦ error: not encoded as hex: 'zz'",
        "'\\x6162'::bytea::text ¦ \\x6162",
        "to_hex(-1::bigint) ¦ ffffffffffffffff",
        "split('', ',') ¦ {}",
        "split('a b', ' ') ¦ {a,b}",
        "url_extract_parameter('http://h/?a=1', 'b') ¦ NULL",
      })
  void texts(String sql, String expected) {
    assertThat(Evaluation.text(sql)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = BAR,
      quoteCharacter = '`',
      value = {
        "'2024-05-06T07:08:09Z'::timestamp ¦ 2024-05-06 07:08:09",
        "'2024-05-06T07:08:09.123456789+02:00'::timestamp ¦ 2024-05-06 05:08:09.123456",
        "'2024-05-06 07:08:09.123456789'::nanos ¦ 2024-05-06 07:08:09.123456789",
        "'2024-05-06'::timestamp ¦ 2024-05-06 00:00:00",
        "'1969-12-31 23:59:59.5'::timestamp ¦ 1969-12-31 23:59:59.5",
        "try_cast('2024-02-30' AS DATE) ¦ NULL",
        "try_cast('2024-02-29 25:00:00' AS TIMESTAMP) ¦ NULL",
        "DATE '2024-02-29' + 1 ¦ 2024-03-01",
        "DATE '2024-01-31' + INTERVAL '1' MONTH ¦ 2024-02-29 00:00:00",
        "DATE '2024-03-31' - INTERVAL '1' MONTH ¦ 2024-02-29 00:00:00",
        "TIMESTAMP '2024-02-29 12:00:00' + INTERVAL '1' YEAR ¦ 2025-02-28 12:00:00",
        "TIMESTAMP '2024-01-01 00:00:00' - INTERVAL '1 hour 30 minutes' ¦ 2023-12-31 22:30:00",
        "TIMESTAMP '2024-01-02 00:00:00' - TIMESTAMP '2024-01-01 12:00:00' ¦ 12:00:00",
        "TIMESTAMP '2024-01-01 00:00:00' + '1 day' ¦ 2024-01-02 00:00:00",
        "INTERVAL '1 day' * 1.5 ¦ 1 day 12:00:00",
        "INTERVAL '1 day' / 2 ¦ 12:00:00",
        "-(INTERVAL '90 minutes') ¦ -01:30:00",
        "TIME '23:00:00' + INTERVAL '2 hours' ¦ 01:00:00",
        "EXTRACT(epoch FROM TIMESTAMP '1970-01-01 00:00:01.5') ¦ 1.500000",
        "EXTRACT(second FROM TIMESTAMP '1970-01-01 00:00:01.5') ¦ 1.500000",
        "EXTRACT(millisecond FROM TIMESTAMP '1970-01-01 00:00:01.5') ¦ 1500.000",
        "EXTRACT(microsecond FROM TIMESTAMP '1970-01-01 00:00:01.5') ¦ 1500000",
        "EXTRACT(dow FROM DATE '2024-05-05') ¦ 0",
        "EXTRACT(isodow FROM DATE '2024-05-05') ¦ 7",
        "EXTRACT(week FROM DATE '2021-01-03') ¦ 53",
        "EXTRACT(isoyear FROM DATE '2021-01-03') ¦ 2020",
        "EXTRACT(week FROM DATE '2024-12-30') ¦ 1",
        "EXTRACT(doy FROM DATE '2024-12-31') ¦ 366",
        "EXTRACT(century FROM DATE '2000-12-31') ¦ 20",
        "EXTRACT(century FROM DATE '2001-01-01') ¦ 21",
        "EXTRACT(hour FROM TIMESTAMP '1969-12-31 23:59:59') ¦ 23",
        "EXTRACT(day FROM INTERVAL '3 days 4 hours') ¦ 3",
        "EXTRACT(year FROM INTERVAL '30' MONTH) ¦ 2",
        "date_trunc('week', TIMESTAMP '2024-05-05 10:00:00') ¦ 2024-04-29 00:00:00",
        "date_trunc('quarter', TIMESTAMP '2024-05-05 10:00:00') ¦ 2024-04-01 00:00:00",
        "date_trunc('decade', TIMESTAMP '2024-05-05 10:00:00') ¦ 2020-01-01 00:00:00",
        "date_trunc('hour', TIMESTAMP '1969-12-31 23:30:00') ¦ 1969-12-31 23:00:00",
        "date_bin(INTERVAL '1 hour', TIMESTAMP '1969-12-31 23:30:00') ¦ 1969-12-31 23:00:00",
        "timezone('Europe/Berlin', TIMESTAMPTZ '2024-01-01 12:00:00Z') ¦ 2024-01-01 13:00:00",
        "to_timestamp(1.5e0) ¦ 1970-01-01 00:00:01.5",
        "to_timestamp('2024-13-01', 'YYYY-MM-DD') ¦ error: expected a time like 'YYYY-MM-DD', got"
            + " '2024-13-01'",
        "to_timestamp('12/May/2024 01:02:03 PM', 'DD/Mon/YYYY HH:MI:SS AM') ¦ 2024-05-12 13:02:03",
        "to_timestamp('20240506070809', 'YYYYMMDDHH24MISS') ¦ 2024-05-06 07:08:09",
        "to_char(TIMESTAMP '2024-05-06 17:08:09.012345', 'YYYY-MM-DD\"T\"HH12:MI:SS.MS pm') ¦"
            + " 2024-05-06T05:08:09.012 pm",
        "to_char(DATE '2024-05-06', 'FMMonth FMDD, IYYY-IW Q') ¦ May 6, 2024-19 2",
        "date_format(TIMESTAMP '2024-05-06 17:08:09.012', 'EEE d MMM yy HH:mm:ss.SSS') ¦ Mon 6 May"
            + " 24 17:08:09.012",
        "make_date(2023, 2, 29) ¦ error: no date: year 2023, month 2, day 29",
        "timestampdiff('month', TIMESTAMP '2024-01-31 00:00:00', TIMESTAMP '2024-02-29 00:00:00') ¦"
            + " 1",
        "timestampdiff('month', TIMESTAMP '2024-03-15 00:00:00', TIMESTAMP '2024-01-16 00:00:00') ¦"
            + " -1",
        "INTERVAL 'P1DT2H3M4.5S' ¦ 1 day 02:03:04.5",
        "'1 year 2 months'::months ¦ 1 year 2 mons",
        "now() ¦ 2026-01-02 03:04:05.678901+00",
        "current_date() ¦ 2026-01-02",
        "DATE '2024-01-01' = TIMESTAMP '2024-01-01 00:00:00' ¦ true",
        "TIMESTAMP '2024-01-01 00:00:00' >= '2023-12-31' ¦ true",
      })
  void times(String sql, String expected) {
    assertThat(Evaluation.text(sql)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = BAR,
      quoteCharacter = '`',
      value = {
        "'{\"a\": null}'::json -> 'a' ¦ null",
        "'{\"a\": null}'::json ->> 'a' ¦ NULL",
        "'{\"b\": 1}'::json -> 'a' ¦ NULL",
        "'[1, 2]'::json -> 'a' ¦ NULL",
        "'[1, 2, 3]'::json -> -1 ¦ 3",
        "'[1, 2, 3]'::json ->> 5 ¦ NULL",
        "'{\"a\\u0062\": 1}'::json -> 'ab' ¦ 1",
        "'{\"x\": {\"a\": 2}, \"a\": 1}'::json -> 'a' ¦ 1",
        "'{\"a\": \"q\\\"\\n\\u00e9\"}'::json ->> 'a' = concat('q\"', chr(10), 'é') ¦ true",
        "'{\"a\": }'::json ¦ error: malformed JSON at byte 7",
        "'{\"a\": 1} x'::json ¦ error: malformed JSON at byte 9",
        "'01'::json ¦ error: malformed JSON at byte 1",
        "'{\"a\" 1}' ->> 'a' ¦ error: malformed JSON at byte 6",
        "json_value('{\"a\": [1, {\"b\": \"x\"}]}', '$.a[1].b') ¦ x",
        "json_value('{\"a\": [1]}', '$.a') ¦ NULL",
        "json_query('{\"a\": [1]}', 'lax $.a') ¦ [1]",
        "json_query('{\"a\": 1}', '$.a') ¦ NULL",
        "json_exists('{\"a\": {\"b c\": 1}}', '$.a[\"b c\"]') ¦ true",
        "json_array_length('{}') ¦ error: json_array_length expects an array, got object",
        "json_typeof(' -1.5e3 ') ¦ number",
        "('5'::json)::integer ¦ 5",
        "'{\"a\": 1}'::json || '{\"b\": 2}'::json ¦ {\"a\": 1, \"b\": 2}",
        "to_json(TIMESTAMP '2024-05-06 07:08:09') ¦ \"2024-05-06T07:08:09\"",
        "json_build_object('k', ARRAY[1, NULL], 't', 'a\"b') ¦ {\"k\":[1,null],\"t\":\"a\\\"b\"}",
        "ARRAY[1, 2][3] ¦ NULL",
        "ARRAY[1, 2.5] ¦ {1.0,2.5}",
        "array_contains(ARRAY[1, NULL], 2) ¦ false",
        "array_append(NULL, 1) ¦ {1}",
        "ARRAY[1] || 2 ¦ {1,2}",
        "0 || ARRAY[1] ¦ {0,1}",
        "array_sort(ARRAY['b', 'a', 'é', 'Z']) ¦ {Z,a,b,é}",
        "array_max(ARRAY[1.5, 2.5]) ¦ 2.5",
        "array_slice(ARRAY[1, 2, 3], 0, 2) ¦ {1,2}",
        "array_to_string(ARRAY[1, NULL, 3], ',', '*') ¦ 1,*,3",
        "map('a', 1)['b'] ¦ NULL",
        "cardinality(map('a', 1, 'b', 2)) ¦ 2",
        "ARRAY[1, 2]::text[] ¦ {1,2}",
        "ARRAY['a b', 'c,d', ''] ¦ {\"a b\",\"c,d\",\"\"}",
        "generate_series(3, 1, -1) ¦ {3,2,1}",
        "generate_series(1, 3, 0) ¦ error: generate_series expects a step other than 0",
        "CASE WHEN NULL THEN 1 ELSE 2 END ¦ 2",
        "CASE WHEN 1 = 2 THEN 1 END ¦ NULL",
        "CASE WHEN TRUE THEN 1 ELSE 2.5 END ¦ 1.0",
        "coalesce(NULL, 1, 1 / 0) ¦ 1",
        "nullif('a', 'b') ¦ a",
        "try_cast('x' AS INTEGER) ¦ NULL",
        "try_cast('12' AS INTEGER) ¦ 12",
        "' 12 '::integer ¦ 12",
        "'yes'::boolean ¦ true",
        "'Infinity'::double ¦ Infinity",
        "try_cast('1f' AS DOUBLE) ¦ NULL",
      })
  void documentsArraysAndChoices(String sql, String expected) {
    if (expected.startsWith("error: malformed") && sql.endsWith("::json")) {
      assertThatThrownBy(() -> Evaluation.text(sql))
          .hasMessageContaining(expected.substring("error: ".length()));
      return;
    }
    assertThat(Evaluation.text(sql)).isEqualTo(expected);
  }

  @Test
  void literalThatDoesNotFit_isRefusedWhenTheQueryIsBound() {
    assertThatThrownBy(() -> ExprText.parse("'abc'::integer"))
        .hasMessageContaining("the literal does not fit INTEGER");
    assertThatThrownBy(() -> ExprText.parse("TIMESTAMP 'yesterday'"))
        .hasMessageContaining("expected a timestamp such as");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = BAR,
      quoteCharacter = '`',
      value = {
        "'a' LIKE 'a\\' ¦ must not end with the escape character",
        "'abc' ~ '(' ¦ no regular expression: '('",
        "json_value('{}', 'a.b') ¦ expected a JSON path such as $.a.b[0], got 'a.b'",
        "date_trunc('fortnight', now()) ¦ no unit of time: 'fortnight'",
        "timezone('Mars', localtimestamp()) ¦ no time zone: 'Mars'",
        "date_format(now(), 'f') ¦ has a letter that means nothing: f",
      })
  void badPattern_isRefusedWhenTheQueryIsBound(String sql, String message) {
    assertThatThrownBy(() -> ExprText.parse(sql)).hasMessageContaining(message);
  }
}
