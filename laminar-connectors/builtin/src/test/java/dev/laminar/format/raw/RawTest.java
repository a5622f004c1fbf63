package dev.laminar.format.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.fixture.Collected;
import dev.laminar.fixture.Formats;
import dev.laminar.spi.ByteSink;
import dev.laminar.spi.Encoder;
import dev.laminar.spi.Options;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RawTest {

  private static final Schema TEXT = Schema.of(Field.of("line", DataType.TEXT));

  private BufferAllocator allocator;

  @BeforeEach
  void open() {
    allocator = new RootAllocator();
  }

  @AfterEach
  void close() {
    allocator.close();
  }

  @Test
  void lines_areRows_whereverChunksEnd() {
    byte[] data =
        "a\r\na line of more than twelve bytes\n\né€😀\nlast".getBytes(StandardCharsets.UTF_8);
    for (int chunk = 1; chunk <= data.length; chunk++) {
      Collected read =
          Formats.decode(
              allocator, new RawStringFormat(), TEXT, List.of(), Map.of(), data, chunk, 2);
      assertThat(read.errors()).isEmpty();
      assertThat(read.rows)
          .containsExactly(
              List.of("a"),
              List.of("a line of more than twelve bytes"),
              List.of(""),
              List.of("é€😀"),
              List.of("last"));
    }
  }

  @Test
  void invalidUtf8_isBadAsText_butNotAsBytes() {
    byte[] data = {'a', '\n', 'b', (byte) 0xc3, '\n', 'c'};
    Collected text =
        Formats.decode(allocator, new RawStringFormat(), TEXT, List.of(), Map.of(), data, 6, 100);
    assertThat(text.rows).containsExactly(List.of("a"), List.of("c"));
    assertThat(text.errors())
        .containsExactly("line 2, column 2: expected UTF-8 text, got byte 0xc3");
    Schema bytes = Schema.of(Field.of("b", DataType.BYTES));
    Collected raw =
        Formats.decode(allocator, new RawBytesFormat(), bytes, List.of(), Map.of(), data, 6, 100);
    assertThat(raw.errors()).isEmpty();
    assertThat((byte[]) raw.rows.get(1).get(0)).containsExactly('b', 0xc3);
  }

  @Test
  void nulls_areRejected_andOtherSchemasRefused() {
    List<String> rejected = new ArrayList<>();
    ByteSink out = new ByteSink();
    try (BatchBuilder rows = new BatchBuilder(allocator, TEXT);
        Batch batch = rows.add("x").add((Object) null).add("y").build();
        Encoder encoder =
            new RawStringFormat().encoder(allocator, TEXT, List.of(), Options.none())) {
      encoder.encode(batch, out, record -> rejected.add(record.error()));
    }
    assertThat(new String(out.array(), 0, out.size(), StandardCharsets.UTF_8)).isEqualTo("x\ny\n");
    assertThat(rejected).hasSize(1).first().asString().contains("got NULL");
    Schema number = Schema.of(Field.of("n", DataType.BIGINT));
    assertThatThrownBy(() -> new RawStringFormat().check(number, List.of(), Options.none()))
        .hasMessageContaining("exactly one column, of type TEXT; got [n BIGINT]");
  }
}
