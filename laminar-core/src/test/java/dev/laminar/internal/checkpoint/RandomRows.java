package dev.laminar.internal.checkpoint;

import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Column types and batches of any kind. */
final class RandomRows {

  private final Random random;
  private final BufferAllocator allocator;

  RandomRows(Random random, BufferAllocator allocator) {
    this.random = random;
    this.allocator = allocator;
  }

  List<DataType> types() {
    List<DataType> types = new ArrayList<>();
    int count = random.nextInt(6);
    for (int i = 0; i < count; i++) {
      types.add(type(0));
    }
    return types;
  }

  private DataType type(int depth) {
    return switch (random.nextInt(depth > 2 ? 19 : 23)) {
      case 0 -> DataType.BOOLEAN;
      case 1 -> DataType.TINYINT;
      case 2 -> DataType.SMALLINT;
      case 3 -> DataType.INTEGER;
      case 4, 5 -> DataType.BIGINT;
      case 6 -> new DataType.Int(8 << random.nextInt(4), false);
      case 7 -> DataType.FLOAT;
      case 8 -> DataType.DOUBLE;
      case 9 -> new DataType.Decimal(1 + random.nextInt(38), random.nextInt(3));
      case 10, 11, 12 -> DataType.TEXT;
      case 13 -> DataType.BYTES;
      case 14 -> DataType.DATE;
      case 15 -> DataType.TIME;
      case 16 -> new DataType.Timestamp(random.nextInt(10), random.nextBoolean());
      case 17 -> random.nextBoolean() ? new DataType.MonthInterval() : new DataType.TimeInterval();
      case 18 -> DataType.JSON;
      case 19, 20 -> new DataType.ListOf(field("element", depth));
      case 21 -> new DataType.MapOf(DataType.TEXT, field("value", depth));
      default -> struct(depth);
    };
  }

  private DataType struct(int depth) {
    List<Field> fields = new ArrayList<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      fields.add(field("f" + i, depth));
    }
    return new DataType.Struct(fields);
  }

  private Field field(String name, int depth) {
    return new Field(name, type(depth + 1), random.nextBoolean());
  }

  /** Rows with or without nulls; some batches are gathered, so that they share large blobs. */
  Batch batch(List<DataType> types, int rows) {
    double nulls = random.nextInt(3) * 0.3;
    try (BatchBuilder builder = new BatchBuilder(allocator, types)) {
      for (int row = 0; row < rows; row++) {
        @Nullable Object[] values = new Object[types.size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = value(types.get(i), nulls);
        }
        builder.add(values);
      }
      Batch batch = builder.build();
      return random.nextInt(3) == 0 ? gathered(batch) : batch;
    }
  }

  private Batch gathered(Batch batch) {
    try (batch) {
      int[] rows = new int[batch.rows()];
      int count = 0;
      for (int row = 0; row < batch.rows(); row++) {
        if (random.nextInt(3) > 0) {
          rows[count++] = random.nextInt(batch.rows());
        }
      }
      return batch.gather(allocator, rows, count);
    }
  }

  private @Nullable Object value(DataType type, double nulls) {
    if (random.nextDouble() < nulls) {
      return null;
    }
    return switch (type) {
      case DataType.Bool t -> random.nextBoolean();
      case DataType.Float32 t -> (double) random.nextFloat();
      case DataType.Float64 t -> random.nextGaussian();
      case DataType.Decimal t -> new BigDecimal(new BigInteger(100, random), t.scale());
      case DataType.Text t -> text();
      case DataType.Json t -> text();
      case DataType.Bytes t -> bytes();
      case DataType.ListOf t -> list(t.element().type(), nulls);
      case DataType.MapOf t -> map(t, nulls);
      case DataType.Struct t ->
          t.fields().stream()
              .map(f -> value(f.type(), nulls))
              .collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
      case DataType.Int t -> random.nextLong() >> (64 - t.bits());
      default -> (long) random.nextInt();
    };
  }

  private String text() {
    return switch (random.nextInt(4)) {
      case 0 -> "";
      case 1 -> "é" + random.nextInt(1000);
      case 2 -> "of twelve " + random.nextInt(100);
      default -> "a longer text, number ".repeat(1 + random.nextInt(5)) + random.nextLong();
    };
  }

  private byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(40)];
    random.nextBytes(bytes);
    return bytes;
  }

  private List<@Nullable Object> list(DataType element, double nulls) {
    List<@Nullable Object> list = new ArrayList<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      list.add(value(element, nulls));
    }
    return list;
  }

  private Map<Object, @Nullable Object> map(DataType.MapOf type, double nulls) {
    Map<Object, @Nullable Object> map = new LinkedHashMap<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      map.put("key " + i + " of the map", value(type.value().type(), nulls));
    }
    return map;
  }
}
