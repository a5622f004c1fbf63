package dev.laminar.internal.state.join;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.data.HugePages;
import dev.laminar.data.Mem;
import java.util.Arrays;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Rows of one width in pages, each with a number that stays its own until it is freed.
 *
 * <p>Freed numbers are used again, last freed first. Pages double from a few rows to some
 * megabytes, so that a small state is small and a large one is never copied. One thread.
 */
final class RowPages implements AutoCloseable {

  /** No row. */
  static final int NONE = -1;

  /** The weight by which a freed row is known. */
  static final int FREE = Integer.MIN_VALUE;

  /** The weight of a row that is gone and whose memory is still needed. */
  static final int DEAD = FREE + 1;

  /** From this size on Arrow allocates what is asked for; below, it rounds up to a power of 2. */
  static final int PAGE_BYTES = 1 << 24;

  private static final int FIRST_SHIFT = 4;

  private final BufferAllocator allocator;
  private final int stride;
  private final int shift; // of the rows of a full page
  private final int smallPages; // pages before the first full one

  private ArrowBuf[] pages = new ArrowBuf[4];
  private long[] addresses = new long[4]; // where a row of number 0 would lie, page by page
  private int pageCount;
  private long room;
  private int end; // numbers below have been given out
  private int firstFree = NONE;
  private int freeCount;

  /**
   * @param pageBytes of a full page, a power of 2
   */
  RowPages(BufferAllocator allocator, int stride, int pageBytes) {
    this.allocator = allocator;
    this.stride = stride;
    int rows = Math.max(1 << FIRST_SHIFT, Integer.highestOneBit(pageBytes / stride) * 2);
    this.shift = Integer.numberOfTrailingZeros(rows);
    this.smallPages = shift - FIRST_SHIFT + 1;
  }

  /** Rows that are in use. */
  int size() {
    return end - freeCount;
  }

  /** All numbers in use are below. */
  int end() {
    return end;
  }

  /** The small pages have 16, 16, 32, 64 … rows, and together as many as a full one. */
  long address(int row) {
    int full = row >>> shift;
    int page = full > 0 ? smallPages - 1 + full : smallPage(row);
    return addresses[page] + (long) row * stride;
  }

  private static int smallPage(int row) {
    return 32 - Integer.numberOfLeadingZeros(row >>> FIRST_SHIFT);
  }

  /** The addresses of rows, in order. */
  void addresses(int[] rows, int count, long[] out) {
    for (int i = 0; i < count; i++) {
      out[i] = address(rows[i]);
    }
  }

  /** Gives out {@code count} rows, whose bytes are arbitrary. */
  void take(int count, int[] out) {
    int taken = 0;
    while (taken < count && firstFree != NONE) {
      out[taken++] = firstFree;
      firstFree = Mem.getInt(address(firstFree) + RowLayout.NEXT);
      freeCount--;
    }
    if (taken < count) {
      makeRoom((long) end + count - taken);
      while (taken < count) {
        out[taken++] = end++;
      }
    }
  }

  /** The row's weight becomes {@link #FREE}; its number will be used again. */
  void free(int row) {
    long address = address(row);
    Mem.putInt(address + RowLayout.NEXT, firstFree);
    Mem.putInt(address + RowLayout.WEIGHT, FREE);
    firstFree = row;
    freeCount++;
  }

  private void makeRoom(long rows) {
    if (rows > Integer.MAX_VALUE - 1) {
      throw new LaminarException(
          ErrorCode.RESOURCE,
          "one task of a join can keep 2,147,483,646 rows and this one needs more; raise the"
              + " parallelism or bound the state");
    }
    while (room < rows) {
      addPage(pageCount < smallPages ? Math.max(1L << FIRST_SHIFT, room) : 1L << shift);
    }
  }

  private void addPage(long rows) {
    if (pageCount == pages.length) {
      pages = Arrays.copyOf(pages, pageCount * 2);
      addresses = Arrays.copyOf(addresses, pageCount * 2);
    }
    ArrowBuf page = allocator.buffer(stride * rows);
    HugePages.advise(page.memoryAddress(), stride * rows);
    pages[pageCount] = page;
    addresses[pageCount++] = page.memoryAddress() - stride * room;
    room += rows;
  }

  long bytes() {
    return stride * room;
  }

  /** Forgets all rows and frees their memory; new rows may be taken afterwards. */
  @Override
  public void close() {
    for (int i = 0; i < pageCount; i++) {
      pages[i].close();
    }
    pages = new ArrowBuf[4];
    addresses = new long[4];
    pageCount = 0;
    room = 0;
    end = 0;
    firstFree = NONE;
    freeCount = 0;
  }
}
