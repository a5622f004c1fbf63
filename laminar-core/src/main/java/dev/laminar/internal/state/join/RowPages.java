package dev.laminar.internal.state.join;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.data.Mem;
import java.util.Arrays;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Rows of one width in pages, each with a number that stays its own until it is freed.
 *
 * <p>Freed numbers are used again, last freed first. The first page grows from a few rows, so that
 * a small state is small; {@link #take} may move it, so addresses are good only until then. One
 * thread.
 */
final class RowPages implements AutoCloseable {

  /** No row. */
  static final int NONE = -1;

  /** The weight by which a freed row is known. */
  static final int FREE = Integer.MIN_VALUE;

  /** From this size on Arrow allocates what is asked for; below, it rounds up to a power of 2. */
  private static final int PAGE_BYTES = 1 << 24;

  private static final int FIRST_ROWS = 16;

  private final BufferAllocator allocator;
  private final int stride;
  private final int shift;
  private final int mask;

  private ArrowBuf[] pages = new ArrowBuf[4];
  private long[] addresses = new long[4];
  private int pageCount;
  private int firstRows; // room in page 0
  private int end; // numbers below have been given out
  private int firstFree = NONE;
  private int freeCount;

  RowPages(BufferAllocator allocator, int stride) {
    this.allocator = allocator;
    this.stride = stride;
    int rows = Math.max(FIRST_ROWS, Integer.highestOneBit(PAGE_BYTES / stride) * 2);
    this.shift = Integer.numberOfTrailingZeros(rows);
    this.mask = rows - 1;
  }

  /** Rows that are in use. */
  int size() {
    return end - freeCount;
  }

  /** All numbers in use are below. */
  int end() {
    return end;
  }

  long address(int row) {
    return addresses[row >>> shift] + (long) (row & mask) * stride;
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
    if (rows > firstRows && firstRows <= mask) {
      growFirst(Math.max(FIRST_ROWS, rows));
    }
    while ((long) pageCount << shift < rows) {
      add(allocator.buffer((long) stride << shift));
    }
  }

  private void growFirst(long rows) {
    long bytes = Long.highestOneBit(Math.min(rows, mask + 1L) * stride * 2 - 1);
    int newRows = (int) Math.min(mask + 1L, bytes / stride);
    ArrowBuf larger = allocator.buffer((long) stride * newRows);
    if (pageCount == 0) {
      add(larger);
    } else {
      Mem.copy(addresses[0], larger.memoryAddress(), (long) end * stride);
      pages[0].close();
      pages[0] = larger;
      addresses[0] = larger.memoryAddress();
    }
    firstRows = newRows;
  }

  private void add(ArrowBuf page) {
    if (pageCount == pages.length) {
      pages = Arrays.copyOf(pages, pageCount * 2);
      addresses = Arrays.copyOf(addresses, pageCount * 2);
    }
    pages[pageCount] = page;
    addresses[pageCount++] = page.memoryAddress();
  }

  long bytes() {
    return pageCount == 0 ? 0 : (long) stride * (firstRows + ((pageCount - 1L) << shift));
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
    firstRows = 0;
    end = 0;
    firstFree = NONE;
    freeCount = 0;
  }
}
