package dev.laminar.internal.expr.function;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Order of values as objects: NaN above all, texts by code point, nulls last, lists element by
 * element. Stateless.
 */
public final class Values {

  private Values() {}

  public static int compare(@Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return a == b ? 0 : a == null ? 1 : -1;
    }
    return switch (a) {
      case Boolean x -> Boolean.compare(x, (Boolean) b);
      case Long x -> Long.compare(x, (Long) b);
      case Double x -> doubles(x, (Double) b);
      case BigDecimal x -> x.compareTo((BigDecimal) b);
      case String x -> texts(x, (String) b);
      case byte[] x -> Arrays.compareUnsigned(x, (byte[]) b);
      case List<?> x -> lists(x, (List<?>) b);
      case Map<?, ?> x -> maps(x, (Map<?, ?>) b);
      default -> throw new IllegalArgumentException("no value of a column: " + a.getClass());
    };
  }

  public static boolean equal(@Nullable Object a, @Nullable Object b) {
    return compare(a, b) == 0;
  }

  private static int doubles(double a, double b) {
    return Floats.equal(a, b) ? 0 : Floats.less(a, b) ? -1 : 1;
  }

  /** By code point; chars alone would put those above U+FFFF too low. */
  private static int texts(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean bothOrNone = Character.isSurrogate(x) == Character.isSurrogate(y);
        return bothOrNone ? Character.compare(x, y) : Character.isSurrogate(x) ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  private static int lists(List<?> a, List<?> b) {
    Iterator<?> x = a.iterator();
    Iterator<?> y = b.iterator();
    while (x.hasNext() && y.hasNext()) {
      int order = compare(x.next(), y.next());
      if (order != 0) {
        return order;
      }
    }
    return Boolean.compare(x.hasNext(), y.hasNext());
  }

  private static int maps(Map<?, ?> a, Map<?, ?> b) {
    int keys = lists(sorted(a), sorted(b));
    if (keys != 0) {
      return keys;
    }
    for (Object key : sorted(a)) {
      int order = compare(a.get(key), b.get(key));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static List<?> sorted(Map<?, ?> map) {
    return map.keySet().stream().sorted(Values::compare).toList();
  }
}
