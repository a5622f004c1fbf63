package dev.laminar.format.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laminar.LaminarException;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.fixture.Collected;
import dev.laminar.fixture.Formats;
import dev.laminar.spi.Decoder;
import dev.laminar.spi.Options;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CsvTest {

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

  private Collected decode(Schema schema, Map<String, String> options, String data) {
    return Formats.decode(allocator, new CsvFormat(), schema, options, data);
  }

  @Test
  void columns_areFoundByTheHeader_inAnyOrderAndCase() {
    Collected read = decode(AB, Map.of(), "\ufeffB,other,\"A\"\r\nx,1,2\r\n\"y, \"\"z\"\"\n\",,3");
    assertThat(read.errors()).isEmpty();
    assertThat(read.rows).containsExactly(List.of(2L, "x"), List.of(3L, "y, \"z\"\n"));
  }

  @Test
  void withoutAHeader_columnsGoByTheTablesOrder_evenIfSomeAreNotRead() {
    Schema onlyB = AB.select(1);
    byte[] data = "1,x\n2,y\n".getBytes(StandardCharsets.UTF_8);
    Collected read = new Collected();
    try (Decoder decoder =
            new CsvFormat()
                .decoder(
                    allocator,
                    AB,
                    onlyB,
                    List.of(),
                    Options.of(Map.of("csv.header", "false")),
                    10);
        ArrowBuf buffer = allocator.buffer(data.length)) {
      buffer.setBytes(0, data);
      assertThat(decoder.decodeStream(buffer, 0, data.length, true, read)).isEqualTo(data.length);
      decoder.flush(read);
    }
    assertThat(read.rows).containsExactly(List.of("x"), List.of("y"));
  }

  @Test
  void anEmptyValue_isNull_aQuotedOneIsNot() {
    assertThat(decode(AB, Map.of(), "a,b\n,\"\"\n1,\n\n").rows)
        .containsExactly(Arrays.asList(null, ""), Arrays.asList(1L, null));
    assertThat(decode(AB, Map.of("csv.null", "NA"), "a,b\nNA,\nNA,\"NA\"").rows)
        .containsExactly(Arrays.asList(null, ""), Arrays.asList(null, "NA"));
  }

  @Test
  void badRecords_areReported_andTheNextIsRead() {
    Collected read =
        decode(AB, Map.of(), "a,b\n1,x\ntwo,y\n3\n4,x,y\n\"5\"x,y\n6,\"ok\nok\"\n7,\"open\n8,x");
    assertThat(read.rows)
        .containsExactly(List.of(1L, "x"), List.of(6L, "ok\nok"), List.of(8L, "x"));
    assertThat(read.errors())
        .containsExactly(
            "line 3: field 'a': expected BIGINT, got 'two'",
            "line 4: expected 2 values, got 1",
            "line 5: expected 2 values, got 3",
            "line 6: expected ',' or the end of the line after a closing quote, got 'x'",
            "line 9: expected a closing quote, got the end of the data");
    assertThat(read.bad.getFirst().raw()).asString(StandardCharsets.UTF_8).isEqualTo("two,y");
  }

  @Test
  void aHeaderWithoutAColumn_isRefused() {
    assertThatThrownBy(() -> decode(AB, Map.of(), "a,c\n1,2\n"))
        .isInstanceOf(LaminarException.class)
        .hasMessageContaining("expected a column 'b' in the CSV header, got [a, c]");
  }

  @Test
  void nestedColumns_areRefused_asAreOddDelimiters() {
    Schema list = Schema.of(Field.of("l", new DataType.ListOf(Field.of("e", DataType.TEXT))));
    assertThatThrownBy(() -> new CsvFormat().check(list, List.of(), Options.none()))
        .hasMessageContaining("has no form for column l TEXT[]");
    assertThatThrownBy(() -> decode(AB, Map.of("csv.delimiter", "||"), "a,b\n"))
        .hasMessageContaining("expected one ASCII character");
  }

  @Test
  void columns_areInferred() {
    byte[] sample = "id,price,ok,name\n1,2,true,x\n2,2.5,,\"3\"\n".getBytes(StandardCharsets.UTF_8);
    assertThat(new CsvFormat().inferredSchema(Options.none(), sample, true))
        .isEqualTo(
            Schema.of(
                Field.of("id", DataType.BIGINT),
                Field.of("price", DataType.DOUBLE),
                Field.of("ok", DataType.BOOLEAN),
                Field.of("name", DataType.TEXT)));
    byte[] bare = "1,x\n".getBytes(StandardCharsets.UTF_8);
    assertThat(
            new CsvFormat()
                .inferredSchema(Options.of(Map.of("csv.header", "false")), bare, true)
                .names())
        .containsExactly("column1", "column2");
  }

  @Test
  void theHeader_survivesARestore() {
    byte[] data = "b,a\nx,1\ny,2\nz,oops\n".getBytes(StandardCharsets.UTF_8);
    Collected read = new Collected();
    int used;
    String state;
    try (ArrowBuf buffer = allocator.buffer(data.length)) {
      buffer.setBytes(0, data);
      try (Decoder first = decoder()) {
        used = first.decodeStream(buffer, 0, 9, false, read);
        first.flush(read);
        state = first.state();
      }
      try (Decoder second = decoder()) {
        second.restore(state);
        second.decodeStream(buffer, used, data.length, true, read);
        second.flush(read);
      }
    }
    assertThat(read.rows).containsExactly(List.of(1L, "x"), List.of(2L, "y"));
    assertThat(read.errors()).containsExactly("line 4: field 'a': expected BIGINT, got 'oops'");
  }

  private Decoder decoder() {
    return new CsvFormat().decoder(allocator, AB, AB, List.of(), Options.none(), 10);
  }
}
