package dev.laminar.internal.fluent;

import dev.laminar.data.Change;
import dev.laminar.stream.Collected;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sums changes up. <b>State:</b> each different value with its count. <b>Threads:</b> one writer,
 * any readers.
 */
final class Collector<T> implements JavaSink.Receiver<T>, Collected<T> {

  private final Map<T, Integer> counts = new LinkedHashMap<>();

  @Override
  public synchronized void change(Change<T> change) {
    counts.merge(change.value(), change.insert() ? 1 : -1, Collector::sum);
  }

  private static @Nullable Integer sum(Integer a, Integer b) {
    int sum = a + b;
    return sum == 0 ? null : Integer.valueOf(sum);
  }

  @Override
  public synchronized List<T> values() {
    List<T> values = new ArrayList<>();
    counts.forEach((value, count) -> add(values, value, count));
    return values;
  }

  private static <T> void add(List<T> values, T value, int count) {
    if (count < 0) {
      throw new IllegalStateException("retracted what was never inserted: " + value);
    }
    for (int i = 0; i < count; i++) {
      values.add(value);
    }
  }
}
