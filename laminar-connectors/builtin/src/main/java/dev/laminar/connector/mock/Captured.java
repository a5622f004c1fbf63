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

  private static final long NO_EPOCH = 0;
  private static final Map<String, List<Part>> PARTS = new ConcurrentHashMap<>();

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

  /** Changes that came together, and the epoch that committed them if one did. */
  private record Part(long epoch, List<Change> changes) {}

  static void add(String name, List<Change> changes) {
    commit(name, NO_EPOCH, changes);
  }

  static void commit(String name, long epoch, List<Change> changes) {
    List<Part> parts =
        PARTS.computeIfAbsent(name, n -> Collections.synchronizedList(new ArrayList<>()));
    parts.add(new Part(epoch, changes));
  }

  /** Forgets what epochs after this one have committed. */
  static void takeBack(String name, long epoch) {
    List<Part> parts = PARTS.get(name);
    if (parts != null) {
      parts.removeIf(part -> part.epoch > epoch);
    }
  }

  /** What came under the name; it is forgotten here. */
  public static List<Change> take(String name) {
    List<Part> parts = PARTS.remove(name);
    return parts == null
        ? List.of()
        : List.copyOf(parts).stream().flatMap(part -> part.changes.stream()).toList();
  }
}
