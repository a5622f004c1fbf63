package dev.laminar.format.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.fixture.Collected;
import dev.laminar.fixture.Formats;
import dev.laminar.spi.Options;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonDecoderTest {

  private static final Schema AB =
      Schema.of(Field.of("a", DataType.BIGINT), Field.of("b", DataType.TEXT));

  private BufferAllocator allocator;

  @BeforeEach
  void open() {
    allocator = new RootAllocator();
  }

  @AfterEach
  void close() {
    allocator.close();
  }

  private Collected decode(Schema schema, String data) {
    return Formats.decode(allocator, new JsonFormat(), schema, Map.of(), data);
  }

  private Collected decode(DataType type, String value) {
    return decode(Schema.of(Field.of("x", type)), "{\"x\":" + value + "}");
  }

  private Object one(DataType type, String value) {
    Collected collected = decode(type, value);
    assertThat(collected.errors()).isEmpty();
    return collected.rows.getFirst().getFirst();
  }

  private String error(DataType type, String value) {
    Collected collected = decode(type, value);
    assertThat(collected.rows).isEmpty();
    return collected.bad.getFirst().error();
  }

  @Test
  void keys_comeInAnyOrder_andMayBeMissingOrUnknown() {
    Collected collected =
        decode(
            AB,
            """
            {"a":1,"b":"x"}
            {"b":"y","a":2}
            {"c":{"d":[1,{"}":"]"}]},"b":"z","e":"\\"","a":3}
            {"a":4}

            {}
              { "a" : null , "b" : "a text of more than twelve bytes" }
            """);
    assertThat(collected.errors()).isEmpty();
    assertThat(collected.rows)
        .containsExactly(
            List.of(1L, "x"),
            List.of(2L, "y"),
            List.of(3L, "z"),
            Arrays.asList(4L, null),
            Arrays.asList(null, null),
            Arrays.asList(null, "a text of more than twelve bytes"));
  }

  @Test
  void aKeyThatDiffersInCase_isTaken_unlessOneIsExact() {
    assertThat(decode(AB, "{\"A\":1,\"B\":\"x\"}").rows).containsExactly(List.of(1L, "x"));
    assertThat(decode(AB, "{\"A\":1,\"a\":2}\n{\"a\":2,\"A\":1}").rows)
        .containsExactly(Arrays.asList(2L, null), Arrays.asList(2L, null));
  }

  @Test
  void aKeyThatComesTwice_countsTheLastTime() {
    assertThat(decode(AB, "{\"a\":1,\"b\":\"x\",\"a\":null,\"b\":\"y\"}").rows)
        .containsExactly(Arrays.asList(null, "y"));
  }

  @Test
  void anArrayFile_isReadLikeLines() {
    Collected collected = decode(AB, " [ {\"a\":1}, {\"a\":2}\n,\n{\"a\":3} ] \n");
    assertThat(collected.errors()).isEmpty();
    assertThat(collected.rows)
        .containsExactly(Arrays.asList(1L, null), Arrays.asList(2L, null), Arrays.asList(3L, null));
    assertThat(decode(AB, "[]").rows).isEmpty();
    assertThat(decode(AB, "\ufeff{\"a\":1}").rows).hasSize(1);
  }

  @Test
  void aRecordMaySpanLines_andLinesMayHoldSeveral() {
    Collected collected = decode(AB, "{\n\"a\":\n1}\n{\"a\":2}{\"a\":3} {\"a\":x}\n{\"a\":4}");
    assertThat(collected.rows).extracting(List::getFirst).containsExactly(1L, 2L, 3L, 4L);
    assertThat(collected.errors()).containsExactly("line 4, column 21: expected a value, got 'x'");
  }

  @Test
  void aBadLine_isReportedWithItsPlaceAndBytes_andTheNextIsRead() {
    Collected collected =
        decode(AB, "{\"a\":1}\n{\"a\":2 \"b\":\"x\"}\n{\"a\":3}\n{\"a\":\"x\"}\n\n{\"a\":4");
    assertThat(collected.errors())
        .containsExactly(
            "line 2, column 8: expected ',' or '}', got '\"'",
            "line 4, column 6: field 'a': expected BIGINT (-9223372036854775808 to"
                + " 9223372036854775807), got \"x\"",
            "line 6, column 7: the data ends inside a record; it is cut off here");
    assertThat(collected.bad.getFirst().raw())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("{\"a\":2 \"b\":\"x\"}");
    assertThat(collected.rows).extracting(List::getFirst).containsExactly(1L, 3L);
  }

  @Test
  void aBadElementOfAnArray_isSteppedOver() {
    Collected collected =
        decode(AB, "[{\"a\":1},{\"a\":tru},{\"a\":3},{\"a\":[1]},5,{\"a\":6} {\"a\":7}]");
    assertThat(collected.rows).extracting(List::getFirst).containsExactly(1L, 3L, 6L);
    assertThat(collected.errors()).hasSize(4);
    assertThat(collected.errors().getLast()).endsWith("expected ',' or ']', got '{'");
    assertThat(decode(AB, "[{\"a\":1}").errors())
        .containsExactly(
            "line 1, column 9: expected ']' at the end of the array, got the end of the data");
    assertThat(decode(AB, "[{\"a\":1}] x").errors())
        .containsExactly("line 1, column 11: expected nothing after the array's ']', got 'x'");
  }

  @Test
  void aRequiredColumn_refusesNull() {
    Schema schema = Schema.of(Field.required("a", DataType.BIGINT));
    Collected collected = decode(schema, "{\"a\":null}\n{}\n{\"a\":1}");
    assertThat(collected.rows).hasSize(1);
    assertThat(collected.errors().getFirst())
        .isEqualTo("line 1, column 6: field 'a' is NOT NULL, but the record has no value for it");
    assertThat(collected.errors()).hasSize(2);
  }

  @Test
  void invalidUtf8_isABadRecord_whereverItStands() {
    byte[] data =
        "{\"a\":1,\"b\":\"?\"}\n{\"a\":2,\"c\":\"?\"}\n{\"a\":3,\"b\":\"ä€😀\"}\n"
            .getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < data.length; i++) {
      data[i] = data[i] == '?' ? (byte) 0xff : data[i];
    }
    Collected collected =
        Formats.decode(
            allocator, new JsonFormat(), AB, List.of(), Map.of(), data, data.length, 100);
    assertThat(collected.rows).containsExactly(List.of(3L, "ä€😀"));
    assertThat(collected.errors())
        .containsExactly(
            "line 1, column 13: expected UTF-8 text, got byte 0xff",
            "line 2, column 13: expected UTF-8 text, got byte 0xff");
  }

  @Test
  void escapes_areResolved_evenInKeys() {
    Collected collected =
        decode(AB, "{\"\\u0061\":1,\"b\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\"}");
    assertThat(collected.rows).containsExactly(List.of(1L, "\"\\/\b\f\n\r\té😀"));
    assertThat(error(DataType.TEXT, "\"\\ud83d\"")).contains("expected a pair of surrogates");
    assertThat(error(DataType.TEXT, "\"\\x\"")).contains("expected an escape");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "8|true|127|128",
        "8|true|-128|-129",
        "8|false|255|256",
        "8|false|0|-1",
        "16|true|-32768|32768",
        "32|false|4294967295|4294967296",
        "64|true|9223372036854775807|9223372036854775808",
        "64|true|-9223372036854775808|-9223372036854775809",
        "64|true|1e3|1.5",
        "64|true|2.0|1e300",
      })
  void aWholeNumber_mustFitItsColumn(int bits, boolean signed, String good, String bad) {
    DataType type = new DataType.Int(bits, signed);
    assertThat(one(type, good)).isEqualTo(new BigDecimal(good).longValueExact());
    assertThat(one(type, "\"" + good + "\"")).isEqualTo(one(type, good));
    assertThat(error(type, bad)).startsWith("field 'x': expected " + type).endsWith("got " + bad);
  }

  @Test
  void theLargestUnsigned_andTheFirstBeyond() {
    DataType type = new DataType.Int(64, false);
    assertThat(one(type, "18446744073709551615")).isEqualTo(-1L);
    assertThat(error(type, "18446744073709551616")).contains("got 18446744073709551616");
    assertThat(error(DataType.BIGINT, "01")).isEqualTo("expected a number, got '0'");
  }

  @ParameterizedTest
  @CsvSource({
    "0.1",
    "-0.0",
    "1e23",
    "123456789012345678901234567890",
    "2.2250738585072011e-308",
    "5e-324",
    "1.7976931348623157e308",
    "9007199254740993",
    "0.30000000000000004",
    "-118.66716670000001"
  })
  void aDouble_isTheNearest(String text) {
    assertThat(one(DataType.DOUBLE, text)).isEqualTo(Double.parseDouble(text));
    assertThat(one(DataType.FLOAT, "3.1415927410125732")).isEqualTo((double) 3.1415927f);
  }

  @Test
  void aDecimal_isExact_roundsTheFraction_andRefusesOverflow() {
    DataType type = new DataType.Decimal(38, 10);
    assertThat(one(type, "1234567890123456789012345678.0123456789"))
        .isEqualTo(new BigDecimal("1234567890123456789012345678.0123456789"));
    assertThat(one(new DataType.Decimal(10, 2), "12.345")).isEqualTo(new BigDecimal("12.35"));
    assertThat(one(new DataType.Decimal(10, 2), "\"-7\"")).isEqualTo(new BigDecimal("-7.00"));
    assertThat(error(new DataType.Decimal(4, 2), "100"))
        .contains("expected DECIMAL(4, 2), got 100");
    assertThat(error(new DataType.Decimal(4, 2), "99.995")).contains("got 99.995");
  }

  @Test
  void times_areReadFromTextAndNumbers() {
    assertThat(one(DataType.TIMESTAMP, "\"2001-01-01T00:47:00Z\"")).isEqualTo(978310020000000L);
    assertThat(one(DataType.TIMESTAMP, "\"2001-01-01 00:47:00.123456\""))
        .isEqualTo(978310020123456L);
    assertThat(one(DataType.TIMESTAMP, "\"2001-01-01T02:47:00+02:00\""))
        .isEqualTo(978310020000000L);
    assertThat(one(DataType.TIMESTAMP, "1517966773840")).isEqualTo(1517966773840000L);
    assertThat(one(new DataType.Timestamp(9, false), "\"2001-01-01T00:00:00.123456789Z\""))
        .isEqualTo(978307200123456789L);
    assertThat(one(new DataType.Timestamp(3, false), "\"2001-01-01T00:00:00.123456789Z\""))
        .isEqualTo(978307200123000L);
    assertThat(one(DataType.DATE, "\"2000-02-29\"")).isEqualTo(11016L);
    assertThat(one(DataType.TIME, "\"10:15:30.5\"")).isEqualTo(36930500000L);
    assertThat(error(DataType.DATE, "\"2001-02-29\"")).contains("expected a date such as");
    assertThat(error(DataType.TIMESTAMP, "\"yesterday\"")).contains("got \"yesterday\"");
    assertThat(one(new DataType.TimeInterval(), "\"PT1M30S\"")).isEqualTo(90_000_000L);
    assertThat(one(new DataType.MonthInterval(), "\"P1Y2M\"")).isEqualTo(14L);
  }

  @ParameterizedTest
  @CsvSource({
    "unix,978310020",
    "unix_ms,978310020000",
    "unix_us,978310020000000",
    "unix_ns,978310020000000000",
    "rfc3339,\"2001-01-01T00:47:00Z\"",
    "yyyy/MM/dd HH:mm,\"2001/01/01 00:47\"",
    "'MMM d, yyyy h:mm a','\"Jan 1, 2001 12:47 AM\"'",
    "yyyyMMdd'T'HHmmss.SSS,\"20010101T004700.000\"",
    "yyyy-MM-dd HH:mm:ss XXX,\"2001-01-01 02:47:00 +02:00\"",
  })
  void timestampFormats_areReadAndRefuseOthers(String format, String value) {
    Schema schema = Schema.of(Field.of("x", DataType.TIMESTAMP));
    Map<String, String> options = Map.of("json.timestamp_format", format);
    String text = "{\"x\":" + value + "}\n{\"x\":\"nonsense\"}";
    Collected collected = Formats.decode(allocator, new JsonFormat(), schema, options, text);
    assertThat(collected.rows).containsExactly(List.of(978310020000000L));
    assertThat(collected.errors()).hasSize(1).first().asString().contains("\"nonsense\"");
  }

  @Test
  void nestedValues_keepTheFieldsThatAreAskedFor() {
    DataType point =
        new DataType.Struct(
            List.of(Field.of("lat", DataType.DOUBLE), Field.of("tags", list(DataType.TEXT))));
    Schema schema =
        Schema.of(
            Field.of("p", point),
            Field.of("ps", list(point)),
            Field.of("m", new DataType.MapOf(DataType.TEXT, Field.of("v", DataType.INTEGER))),
            Field.of("j", DataType.JSON));
    Collected collected =
        decode(
            schema,
            """
            {"p":{"lon":1,"lat":2.5,"tags":["a","b"]},"ps":[{"lat":1},{},null],"m":{"k":1,"l":null,"k":2},"j":{"x": [1, 2]}}
            {"p":null,"ps":[],"m":{},"j":"text"}
            {"p":{},"ps":null,"j":null}
            {"p":{"tags":[1,true,"x"]},"ps":[{"lat":"far"}]}
            {"p":{"lat":7,"tags":[]}}
            """);
    assertThat(collected.rows)
        .containsExactly(
            List.of(
                List.of(2.5, List.of("a", "b")),
                Arrays.asList(Arrays.asList(1.0, null), Arrays.asList(null, null), null),
                entries("k", 1L),
                "{\"x\": [1, 2]}"),
            Arrays.asList(null, List.of(), Map.of(), "\"text\""),
            Arrays.asList(Arrays.asList(null, null), null, null, null),
            Arrays.asList(List.of(7.0, List.of()), null, null, null));
    assertThat(collected.errors())
        .containsExactly("line 4, column 41: field 'ps[].lat': expected DOUBLE, got \"far\"");
  }

  /** A map of these and of {@code l} without a value. */
  private static Map<String, @Nullable Object> entries(String key, Object value) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put(key, value);
    map.put("l", null);
    return map;
  }

  private static DataType list(DataType element) {
    return new DataType.ListOf(Field.of("element", element));
  }

  @Test
  void otherValues_areTakenOrRefused() {
    assertThat(one(DataType.BOOLEAN, "true")).isEqualTo(true);
    assertThat(one(DataType.BOOLEAN, "\"false\"")).isEqualTo(false);
    assertThat(error(DataType.BOOLEAN, "1")).contains("expected BOOLEAN, got 1");
    assertThat(one(DataType.TEXT, "12")).isEqualTo("12");
    assertThat(one(DataType.TEXT, "{\"a\": 1}")).isEqualTo("{\"a\": 1}");
    assertThat(one(DataType.BYTES, "\"aGk=\"")).isEqualTo(new byte[] {'h', 'i'});
    assertThat(error(DataType.BYTES, "\"?\"")).contains("expected bytes in base 64");
    assertThat(one(DataType.DOUBLE, "\"NaN\"")).isEqualTo(Double.NaN);
    assertThat(error(DataType.DOUBLE, "1e999")).contains("expected DOUBLE, got 1e999");
  }

  @Test
  void unstructured_keepsWholeRecords() {
    Schema schema =
        new JsonFormat().inferredSchema(Options.of(Map.of("json.unstructured", "true")));
    Collected collected =
        Formats.decode(
            allocator,
            new JsonFormat(),
            schema,
            Map.of("json.unstructured", "true"),
            "{\"a\": [1, 2]}\n5 \"x\"\nnope\n{\"b\":{}}");
    assertThat(schema.names()).containsExactly("value");
    assertThat(collected.rows)
        .containsExactly(
            List.of("{\"a\": [1, 2]}"), List.of("5"), List.of("\"x\""), List.of("{\"b\":{}}"));
    assertThat(collected.errors()).containsExactly("line 3, column 1: expected a value, got 'n'");
  }
}
