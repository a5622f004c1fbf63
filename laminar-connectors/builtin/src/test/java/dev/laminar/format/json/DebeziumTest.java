package dev.laminar.format.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laminar.LaminarException;
import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.fixture.Collected;
import dev.laminar.fixture.Formats;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DebeziumTest {

  private static final Schema COLUMNS =
      Schema.of(Field.required("id", DataType.BIGINT), Field.of("name", DataType.TEXT));
  private static final List<String> KEY = List.of("id");

  private BufferAllocator allocator;

  @BeforeEach
  void open() {
    allocator = new RootAllocator();
  }

  @AfterEach
  void close() {
    allocator.close();
  }

  private Collected decode(String data) {
    byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
    return Formats.decode(
        allocator, new DebeziumFormat(), COLUMNS, KEY, Map.of(), bytes, bytes.length, 100);
  }

  private String encode(List<String> key, Object[]... changes) {
    try (BatchBuilder builder = new BatchBuilder(allocator, COLUMNS)) {
      for (Object[] change : changes) {
        builder.change((Integer) change[0], change[1], change[2]);
      }
      try (Batch batch = builder.build()) {
        return Formats.encode(allocator, new DebeziumFormat(), COLUMNS, key, Map.of(), batch);
      }
    }
  }

  private static Object[] plus(long id, String name) {
    return new Object[] {1, id, name};
  }

  private static Object[] minus(long id, String name) {
    return new Object[] {-1, id, name};
  }

  @Test
  void events_becomeChanges_wrappedOrNot() {
    Collected collected =
        decode(
            """
            {"before":null,"after":{"id":1,"name":"a"},"op":"c","ts_ms":5}
            {"schema":{"type":"struct"},"payload":{"op":"r","source":{"op":"x"},"before":null,"after":{"id":2,"name":"b"}}}
            null
            {"schema":null,"payload":null}
            {"op":"u","before":{"id":1,"name":"a"},"after":{"id":1,"name":"A name of more than twelve"}}
            {"op":"d","before":{"id":2,"name":"b"},"after":null}
            {"op":"m","message":{}}
            """);
    assertThat(collected.errors()).isEmpty();
    assertThat(collected.rows)
        .containsExactly(
            List.of(1L, "a"),
            List.of(2L, "b"),
            List.of(1L, "a"),
            List.of(1L, "A name of more than twelve"),
            List.of(2L, "b"));
    assertThat(collected.weights).containsExactly(1, 1, -1, 1, -1);
  }

  @Test
  void aBadEvent_leavesNoHalfUpdate() {
    Collected collected =
        decode(
            """
            {"op":"c","after":{"id":1,"name":"a"}}
            {"op":"u","before":{"id":1,"name":"a"},"after":{"id":"x"}}
            {"op":"u","before":null,"after":{"id":1}}
            {"op":"z","after":{"id":1}}
            {"after":{"id":1}}
            {"op":"d","before":{"id":1,"name":"a"}}
            """);
    assertThat(collected.rows).containsExactly(List.of(1L, "a"), List.of(1L, "a"));
    assertThat(collected.weights).containsExactly(1, -1);
    assertThat(collected.errors()).hasSize(4);
    assertThat(collected.errors().get(0)).startsWith("line 2, column 54: field 'id'");
    assertThat(collected.errors().get(1)).contains("REPLICA IDENTITY FULL");
    assertThat(collected.errors().get(2)).contains("got \"z\"");
    assertThat(collected.errors().get(3)).contains("with 'op', 'before' and 'after'");
  }

  @Test
  void reading_needsAPrimaryKey() {
    assertThatThrownBy(
            () -> Formats.decode(allocator, new DebeziumFormat(), COLUMNS, Map.of(), "{}"))
        .isInstanceOf(LaminarException.class)
        .hasMessageContaining("needs a primary key");
  }

  @Test
  void aRetractAndAnInsertOfAKey_makeAnUpdate_whicheverComesFirst() {
    assertThat(encode(KEY, minus(1, "a"), plus(2, "x"), plus(1, "b"), plus(3, "n"), minus(2, "w")))
        .isEqualTo(
            """
            {"before":{"id":1,"name":"a"},"after":{"id":1,"name":"b"},"op":"u"}
            {"before":{"id":2,"name":"w"},"after":{"id":2,"name":"x"},"op":"u"}
            {"before":null,"after":{"id":3,"name":"n"},"op":"c"}
            """);
  }

  @Test
  void whatCameAndWent_isLeftOut() {
    assertThat(encode(KEY, minus(1, "a"), plus(1, "b"), minus(1, "b"), plus(1, "c")))
        .isEqualTo(
            """
            {"before":{"id":1,"name":"a"},"after":{"id":1,"name":"c"},"op":"u"}
            """);
    assertThat(encode(KEY, plus(1, "a"), minus(1, "a"), minus(2, "b")))
        .isEqualTo(
            """
            {"before":{"id":2,"name":"b"},"after":null,"op":"d"}
            """);
  }

  @Test
  void withoutAKey_eachChangeIsWritten() {
    assertThat(encode(List.of(), plus(1, "a"), minus(1, "a")))
        .isEqualTo(
            """
            {"before":null,"after":{"id":1,"name":"a"},"op":"c"}
            {"before":{"id":1,"name":"a"},"after":null,"op":"d"}
            """);
  }

  @Test
  void whatIsWritten_isReadBack() {
    Object[][] changes = {plus(1, "a"), plus(2, "b"), minus(3, "c"), minus(4, "d"), plus(4, "e")};
    Collected collected = decode(encode(KEY, changes));
    assertThat(collected.weights).containsExactly(1, 1, -1, -1, 1);
    assertThat(collected.rows)
        .containsExactlyElementsOf(
            Arrays.stream(changes).map(c -> Arrays.asList(c[1], c[2])).toList());
  }
}
