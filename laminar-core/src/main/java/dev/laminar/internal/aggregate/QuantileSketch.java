package dev.laminar.internal.aggregate;

import dev.laminar.data.Column;
import dev.laminar.data.ColumnBuilder;
import dev.laminar.data.DataType;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.apache.datasketches.quantilescommon.QuantileSearchCriteria;
import org.jspecify.annotations.Nullable;

/** approx_percentile_cont and approx_median over inserts: a KLL sketch for each group. */
final class QuantileSketch extends HeapAccumulator<KllDoublesSketch> {
  private final int column;
  private final double fraction;

  QuantileSketch(Binding binding, double fraction) {
    super(binding.memory());
    this.column = binding.column();
    this.fraction = fraction;
  }

  @Override
  KllDoublesSketch create() {
    return KllDoublesSketch.newHeapInstance();
  }

  /** NaN has no rank: it is left out, as null is. */
  @Override
  void add(KllDoublesSketch state, Feed feed, int row, int weight) {
    state.update(feed.batch().column(column).getDouble(row));
  }

  @Override
  void merge(KllDoublesSketch into, KllDoublesSketch from, int sign) {
    into.merge(from);
  }

  @Override
  void finish(@Nullable KllDoublesSketch state, ColumnBuilder out, Failures failures) {
    if (state == null || state.isEmpty()) {
      out.appendNull();
    } else {
      out.appendDouble(state.getQuantile(fraction, QuantileSearchCriteria.INCLUSIVE));
    }
  }

  @Override
  long bytes(KllDoublesSketch state) {
    return 8L * state.getNumRetained() + 128;
  }

  @Override
  List<DataType> stateTypes() {
    return List.of(DataType.BYTES);
  }

  @Override
  void save(KllDoublesSketch state, ColumnBuilder out) {
    out.appendBytes(state.toByteArray());
  }

  @Override
  KllDoublesSketch load(Column saved, int row) {
    if (saved.get(row) instanceof byte[] bytes) {
      return KllDoublesSketch.heapify(MemorySegment.ofArray(bytes));
    }
    throw new IllegalStateException("a saved sketch expected");
  }
}
