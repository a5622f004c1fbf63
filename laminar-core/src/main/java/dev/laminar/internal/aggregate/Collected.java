package dev.laminar.internal.aggregate;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a group that an aggregate has to keep, each with how often it has come: a sorted
 * multiset of rows. While changes are on their way a row may have come less than zero times; it
 * then counts as absent. One thread.
 */
final class Collected {
  private static final int ENTRY_BYTES = 120;

  private final TreeMap<List<@Nullable Object>, Long> counts;
  private long bytes = 96;

  Collected(Comparator<List<@Nullable Object>> order) {
    this.counts = new TreeMap<>(order);
  }

  void add(List<@Nullable Object> row, long times) {
    Long before = counts.get(row);
    long after = (before == null ? 0 : before) + times;
    if (after == 0) {
      counts.remove(row);
      bytes -= before == null ? 0 : bytesOf(row);
    } else {
      counts.put(row, after);
      bytes += before == null ? bytesOf(row) : 0;
    }
  }

  private static long bytesOf(List<@Nullable Object> row) {
    long sum = ENTRY_BYTES;
    for (Object value : row) {
      sum += value instanceof String text ? 48 + text.length() : 32;
    }
    return sum;
  }

  void addAll(Collected other, int sign) {
    for (Map.Entry<List<@Nullable Object>, Long> entry : other.counts.entrySet()) {
      add(entry.getKey(), sign * entry.getValue());
    }
  }

  Map<List<@Nullable Object>, Long> counts() {
    return counts;
  }

  Map<List<@Nullable Object>, Long> descending() {
    return counts.descendingMap();
  }

  /** How many rows there are, repetitions counted. */
  long total() {
    long total = 0;
    for (long times : counts.values()) {
      total += Math.max(0, times);
    }
    return total;
  }

  /** The first row in that order that is there, or null. */
  static @Nullable List<@Nullable Object> first(Map<List<@Nullable Object>, Long> rows) {
    return at(rows, 0);
  }

  /** The row with that many, from 0, before it; or null if there are not so many. */
  static @Nullable List<@Nullable Object> at(Map<List<@Nullable Object>, Long> rows, long index) {
    long left = index;
    for (Map.Entry<List<@Nullable Object>, Long> entry : rows.entrySet()) {
      left -= Math.max(0, entry.getValue());
      if (left < 0) {
        return entry.getKey();
      }
    }
    return null;
  }

  long bytes() {
    return bytes;
  }
}
