package dev.laminar.connector.mock;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What was written to {@code mock} tables with {@code capture = 'name'}, for tests: per name, every
 * change in the order of its coming, until it is {@link #take taken}. Static; any thread.
 */
public final class Captured {

  private static final Map<String, List<Change>> CHANGES = new ConcurrentHashMap<>();

  private Captured() {}

  /**
   * A row that came or went.
   *
   * @param weight +1 or −1
   * @param row its values in the form of {@link dev.laminar.data.Column#get}
   */
  public record Change(int weight, List<@Nullable Object> row) {
    public Change {
      row = Collections.unmodifiableList(row);
    }
  }

  static void add(String name, List<Change> changes) {
    List<Change> all =
        CHANGES.computeIfAbsent(name, n -> Collections.synchronizedList(new ArrayList<>()));
    all.addAll(changes);
  }

  /** What came under the name; it is forgotten here. */
  public static List<Change> take(String name) {
    List<Change> changes = CHANGES.remove(name);
    return changes == null ? List.of() : List.copyOf(changes);
  }
}
