package dev.laminar.internal.operator;

import java.util.Arrays;

/** A growing list of numbers. One thread. */
final class IntList {

  private int[] numbers = new int[16];
  private int size;

  void add(int number) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, size * 2);
    }
    numbers[size++] = number;
  }

  int size() {
    return size;
  }

  int get(int index) {
    return numbers[index];
  }

  int[] toArray(int from, int to) {
    return Arrays.copyOfRange(numbers, from, to);
  }

  void clear() {
    size = 0;
  }
}
