package dev.laminar.internal.fluent;

import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.internal.plan.BatchFunction;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Runs Java functions over values on batches. */
final class RecordFunctions {

  private RecordFunctions() {}

  static <T> BatchFunction.Factory filter(RecordCodec<T> codec, Predicate<? super T> test) {
    return (allocator, batchRows) ->
        (batch, output) -> {
          try (batch) {
            int[] kept = new int[batch.rows()];
            int count = 0;
            for (int i = 0; i < batch.rows(); i++) {
              if (test.test(codec.read(batch, i))) {
                kept[count++] = i;
              }
            }
            if (count > 0) {
              output.accept(batch.gather(allocator, kept, count));
            }
          }
        };
  }

  static <T, R> BatchFunction.Factory flatMap(
      RecordCodec<T> from, RecordCodec<R> to, BiConsumer<? super T, Consumer<R>> function) {
    return (allocator, batchRows) ->
        (batch, output) -> {
          try (batch;
              BatchBuilder builder = new BatchBuilder(allocator, to.schema())) {
            for (int i = 0; i < batch.rows(); i++) {
              int weight = batch.weight(i);
              function.accept(
                  from.read(batch, i), value -> add(to, value, weight, builder, batchRows, output));
            }
            if (builder.rows() > 0) {
              output.accept(builder.build());
            }
          }
        };
  }

  private static <R> void add(
      RecordCodec<R> codec,
      R value,
      int weight,
      BatchBuilder builder,
      int batchRows,
      Consumer<Batch> output) {
    for (int i = 0; i < builder.columnCount(); i++) {
      builder.column(i).append(codec.value(value, i));
    }
    builder.endRow(weight);
    if (builder.rows() >= batchRows) {
      output.accept(builder.build());
    }
  }
}
