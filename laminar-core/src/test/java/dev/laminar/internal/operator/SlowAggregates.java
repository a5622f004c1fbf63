package dev.laminar.internal.operator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates computed the slow way, from a list of values: what the fast ones are compared with.
 */
final class SlowAggregates {

  private SlowAggregates() {}

  /** A group's rows, each with how often it has come. */
  static final class Rows {
    private final Map<List<@Nullable Object>, Integer> counts = new LinkedHashMap<>();

    void add(List<@Nullable Object> row, int weight) {
      counts.merge(row, weight, Integer::sum);
      counts.values().removeIf(count -> count == 0);
    }

    boolean isEmpty() {
      return counts.isEmpty();
    }

    List<List<@Nullable Object>> list() {
      List<List<@Nullable Object>> list = new ArrayList<>();
      counts.forEach((row, count) -> list.addAll(Collections.nCopies(count, row)));
      return list;
    }
  }

  static @Nullable Object of(TestInputs.Call call, Rows rows) {
    List<@Nullable Object> values = new ArrayList<>();
    for (List<@Nullable Object> row : rows.list()) {
      boolean passes =
          call.filter().isEmpty() || Boolean.TRUE.equals(row.get(call.filter().getAsInt()));
      if (passes) {
        values.add(call.args().length == 0 ? "a row" : row.get(call.args()[0]));
      }
    }
    values.removeIf(Objects::isNull);
    if (call.distinct()) {
      values = new ArrayList<>(new LinkedHashSet<>(values));
    }
    return of(call.function(), values);
  }

  private static @Nullable Object of(String function, List<@Nullable Object> values) {
    if (function.equals("count")) {
      return values.size();
    }
    if (values.isEmpty()) {
      return null;
    }
    return switch (function) {
      case "sum" -> sum(values);
      case "avg" -> ((Number) sum(values)).doubleValue() / values.size();
      case "min" -> sorted(values).getFirst();
      case "max" -> sorted(values).getLast();
      case "bool_and" -> !values.contains(false);
      case "bit_xor" -> values.stream().mapToLong(Long.class::cast).reduce(0, (a, b) -> a ^ b);
      case "bit_and" -> values.stream().mapToLong(Long.class::cast).reduce(-1, (a, b) -> a & b);
      case "array_agg" -> sorted(values);
      case "percentile_disc" -> sorted(values).get((values.size() + 1) / 2 - 1);
      case "median" -> median(sorted(values));
      default -> throw new IllegalArgumentException(function);
    };
  }

  private static Object sum(List<@Nullable Object> values) {
    if (values.getFirst() instanceof Double) {
      return values.stream().mapToDouble(Double.class::cast).sum();
    }
    return values.stream().mapToLong(Long.class::cast).sum();
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static List<@Nullable Object> sorted(List<@Nullable Object> values) {
    List<@Nullable Object> sorted = new ArrayList<>(values);
    Collections.sort((List) sorted);
    return sorted;
  }

  private static double median(List<@Nullable Object> sorted) {
    double low = (Double) Objects.requireNonNull(sorted.get((sorted.size() - 1) / 2));
    double high = (Double) Objects.requireNonNull(sorted.get(sorted.size() / 2));
    return low + (high - low) * (sorted.size() % 2 == 0 ? 0.5 : 0);
  }
}
