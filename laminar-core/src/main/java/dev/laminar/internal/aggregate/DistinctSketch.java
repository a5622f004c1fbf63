package dev.laminar.internal.aggregate;

import dev.laminar.data.Column;
import dev.laminar.data.ColumnBuilder;
import dev.laminar.data.DataType;
import dev.laminar.internal.state.KeyHash;
import java.util.List;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.HllUnion;
import org.jspecify.annotations.Nullable;

/** approx_distinct over inserts: a HyperLogLog union of 4096 registers for each group. */
final class DistinctSketch extends HeapAccumulator<HllUnion> {
  private static final int LOG_REGISTERS = 12;

  private final int column;

  DistinctSketch(Binding binding) {
    super(binding.memory());
    this.column = binding.column();
  }

  @Override
  HllUnion create() {
    return new HllUnion(LOG_REGISTERS);
  }

  @Override
  void add(HllUnion state, Feed feed, int row, int weight) {
    state.update(KeyHash.value(feed.batch().column(column), row));
  }

  @Override
  void merge(HllUnion into, HllUnion from, int sign) {
    into.update(from.getResult());
  }

  @Override
  void finish(@Nullable HllUnion state, ColumnBuilder out, Failures failures) {
    out.appendLong(state == null ? 0 : Math.round(state.getEstimate()));
  }

  @Override
  long bytes(HllUnion state) {
    return state.getUpdatableSerializationBytes() + 64L;
  }

  @Override
  List<DataType> stateTypes() {
    return List.of(DataType.BYTES);
  }

  @Override
  void save(HllUnion state, ColumnBuilder out) {
    out.appendBytes(state.toUpdatableByteArray());
  }

  @Override
  HllUnion load(Column saved, int row) {
    HllUnion union = create();
    if (saved.get(row) instanceof byte[] bytes) {
      union.update(HllSketch.heapify(bytes));
    }
    return union;
  }
}
