package dev.laminar.sql.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How far each split of a case's feeds has been read. <b>State:</b> one number per open reader.
 * <b>Threads:</b> tasks report, the one that runs the case waits.
 */
final class FeedProgress {

  /** One reader's place. */
  private static final class Place {
    private int read;
  }

  private final Map<String, List<Place>> places = new HashMap<>();

  /** A reader has been opened; gives what it is to report to. */
  synchronized Report opened(String split, int position) {
    Place place = new Place();
    place.read = position;
    places.computeIfAbsent(split, key -> new ArrayList<>()).add(place);
    notifyAll();
    return read -> {
      synchronized (this) {
        place.read = read;
        notifyAll();
      }
    };
  }

  /** Where a reader says how many lines it has handed on. */
  interface Report {
    void read(int lines);
  }

  /** A new run begins: readers of splits that were not finished are opened again. */
  synchronized void restart(Map<String, Integer> lengths) {
    places.entrySet().removeIf(e -> !done(e.getValue(), lengths.getOrDefault(e.getKey(), 0)));
  }

  private static boolean done(List<Place> readers, int lines) {
    return readers.stream().allMatch(place -> place.read >= lines);
  }

  /**
   * Whether {@code scans} readers of each split have read that many lines; waits up to {@code
   * millis} for it.
   */
  synchronized boolean await(Map<String, Integer> lines, Map<String, Integer> scans, long millis)
      throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    while (!reached(lines, scans)) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  private boolean reached(Map<String, Integer> lines, Map<String, Integer> scans) {
    return lines.entrySet().stream()
        .allMatch(
            e -> {
              List<Place> readers = places.getOrDefault(e.getKey(), List.of());
              return readers.size() >= scans.getOrDefault(e.getKey(), 0)
                  && done(readers, e.getValue());
            });
  }
}
