package dev.laminar.internal.state;

/**
 * The range of key groups {@code [first, end)} that one task owns, of {@code count} in all. A key's
 * group is fixed by its hash for the life of a pipeline; rescaling moves groups between tasks.
 */
public record KeyGroups(int first, int end, int count) {

  public static final int DEFAULT_COUNT = 128;

  /** The share of {@code subtask} among {@code parallelism} tasks. */
  public static KeyGroups of(int subtask, int parallelism, int count) {
    int first = (subtask * count + parallelism - 1) / parallelism;
    int end = ((subtask + 1) * count + parallelism - 1) / parallelism;
    return new KeyGroups(first, end, count);
  }

  /** All of them, for a task that is alone. */
  public static KeyGroups all() {
    return new KeyGroups(0, DEFAULT_COUNT, DEFAULT_COUNT);
  }

  /**
   * The group of a key with that hash; uses the hash's highest bits, hash tables take their places
   * from others.
   */
  public static int groupOf(long hash, int count) {
    return (int) (((hash >>> 32) * count) >>> 32);
  }

  /** The task that owns a group. */
  public static int ownerOf(int group, int parallelism, int count) {
    return group * parallelism / count;
  }

  public boolean contains(int group) {
    return group >= first && group < end;
  }
}
