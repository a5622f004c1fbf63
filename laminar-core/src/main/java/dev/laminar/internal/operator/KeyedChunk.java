package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.Column;
import dev.laminar.internal.state.KeyGroups;
import dev.laminar.internal.state.KeyHash;
import java.util.Arrays;

/**
 * Puts rows of a snapshot in the order of their key groups, a chunk at a time.
 *
 * <p>Rows are added as the columns of their keys, and come out as positions in the chunk. One
 * thread.
 */
final class KeyedChunk {

  private final int groups;
  private int[] groupOf = new int[0];
  private long[] hashes = new long[0];
  private int[] sorted = new int[0];
  private int size;
  private int at;
  private boolean ready;

  KeyedChunk(int groups) {
    this.groups = groups;
  }

  int size() {
    return size;
  }

  /** Adds rows, given their keys' columns, which it closes. */
  void add(Column[] keys, int count) {
    if (groupOf.length < size + count) {
      groupOf = Arrays.copyOf(groupOf, Math.max(size + count, groupOf.length * 2));
    }
    if (hashes.length < count) {
      hashes = new long[count];
    }
    try (Batch batch = Batch.of(count, keys)) {
      KeyHash.hash(batch, Columns.all(keys.length), hashes);
    }
    for (int i = 0; i < count; i++) {
      groupOf[size++] = KeyGroups.groupOf(hashes[i], groups);
    }
  }

  /** Ends the adding. */
  void sort() {
    int[] next = new int[groups + 1];
    for (int i = 0; i < size; i++) {
      next[groupOf[i] + 1]++;
    }
    for (int group = 0; group < groups; group++) {
      next[group + 1] += next[group];
    }
    if (sorted.length < size) {
      sorted = new int[size];
    }
    for (int i = 0; i < size; i++) {
      sorted[next[groupOf[i]]++] = i;
    }
    at = 0;
    ready = size > 0;
  }

  /** Whether rows have been sorted and not all of them have come out. */
  boolean hasNext() {
    return ready;
  }

  /** The key group of {@link #next}. */
  int group() {
    return groupOf[sorted[at]];
  }

  /** The next rows of one group, so many at most. */
  int[] next(int most) {
    int group = group();
    int end = at;
    while (end < size && end - at < most && groupOf[sorted[end]] == group) {
      end++;
    }
    int[] positions = Arrays.copyOfRange(sorted, at, end);
    at = end;
    if (at == size) {
      size = 0;
      ready = false;
    }
    return positions;
  }
}
