package dev.laminar.internal.expr.function;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps, in the order in which their keys were given. Stateless. */
public final class Maps {

  private Maps() {}

  /** Of keys and values by turns. */
  public static Map<Object, @Nullable Object> build(@Nullable Object[] entries) {
    Map<Object, @Nullable Object> map = LinkedHashMap.newLinkedHashMap(entries.length / 2);
    for (int i = 0; i + 1 < entries.length; i += 2) {
      put(map, entries[i], entries[i + 1]);
    }
    return map;
  }

  private static void put(
      Map<Object, @Nullable Object> map, @Nullable Object key, @Nullable Object value) {
    if (key == null) {
      throw new RowError("a map's key must not be null");
    }
    map.put(key, value);
  }

  public static Map<Object, @Nullable Object> of(List<?> keys, List<?> values) {
    if (keys.size() != values.size()) {
      throw new RowError(
          "a map expects as many keys as values, got " + keys.size() + " and " + values.size());
    }
    Map<Object, @Nullable Object> map = LinkedHashMap.newLinkedHashMap(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      put(map, keys.get(i), values.get(i));
    }
    return map;
  }

  public static @Nullable Object item(Map<?, ?> map, Object key) {
    return map.get(key);
  }

  public static long size(Map<?, ?> map) {
    return map.size();
  }

  public static List<?> keys(Map<?, ?> map) {
    return new ArrayList<>(map.keySet());
  }

  public static List<?> values(Map<?, ?> map) {
    return new ArrayList<>(map.values());
  }

  public static boolean containsKey(Map<?, ?> map, Object key) {
    return map.containsKey(key);
  }
}
