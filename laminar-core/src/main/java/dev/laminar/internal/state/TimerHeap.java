package dev.laminar.internal.state;

import dev.laminar.data.Mem;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/** Off-heap pairs of a time and a row's address, earliest first: a binary heap. One thread. */
public final class TimerHeap implements AutoCloseable {
  private static final int ENTRY = 16;
  private static final int FIRST = 64;

  private final BufferAllocator allocator;
  private ArrowBuf buffer;
  private long base;
  private int capacity = FIRST;
  private int size;

  public TimerHeap(BufferAllocator allocator) {
    this.allocator = allocator;
    this.buffer = allocator.buffer((long) FIRST * ENTRY);
    this.base = buffer.memoryAddress();
  }

  public boolean isEmpty() {
    return size == 0;
  }

  public long bytes() {
    return buffer.capacity();
  }

  /** The earliest time; there is one. */
  public long firstTime() {
    return Mem.getLong(base);
  }

  public void add(long time, long row) {
    if (size == capacity) {
      grow();
    }
    int at = size++;
    while (at > 0 && time(parent(at)) > time) {
      move(parent(at), at);
      at = parent(at);
    }
    put(at, time, row);
  }

  private void grow() {
    ArrowBuf larger = allocator.buffer((long) capacity * 2 * ENTRY);
    Mem.copy(base, larger.memoryAddress(), (long) capacity * ENTRY);
    buffer.close();
    buffer = larger;
    base = larger.memoryAddress();
    capacity *= 2;
  }

  /** Takes out the earliest entry and returns its row. */
  public long poll() {
    long row = Mem.getLong(base + 8);
    size--;
    if (size > 0) {
      sink(time(size), Mem.getLong(base + (long) size * ENTRY + 8));
    }
    return row;
  }

  private void sink(long time, long row) {
    int at = 0;
    while (true) {
      int child = 2 * at + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size && time(child + 1) < time(child)) {
        child++;
      }
      if (time(child) >= time) {
        break;
      }
      move(child, at);
      at = child;
    }
    put(at, time, row);
  }

  private static int parent(int at) {
    return (at - 1) >>> 1;
  }

  private long time(int at) {
    return Mem.getLong(base + (long) at * ENTRY);
  }

  private void move(int from, int to) {
    Mem.copy(base + (long) from * ENTRY, base + (long) to * ENTRY, ENTRY);
  }

  private void put(int at, long time, long row) {
    Mem.putLong(base + (long) at * ENTRY, time);
    Mem.putLong(base + (long) at * ENTRY + 8, row);
  }

  @Override
  public void close() {
    buffer.close();
  }
}
