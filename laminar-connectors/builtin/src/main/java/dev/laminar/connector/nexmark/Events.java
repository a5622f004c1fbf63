package dev.laminar.connector.nexmark;

/** The events of one kind among those of a batch: the row of each and its number. Reused. */
final class Events {

  int count;
  int[] rows = new int[64];
  long[] numbers = new long[64];

  void clear() {
    count = 0;
  }

  void reserve(int capacity) {
    if (rows.length < capacity) {
      rows = new int[capacity];
      numbers = new long[capacity];
    }
  }

  void add(int row, long number) {
    rows[count] = row;
    numbers[count++] = number;
  }
}
