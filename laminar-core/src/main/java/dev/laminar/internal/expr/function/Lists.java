package dev.laminar.internal.expr.function;

import dev.laminar.data.DataType;
import dev.laminar.data.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Arrays, as lists of objects. Stateless. */
public final class Lists {

  private Lists() {}

  public static List<@Nullable Object> of(@Nullable Object[] values) {
    return Arrays.asList(values);
  }

  @SuppressWarnings("unchecked")
  private static List<@Nullable Object> copy(@Nullable Object list) {
    return list == null ? new ArrayList<>() : new ArrayList<>((List<@Nullable Object>) list);
  }

  /** A list (an empty one if null) and a value. */
  public static List<@Nullable Object> append(@Nullable Object[] arguments) {
    List<@Nullable Object> list = copy(arguments[0]);
    list.add(arguments[1]);
    return list;
  }

  /** A value and a list (an empty one if null). */
  public static List<@Nullable Object> prepend(@Nullable Object[] arguments) {
    List<@Nullable Object> list = copy(arguments[1]);
    list.addFirst(arguments[0]);
    return list;
  }

  public static List<@Nullable Object> concat(List<?> a, List<?> b) {
    List<@Nullable Object> list = new ArrayList<>(a);
    list.addAll(b);
    return list;
  }

  public static @Nullable Object item(List<?> list, long index) {
    return index < 1 || index > list.size() ? null : list.get((int) index - 1);
  }

  public static long size(List<?> list) {
    return list.size();
  }

  /** The size of a dimension; null if there is no such dimension. */
  public static @Nullable Object size(List<?> list, long dimension) {
    List<?> at = list;
    for (long i = 1; i < dimension; i++) {
      if (at.isEmpty() || !(at.getFirst() instanceof List<?> inner)) {
        return null;
      }
      at = inner;
    }
    return dimension < 1 || at.isEmpty() ? null : (Object) (long) at.size();
  }

  private static int indexOf(List<?> list, Object value) {
    for (int i = 0; i < list.size(); i++) {
      Object each = list.get(i);
      if (each != null && Values.equal(each, value)) {
        return i;
      }
    }
    return -1;
  }

  public static boolean contains(List<?> list, Object value) {
    return indexOf(list, value) >= 0;
  }

  public static @Nullable Object position(List<?> list, Object value) {
    int index = indexOf(list, value);
    return index < 0 ? null : (Object) (index + 1L);
  }

  public static List<@Nullable Object> slice(List<?> list, long from, long to) {
    int start = (int) Math.clamp(from - 1, 0L, (long) list.size());
    int end = (int) Math.clamp(to, (long) start, (long) list.size());
    return new ArrayList<>(list.subList(start, end));
  }

  public static List<@Nullable Object> remove(List<?> list, Object value) {
    List<@Nullable Object> kept = new ArrayList<>(list);
    kept.removeIf(each -> each != null && Values.equal(each, value));
    return kept;
  }

  public static List<@Nullable Object> distinct(List<?> list) {
    Set<@Nullable Object> seen = new TreeSet<>(Values::compare);
    List<@Nullable Object> kept = new ArrayList<>();
    for (Object each : list) {
      if (seen.add(each)) {
        kept.add(each);
      }
    }
    return kept;
  }

  public static List<@Nullable Object> sort(List<?> list) {
    List<@Nullable Object> sorted = new ArrayList<>(list);
    sorted.sort(Values::compare);
    return sorted;
  }

  public static List<@Nullable Object> reverse(List<?> list) {
    List<@Nullable Object> reversed = new ArrayList<>(list);
    Collections.reverse(reversed);
    return reversed;
  }

  private static @Nullable Object extreme(List<?> list, int sign) {
    Object best = null;
    for (Object each : list) {
      if (each != null && (best == null || Values.compare(each, best) * sign > 0)) {
        best = each;
      }
    }
    return best;
  }

  public static @Nullable Object min(List<?> list) {
    return extreme(list, -1);
  }

  public static @Nullable Object max(List<?> list) {
    return extreme(list, 1);
  }

  public static boolean overlap(List<?> a, List<?> b) {
    for (Object each : a) {
      if (each != null && contains(b, each)) {
        return true;
      }
    }
    return false;
  }

  public static List<Long> series(long from, long to, long step) {
    if (step == 0) {
      throw new RowError("generate_series expects a step other than 0");
    }
    List<Long> list = new ArrayList<>();
    for (long at = from; step > 0 ? at <= to : at >= to; at = Ints.add(at, step)) {
      list.add(at);
      if (list.size() > 10_000_000) {
        throw new RowError("generate_series gives more than 10 million values");
      }
      if (step > 0 ? at > to - step && at > Long.MAX_VALUE - step : at < Long.MIN_VALUE - step) {
        break;
      }
    }
    return list;
  }

  public static void join(
      Object list, DataType type, long by, int length, Scratch scratch, Slice out) {
    join(list, type, Boxes.text(by, length), null, scratch, out);
  }

  public static void join(
      Object list,
      DataType type,
      long by,
      int length,
      long forNull,
      int nullLength,
      Scratch scratch,
      Slice out) {
    join(list, type, Boxes.text(by, length), Boxes.text(forNull, nullLength), scratch, out);
  }

  private static void join(
      Object list, DataType type, String by, @Nullable String forNull, Scratch scratch, Slice out) {
    DataType element = ((DataType.ListOf) type).element().type();
    StringJoiner joiner = new StringJoiner(by);
    for (Object each : (List<?>) list) {
      if (each != null) {
        joiner.add(Nested.text(each, element));
      } else if (forNull != null) {
        joiner.add(forNull);
      }
    }
    scratch.put(joiner.toString(), out);
  }
}
