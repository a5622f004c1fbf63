package dev.laminar.internal.state.join;

import java.util.Arrays;

/**
 * Rows as they are at one moment: their numbers, and of each what can change. Their values are read
 * from the side, which keeps them until the row is forgotten. Reused; one thread.
 */
public final class RowImages {

  private int[] ids = {};
  private int[] weights = {};
  private long[] matches = {};
  private int[] padded = {};
  private int size;

  void add(int id, int weight, long matchCount, int paddedTimes) {
    if (size == ids.length) {
      int more = Math.max(16, size * 2);
      ids = Arrays.copyOf(ids, more);
      weights = Arrays.copyOf(weights, more);
      matches = Arrays.copyOf(matches, more);
      padded = Arrays.copyOf(padded, more);
    }
    ids[size] = id;
    weights[size] = weight;
    matches[size] = matchCount;
    padded[size++] = paddedTimes;
  }

  /** Takes the last rows of the other, so many at most. */
  void takeFrom(RowImages other, int most) {
    for (int left = Math.min(most, other.size); left > 0; left--) {
      int last = --other.size;
      add(other.ids[last], other.weights[last], other.matches[last], other.padded[last]);
    }
  }

  public int size() {
    return size;
  }

  public int id(int index) {
    return ids[index];
  }

  public int weight(int index) {
    return weights[index];
  }

  public long matches(int index) {
    return matches[index];
  }

  public int padded(int index) {
    return padded[index];
  }

  public void clear() {
    size = 0;
  }

  long bytes() {
    return 20L * ids.length;
  }
}
