package dev.laminar.internal.aggregate;

import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.Column;
import dev.laminar.data.ColumnBuilder;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Mem;
import dev.laminar.data.Schema;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.jspecify.annotations.Nullable;

/**
 * A DISTINCT aggregate that keeps each group's values with the group, so that groups can be merged
 * and forgotten one by one as sessions are; the aggregate itself is computed when a result is due.
 */
final class DistinctInRows extends HeapAccumulator<Collected> {
  private final CollectAccumulator values;
  private final Accumulator inner;
  private final Binding binding;

  DistinctInRows(Binding binding, Accumulator inner) {
    super(binding.memory());
    this.binding = binding;
    this.inner = inner;
    this.values =
        new CollectAccumulator(
            binding,
            new CollectAccumulator.Shape(
                List.of(), binding.call().args(), false, inner.skipsNulls()),
            rows -> null);
    inner.place(0);
  }

  @Override
  boolean skipsNulls() {
    return inner.skipsNulls();
  }

  @Override
  boolean subtracts() {
    return true;
  }

  @Override
  Collected create() {
    return values.create();
  }

  @Override
  void add(Collected state, Feed feed, int row, int weight) {
    values.add(state, feed, row, weight);
  }

  @Override
  void merge(Collected into, Collected from, int sign) {
    into.addAll(from, sign);
  }

  @Override
  void finish(@Nullable Collected state, ColumnBuilder out, Failures failures) {
    try (ArrowBuf buffer = binding.memory().allocator().buffer(inner.bytes())) {
      ByteBuffer empty = ByteBuffer.allocate(inner.bytes()).order(ByteOrder.LITTLE_ENDIAN);
      inner.init(empty);
      Mem.copy(empty.array(), 0, buffer.memoryAddress(), inner.bytes());
      long[] group = {buffer.memoryAddress()};
      if (state != null) {
        feed(state, group[0]);
      }
      inner.finish(group, 1, out, failures);
      if (inner.ownsMemory()) {
        inner.release(group[0]);
      }
    }
  }

  /** The distinct values as rows of the input, in which other columns are null. */
  private void feed(Collected state, long group) {
    Schema input = binding.input();
    List<DataType> types = input.fields().stream().map(Field::type).toList();
    List<Integer> args = binding.call().args();
    try (BatchBuilder builder = new BatchBuilder(binding.memory().allocator(), types)) {
      state
          .counts()
          .forEach(
              (row, times) -> {
                if (times > 0) {
                  @Nullable Object[] cells = new @Nullable Object[input.size()];
                  for (int i = 0; i < args.size(); i++) {
                    cells[args.get(i)] = row.get(i);
                  }
                  builder.add(cells);
                }
              });
      try (Batch batch = builder.build()) {
        long[] groups = new long[batch.rows()];
        Arrays.fill(groups, group);
        inner.add(new Feed().set(batch, groups, null, batch.rows()));
      }
    }
  }

  @Override
  long bytes(Collected state) {
    return state.bytes();
  }

  @Override
  List<DataType> stateTypes() {
    return values.stateTypes();
  }

  @Override
  void save(Collected state, ColumnBuilder out) {
    values.save(state, out);
  }

  @Override
  Collected load(Column saved, int row) {
    return values.load(saved, row);
  }
}
