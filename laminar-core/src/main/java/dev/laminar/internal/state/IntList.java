package dev.laminar.internal.state;

import java.util.Arrays;

/** A growing list of numbers. One thread. */
public final class IntList {

  private static final int[] NONE = {};
  private static final int LARGE = 1 << 16;

  private int[] numbers = NONE;
  private int size;

  public void add(int number) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.max(16, size * 2));
    }
    numbers[size++] = number;
  }

  public int size() {
    return size;
  }

  public int get(int index) {
    return numbers[index];
  }

  public int[] toArray(int from, int to) {
    return Arrays.copyOfRange(numbers, from, to);
  }

  /** Forgets the numbers; a long list gives its memory back. */
  public void clear() {
    size = 0;
    if (numbers.length > LARGE) {
      numbers = NONE;
    }
  }

  /** Bytes held. */
  public long bytes() {
    return 4L * numbers.length;
  }
}
