package dev.laminar.internal.state.join;

import dev.laminar.data.HugePages;
import dev.laminar.data.Mem;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * From hashes to row numbers: open addressing, linear probing, one 8-byte slot an entry.
 *
 * <p>A slot holds the lower 32 bits of the hash, which give its place, and above them the row's
 * number + 1; 0 is an empty slot, −1 one that was removed. So growing touches no row. Beside each
 * slot a byte tells which eighths of the hashes that belong there have an entry: a look-up that
 * finds nothing mostly reads that byte alone. Equal lower halves are one entry: who looks up must
 * compare. One thread.
 */
final class HashIndex implements AutoCloseable {

  private static final int FIRST_SLOTS = 16;
  private static final long REMOVED = 0xffffffff00000000L;
  private static final long LOW = 0xffffffffL;

  private final BufferAllocator allocator;
  private @Nullable ArrowBuf slots;
  private @Nullable ArrowBuf slotMarks;
  private long base;
  private long marks;
  private long mask = -1; // slots − 1
  private long limit; // on used
  private long used; // entries and removed ones
  private long entries;
  private long[] firstSlots = new long[0];
  private int[] marked = new int[0];

  HashIndex(BufferAllocator allocator) {
    this.allocator = allocator;
  }

  private static long slot(long hash, int row) {
    return (row + 1L) << 32 | hash & LOW;
  }

  private static int row(long slot) {
    return (int) (slot >>> 32) - 1;
  }

  private static boolean isEntry(long slot) {
    return slot != 0 && (slot & REMOVED) != REMOVED;
  }

  private static int mark(long hash) {
    return 1 << ((int) hash >>> 29);
  }

  /**
   * Looks up many hashes: those of {@code rows} in {@code hashes}. Writes the probing row and the
   * row found of each hit; returns the number of hits.
   */
  int find(long[] hashes, int[] rows, int count, int[] hitRows, int[] found) {
    if (entries == 0) {
      return 0;
    }
    int candidates = readMarked(hashes, rows, count);
    int hits = 0;
    for (int i = 0; i < candidates; i++) {
      long slot = firstSlots[i];
      long hash = hashes[marked[i]];
      long at = hash & mask;
      while (slot != 0) {
        if ((int) slot == (int) hash && (slot & REMOVED) != REMOVED) {
          hitRows[hits] = marked[i];
          found[hits++] = row(slot);
          break;
        }
        at = (at + 1) & mask;
        slot = Mem.getLong(base + (at << 3));
      }
    }
    return hits;
  }

  /**
   * Reads the first slots of the hashes that may have an entry. No step depends on what another
   * reads, so that cache misses overlap.
   */
  private int readMarked(long[] hashes, int[] rows, int count) {
    makeRoom(count);
    int candidates = 0;
    for (int i = 0; i < count; i++) {
      long hash = hashes[rows[i]];
      int bits = Mem.getByte(marks + (hash & mask));
      marked[candidates] = rows[i];
      candidates += (bits & mark(hash)) != 0 ? 1 : 0;
    }
    for (int i = 0; i < candidates; i++) {
      firstSlots[i] = Mem.getLong(base + ((hashes[marked[i]] & mask) << 3));
    }
    return candidates;
  }

  private void makeRoom(int count) {
    if (firstSlots.length < count) {
      firstSlots = new long[Math.max(count, 1024)];
      marked = new int[firstSlots.length];
    }
  }

  /**
   * Makes {@code ids[i]} the entry of the hash of {@code rows[i]}, for each; writes to {@code
   * former} what was it before, or none.
   */
  void put(long[] hashes, int[] rows, int[] ids, int count, int[] former) {
    if (slots != null) {
      touch(hashes, rows, count);
    }
    for (int i = 0; i < count; i++) {
      former[i] = put(hashes[rows[i]], ids[i]);
    }
  }

  /** Brings slots into the cache, all misses at once. */
  private void touch(long[] hashes, int[] rows, int count) {
    makeRoom(count);
    for (int i = 0; i < count; i++) {
      firstSlots[i] = Mem.getLong(base + ((hashes[rows[i]] & mask) << 3));
    }
  }

  private void setMark(long hash) {
    long at = marks + (hash & mask);
    Mem.putByte(at, (byte) (Mem.getByte(at) | mark(hash)));
  }

  /** Makes {@code row} the entry of the hash; returns the row that was it, or none. */
  int put(long hash, int row) {
    if (used >= limit) {
      rebuild();
    }
    long at = hash & mask;
    while (true) {
      long slot = Mem.getLong(base + (at << 3));
      if (slot == 0) {
        Mem.putLong(base + (at << 3), slot(hash, row));
        setMark(hash);
        used++;
        entries++;
        return RowPages.NONE;
      }
      if ((int) slot == (int) hash && (slot & REMOVED) != REMOVED) {
        Mem.putLong(base + (at << 3), slot(hash, row));
        return row(slot);
      }
      at = (at + 1) & mask;
    }
  }

  /** Adds an entry beside those of the same hash. */
  void add(long hash, int row) {
    if (used >= limit) {
      rebuild();
    }
    insert(slot(hash, row));
    used++;
    entries++;
  }

  private void insert(long slot) {
    long at = slot & LOW & mask;
    while (Mem.getLong(base + (at << 3)) != 0) {
      at = (at + 1) & mask;
    }
    Mem.putLong(base + (at << 3), slot);
    setMark(slot);
  }

  /** Puts {@code newRow}, or nothing if it is none, where {@code row} stands for the hash. */
  void replace(long hash, int row, int newRow) {
    long wanted = slot(hash, row);
    long at = hash & mask;
    long slot = Mem.getLong(base + (at << 3));
    while (slot != wanted) {
      if (slot == 0) {
        throw new IllegalStateException("row " + row + " is not in the index");
      }
      at = (at + 1) & mask;
      slot = Mem.getLong(base + (at << 3));
    }
    boolean removed = newRow == RowPages.NONE;
    Mem.putLong(base + (at << 3), removed ? REMOVED | hash & LOW : slot(hash, newRow));
    entries -= removed ? 1 : 0;
  }

  /** Takes the row out, if it stands for the hash. */
  void discard(long hash, int row) {
    for (long at = next(hash, start(hash)); at >= 0; at = next(hash, after(at))) {
      if (rowAt(at) == row) {
        replace(hash, row, RowPages.NONE);
        return;
      }
    }
  }

  /** Where to begin with {@link #next} to see every row that was added with the hash. */
  long start(long hash) {
    return entries == 0 ? -1 : hash & mask;
  }

  /**
   * Sees the rows of a hash one by one: the place of the next entry at or after {@code place}, or
   * −1. Go on with {@link #after} it.
   */
  long next(long hash, long place) {
    long at = place;
    while (at >= 0) {
      long slot = Mem.getLong(base + (at << 3));
      if (slot == 0) {
        return -1;
      }
      if ((int) slot == (int) hash && (slot & REMOVED) != REMOVED) {
        return at;
      }
      at = after(at);
    }
    return -1;
  }

  long after(long place) {
    return (place + 1) & mask;
  }

  int rowAt(long place) {
    return row(Mem.getLong(base + (place << 3)));
  }

  /** Makes room for another entry: in twice as many slots, or without the removed ones. */
  private void rebuild() {
    long oldSlots = mask + 1;
    long newSlots = Math.max(FIRST_SLOTS, entries >= oldSlots / 8 * 3 ? oldSlots * 2 : oldSlots);
    ArrowBuf old = slots;
    long oldBase = base;
    allocate(newSlots);
    used = entries;
    if (old != null) {
      for (long at = 0; at < oldSlots; at++) {
        long slot = Mem.getLong(oldBase + (at << 3));
        if (isEntry(slot)) {
          insert(slot);
        }
      }
      old.close();
    }
  }

  private void allocate(long count) {
    ArrowBuf newSlots = allocator.buffer(count << 3);
    slots = newSlots;
    base = newSlots.memoryAddress();
    HugePages.advise(base, count << 3);
    Mem.fill(base, count << 3, (byte) 0);
    if (slotMarks != null) {
      slotMarks.close();
      slotMarks = null;
    }
    ArrowBuf newMarks = allocator.buffer(count);
    slotMarks = newMarks;
    marks = newMarks.memoryAddress();
    HugePages.advise(marks, count);
    Mem.fill(marks, count, (byte) 0);
    mask = count - 1;
    limit = count / 8 * 5;
  }

  long bytes() {
    return (mask + 1) * 9;
  }

  /** Forgets all entries and frees the memory; entries may be added afterwards. */
  @Override
  public void close() {
    if (slots != null) {
      slots.close();
    }
    if (slotMarks != null) {
      slotMarks.close();
    }
    slots = null;
    slotMarks = null;
    base = 0;
    marks = 0;
    mask = -1;
    limit = 0;
    used = 0;
    entries = 0;
  }
}
