package dev.laminar.internal.fluent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laminar.LaminarException;
import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

class RecordCodecTest {

  record Inner(String name, long count) {}

  record Everything(
      boolean flag,
      byte tiny,
      Short small,
      int number,
      Long large,
      float single,
      Double real,
      String text,
      BigDecimal exact,
      Instant instant,
      LocalDateTime time,
      LocalDate date,
      LocalTime clock,
      Duration span,
      Inner inner,
      List<Inner> list,
      Map<String, Integer> map) {}

  record Primitive(long value) {}

  record Strange(Thread thread) {}

  private static final Everything FULL =
      new Everything(
          true,
          (byte) -1,
          (short) 300,
          7,
          Long.MIN_VALUE,
          1.5f,
          -0.25,
          "grüße, longer than twelve bytes",
          new BigDecimal("12.5000000000"),
          Instant.parse("2024-01-01T10:00:00.123456Z"),
          LocalDateTime.parse("1969-12-31T23:59:59.999999"),
          LocalDate.parse("2024-02-29"),
          LocalTime.parse("23:59:59.000001"),
          Duration.ofMillis(1500),
          new Inner("x", 1),
          Arrays.asList(new Inner("y", 2), null),
          Map.of("k", 5));

  @Test
  void record_comesBackAsItWent() {
    assertThat(roundTrip(RecordCodec.of(Everything.class), FULL)).isEqualTo(FULL);
  }

  @Test
  void nullComponents_comeBackAsNull() {
    Everything empty =
        new Everything(
            false, (byte) 0, null, 0, null, 0, null, null, null, null, null, null, null, null, null,
            null, null);
    assertThat(roundTrip(RecordCodec.of(Everything.class), empty)).isEqualTo(empty);
  }

  @Test
  void primitives_areRequiredColumns() {
    assertThat(RecordCodec.of(Primitive.class).schema().fields())
        .containsExactly(Field.required("value", DataType.BIGINT));
  }

  @Test
  void nullForAPrimitive_saysToUseTheBox() {
    RecordCodec<Primitive> codec = RecordCodec.of(Primitive.class);
    try (BufferAllocator allocator = new RootAllocator();
        BatchBuilder builder = new BatchBuilder(allocator, codec.schema());
        Batch batch = builder.add((Object) null).build()) {
      assertThatThrownBy(() -> codec.read(batch, 0))
          .isInstanceOf(LaminarException.class)
          .hasMessageContaining("Primitive.value")
          .hasMessageContaining("boxed");
    }
  }

  @Test
  void unknownType_isRefusedByName() {
    assertThatThrownBy(() -> RecordCodec.of(Strange.class))
        .isInstanceOf(LaminarException.class)
        .hasMessageContaining("Strange.thread")
        .hasMessageContaining("java.lang.Thread");
  }

  private static <T> T roundTrip(RecordCodec<T> codec, T value) {
    try (BufferAllocator allocator = new RootAllocator();
        BatchBuilder builder = new BatchBuilder(allocator, codec.schema())) {
      for (int i = 0; i < codec.schema().size(); i++) {
        builder.column(i).append(codec.value(value, i));
      }
      builder.endRow();
      try (Batch batch = builder.build()) {
        return codec.read(batch, 0);
      }
    }
  }
}
