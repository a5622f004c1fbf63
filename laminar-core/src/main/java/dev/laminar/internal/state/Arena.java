package dev.laminar.internal.state;

import dev.laminar.data.Mem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Off-heap memory for values of any length, with the allocator's account.
 *
 * <p>Freed pieces are used again for others of the same size class; pages go back when the arena is
 * closed or {@link #reset}. Addresses stay valid until then. One thread.
 */
public final class Arena implements AutoCloseable {

  private static final int FIRST_PAGE = 1 << 10;
  private static final int LARGEST_PAGE = 1 << 20;
  private static final int STEP = 16;
  private static final int SMALL = 512;
  private static final int LARGEST_POOLED = 1 << 18;
  private static final int SMALL_CLASSES = SMALL / STEP + 1;

  private final BufferAllocator allocator;
  private final List<ArrowBuf> pages = new ArrayList<>();
  private final Map<Long, ArrowBuf> large = new HashMap<>();
  private final long[] free = new long[SMALL_CLASSES + 32];
  private long next;
  private long end;
  private int pageSize = FIRST_PAGE;
  private long bytes;

  public Arena(BufferAllocator allocator) {
    this.allocator = allocator;
  }

  /** The address of at least {@code length} bytes, a multiple of 8, whatever they hold. */
  public long allocate(int length) {
    if (length > LARGEST_POOLED) {
      ArrowBuf buffer = allocator.buffer(length);
      large.put(buffer.memoryAddress(), buffer);
      bytes += buffer.capacity();
      return buffer.memoryAddress();
    }
    int sizeClass = sizeClass(length);
    long reused = free[sizeClass];
    if (reused != 0) {
      free[sizeClass] = Mem.getLong(reused);
      return reused;
    }
    return bump(classBytes(sizeClass));
  }

  private long bump(int size) {
    if (end - next < size) {
      ArrowBuf page = allocator.buffer(Math.max(pageSize, Integer.highestOneBit(size) * 2));
      pages.add(page);
      bytes += page.capacity();
      next = page.memoryAddress();
      end = next + page.capacity();
      pageSize = Math.min(LARGEST_PAGE, pageSize * 2);
    }
    long address = next;
    next += size;
    return address;
  }

  /** Takes back what {@link #allocate} gave for that length. */
  public void free(long address, int length) {
    if (length > LARGEST_POOLED) {
      ArrowBuf buffer = large.remove(address);
      if (buffer == null) {
        throw new IllegalStateException("freed what was not allocated");
      }
      bytes -= buffer.capacity();
      buffer.close();
      return;
    }
    int sizeClass = sizeClass(length);
    Mem.putLong(address, free[sizeClass]);
    free[sizeClass] = address;
  }

  /** Multiples of 16 up to 512 bytes, powers of two above. */
  private static int sizeClass(int length) {
    if (length <= SMALL) {
      return Math.max(1, (length + STEP - 1) / STEP);
    }
    return SMALL_CLASSES + 32 - Integer.numberOfLeadingZeros(length - 1) - 10;
  }

  private static int classBytes(int sizeClass) {
    return sizeClass < SMALL_CLASSES ? sizeClass * STEP : 1 << (sizeClass - SMALL_CLASSES + 10);
  }

  /** Frees everything. */
  public void reset() {
    pages.forEach(ArrowBuf::close);
    pages.clear();
    large.values().forEach(ArrowBuf::close);
    large.clear();
    java.util.Arrays.fill(free, 0);
    next = 0;
    end = 0;
    pageSize = FIRST_PAGE;
    bytes = 0;
  }

  public long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    reset();
  }
}
