package dev.laminar.internal.state.join;

import dev.laminar.data.HugePages;
import dev.laminar.data.Mem;
import java.util.Arrays;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Texts of rows, one after another in pages that are never written twice.
 *
 * <p>So batches may share a page as a blob of their views: a page's memory is freed when both the
 * arena and the last such batch have let go of it. Texts whose rows are gone are counted; when they
 * are more than half, {@link #startCompaction} marks the worst pages, the owner moves what lives
 * there, and {@link #endCompaction} lets them go. One thread, but for shared pages, which any
 * thread reads.
 */
final class TextArena implements AutoCloseable {

  private static final int FIRST_PAGE = 1 << 10;
  private static final long SMALL = 1 << 16;

  private final BufferAllocator allocator;
  private final int largestPage;

  private @Nullable ArrowBuf[] pages = new @Nullable ArrowBuf[4];
  private long[] addresses = new long[4];
  private int[] sizes = new int[4];
  private int[] used = new int[4];
  private int[] dead = new int[4];
  private boolean[] victims = new boolean[4];
  private int pageEnd;
  private int current = -1;
  private int[] freeNumbers = new int[4];
  private int freeCount;
  private long bytes;
  private long usedBytes;
  private long deadBytes;

  TextArena(BufferAllocator allocator, int largestPage) {
    this.allocator = allocator;
    this.largestPage = largestPage;
  }

  /** Numbers of pages are below. */
  int pageEnd() {
    return pageEnd;
  }

  long address(int page) {
    return addresses[page];
  }

  /** The page's buffer with one more reference, which becomes the caller's. */
  ArrowBuf share(int page) {
    ArrowBuf buffer = pages[page];
    if (buffer == null) {
      throw new IllegalStateException("page " + page + " is gone");
    }
    buffer.getReferenceManager().retain();
    return buffer;
  }

  /**
   * Copies the bytes and returns their place as the second half of an Arrow view: the page in the
   * lower 32 bits, the offset in the upper.
   */
  long append(long from, int length) {
    if (current < 0 || sizes[current] - used[current] < length) {
      current = openPage(length);
    }
    int at = used[current];
    Mem.copy(from, addresses[current] + at, length);
    used[current] = at + length;
    usedBytes += length;
    return current | (long) at << 32;
  }

  private int openPage(int length) {
    long wanted = Math.max(FIRST_PAGE, Math.min(largestPage, Long.highestOneBit(bytes / 4 + 1)));
    int size = (int) Math.max(length, wanted);
    int page = freeCount > 0 ? freeNumbers[--freeCount] : newNumber();
    ArrowBuf buffer = allocator.buffer(size);
    HugePages.advise(buffer.memoryAddress(), size);
    pages[page] = buffer;
    addresses[page] = buffer.memoryAddress();
    sizes[page] = size;
    used[page] = 0;
    dead[page] = 0;
    bytes += size;
    return page;
  }

  private int newNumber() {
    if (pageEnd == addresses.length) {
      int more = pageEnd * 2;
      pages = Arrays.copyOf(pages, more);
      addresses = Arrays.copyOf(addresses, more);
      sizes = Arrays.copyOf(sizes, more);
      used = Arrays.copyOf(used, more);
      dead = Arrays.copyOf(dead, more);
      victims = Arrays.copyOf(victims, more);
    }
    return pageEnd++;
  }

  /** A text in that page is no longer needed. */
  void release(int page, int length) {
    dead[page] += length;
    deadBytes += length;
  }

  boolean worthCompacting() {
    return usedBytes > SMALL && deadBytes > usedBytes / 2;
  }

  /** Marks pages that are at least half dead; texts are no longer added to them. */
  void startCompaction() {
    for (int page = 0; page < pageEnd; page++) {
      victims[page] = pages[page] != null && dead[page] >= used[page] / 2;
    }
    current = -1;
  }

  boolean isVictim(int page) {
    return victims[page];
  }

  void endCompaction() {
    for (int page = 0; page < pageEnd; page++) {
      if (victims[page]) {
        drop(page);
        victims[page] = false;
      }
    }
  }

  private void drop(int page) {
    ArrowBuf buffer = pages[page];
    if (buffer != null) {
      buffer.close();
      pages[page] = null;
      bytes -= sizes[page];
      usedBytes -= used[page];
      deadBytes -= dead[page];
      if (freeCount == freeNumbers.length) {
        freeNumbers = Arrays.copyOf(freeNumbers, freeCount * 2);
      }
      freeNumbers[freeCount++] = page;
    }
  }

  /** Bytes of texts that are needed. */
  long liveBytes() {
    return usedBytes - deadBytes;
  }

  long bytes() {
    return bytes;
  }

  /** Forgets all texts; new ones may be added afterwards. */
  @Override
  public void close() {
    for (int page = 0; page < pageEnd; page++) {
      drop(page);
    }
    pageEnd = 0;
    freeCount = 0;
    current = -1;
  }
}
