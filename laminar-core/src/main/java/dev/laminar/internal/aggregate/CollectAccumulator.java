package dev.laminar.internal.aggregate;

import dev.laminar.data.Column;
import dev.laminar.data.ColumnBuilder;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.internal.plan.AggregateCall.SortKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate that keeps the values of each group, sorted, and computes its result from them: what
 * needs an order or has to find the next value when one is retracted.
 *
 * <p>A kept row is sort keys, then arguments, then, where the order of arrival matters, a number.
 */
final class CollectAccumulator extends HeapAccumulator<Collected> {

  /** Computes a group's result; null is no value. */
  @FunctionalInterface
  interface Result {
    @Nullable Object of(Collected rows);
  }

  /**
   * What is kept of a row.
   *
   * @param keys what rows are sorted by; then come the arguments
   * @param numbered whether rows that are equal in the keys stay in the order in which they came
   */
  record Shape(List<SortKey> keys, List<Integer> args, boolean numbered, boolean skipsNulls) {}

  private final Shape shape;
  private final List<Field> fields = new ArrayList<>();
  private final Comparator<List<@Nullable Object>> order;
  private final Result result;
  private long arrivals;

  CollectAccumulator(Binding binding, Shape shape, Result result) {
    super(binding.memory());
    this.shape = shape;
    this.result = result;
    shape.keys().forEach(key -> fields.add(binding.input().field(key.column())));
    if (shape.numbered()) {
      fields.add(Field.required("arrival", DataType.BIGINT));
    }
    shape.args().forEach(arg -> fields.add(binding.input().field(arg)));
    this.order = order();
  }

  private Comparator<List<@Nullable Object>> order() {
    List<Comparator<List<@Nullable Object>>> parts = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      SortKey key = i < shape.keys().size() ? shape.keys().get(i) : new SortKey(0, false, false);
      parts.add(part(i, key));
    }
    return (a, b) -> {
      for (Comparator<List<@Nullable Object>> part : parts) {
        int difference = part.compare(a, b);
        if (difference != 0) {
          return difference;
        }
      }
      return 0;
    };
  }

  private Comparator<List<@Nullable Object>> part(int i, SortKey key) {
    ValueOrder values = ValueOrder.of(fields.get(i).type());
    return (a, b) -> {
      Object x = a.get(i);
      Object y = b.get(i);
      if (x == null || y == null) {
        int nullsLast = values.compare(x, y);
        return key.nullsFirst() ? -nullsLast : nullsLast;
      }
      return key.descending() ? values.compare(y, x) : values.compare(x, y);
    };
  }

  @Override
  boolean skipsNulls() {
    return shape.skipsNulls();
  }

  /** Rows with a number of arrival are told apart by it, so they cannot be found again. */
  @Override
  boolean subtracts() {
    return !shape.numbered();
  }

  @Override
  Collected create() {
    return new Collected(order);
  }

  @Override
  void add(Collected state, Feed feed, int row, int weight) {
    List<@Nullable Object> kept = new ArrayList<>(fields.size());
    shape.keys().forEach(key -> kept.add(feed.batch().column(key.column()).get(row)));
    if (shape.numbered()) {
      kept.add(arrivals++);
    }
    shape.args().forEach(arg -> kept.add(feed.batch().column(arg).get(row)));
    state.add(kept, weight);
  }

  @Override
  void merge(Collected into, Collected from, int sign) {
    into.addAll(from, sign);
  }

  @Override
  void finish(@Nullable Collected state, ColumnBuilder out, Failures failures) {
    out.append(state == null || state.total() == 0 ? null : result.of(state));
  }

  @Override
  long bytes(Collected state) {
    return state.bytes();
  }

  @Override
  List<DataType> stateTypes() {
    List<Field> row = new ArrayList<>(fields);
    row.add(Field.required("times", DataType.BIGINT));
    return List.of(new DataType.ListOf(Field.required("row", new DataType.Struct(row))));
  }

  @Override
  void save(Collected state, ColumnBuilder out) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    state
        .counts()
        .forEach(
            (row, times) -> {
              List<@Nullable Object> saved = new ArrayList<>(row);
              saved.add(times);
              rows.add(saved);
            });
    out.append(rows);
  }

  @Override
  Collected load(Column saved, int row) {
    Collected state = create();
    if (saved.get(row) instanceof List<?> rows) {
      for (Object each : rows) {
        List<@Nullable Object> kept = new ArrayList<>((List<?>) each);
        if (kept.removeLast() instanceof Long times) {
          state.add(kept, times);
        }
        if (shape.numbered() && kept.get(shape.keys().size()) instanceof Long number) {
          arrivals = Math.max(arrivals, number + 1);
        }
      }
    }
    return state;
  }
}
