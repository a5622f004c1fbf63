package dev.laminar.internal.aggregate;

import dev.laminar.data.DataType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * SQL's order of values in the form that {@link dev.laminar.data.Column#get} gives: numbers by size
 * with NaN last, texts by code point, lists and structs element by element, nulls last.
 */
final class ValueOrder implements Comparator<@Nullable Object> {
  private final boolean unsigned;

  private ValueOrder(boolean unsigned) {
    this.unsigned = unsigned;
  }

  static ValueOrder of(DataType type) {
    return new ValueOrder(type instanceof DataType.Int i && !i.signed() && i.bits() == 64);
  }

  @Override
  public int compare(@Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return a == b ? 0 : a == null ? 1 : -1;
    }
    return switch (a) {
      case Long x -> unsigned ? Long.compareUnsigned(x, (Long) b) : Long.compare(x, (Long) b);
      case Double x -> Double.compare(x + 0.0, (Double) b + 0.0);
      case BigDecimal x -> x.compareTo((BigDecimal) b);
      case Boolean x -> Boolean.compare(x, (Boolean) b);
      case String x -> compareTexts(x, (String) b);
      case byte[] x -> Arrays.compareUnsigned(x, (byte[]) b);
      case List<?> x -> compareLists(x, (List<?>) b);
      case Map<?, ?> x -> compareMaps(x, (Map<?, ?>) b);
      default -> throw new IllegalStateException("no value of a column: " + a.getClass());
    };
  }

  /** By code point, which UTF-8 bytes keep and Java's chars do not. */
  private static int compareTexts(String a, String b) {
    return Arrays.compareUnsigned(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  private int compareLists(List<?> a, List<?> b) {
    Iterator<?> others = b.iterator();
    for (Object element : a) {
      if (!others.hasNext()) {
        return 1;
      }
      int order = compare(element, others.next());
      if (order != 0) {
        return order;
      }
    }
    return others.hasNext() ? -1 : 0;
  }

  private int compareMaps(Map<?, ?> a, Map<?, ?> b) {
    int keys = compareLists(List.copyOf(a.keySet()), List.copyOf(b.keySet()));
    return keys != 0 ? keys : compareLists(List.copyOf(a.values()), List.copyOf(b.values()));
  }
}
