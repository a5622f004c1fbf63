package dev.laminar.data;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Asks Linux to back large buffers with large pages, if the system property {@code
 * laminar.huge-pages} is {@code true}.
 *
 * <p>New memory costs a page fault for every 4 KiB otherwise, which takes longer than all else that
 * is done to keep a row; and random reads of a large table miss the TLB less. Not by default: where
 * memory is short or fragmented the kernel may stall to find large pages. It is advice: where the
 * system does not know or allow it, nothing changes. Stateless; any thread.
 */
public final class HugePages {

  private static final long PAGE = 4096;
  private static final long HUGE_PAGE = 2 << 20;
  private static final int MADV_HUGEPAGE = 14;
  private static final boolean WANTED = Boolean.getBoolean("laminar.huge-pages");

  private HugePages() {}

  /** Looked up when the first large buffer needs it, not when a program starts. */
  private static final class Native {
    private static final Optional<MethodHandle> MADVISE = find();

    @SuppressWarnings("restricted") // one of the two places where the system is reached directly
    private static Optional<MethodHandle> find() {
      if (!System.getProperty("os.name", "").equals("Linux")) {
        return Optional.empty();
      }
      Linker linker = Linker.nativeLinker();
      FunctionDescriptor type =
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT);
      return linker
          .defaultLookup()
          .find("madvise")
          .map(function -> linker.downcallHandle(function, type));
    }
  }

  /** To be called before the memory is first written to; does nothing for small buffers. */
  public static void advise(long address, long bytes) {
    if (!WANTED || bytes < HUGE_PAGE || Native.MADVISE.isEmpty()) {
      return;
    }
    long from = (address + PAGE - 1) & -PAGE;
    long to = (address + bytes) & -PAGE;
    try {
      int ignored = (int) Native.MADVISE.get().invokeExact(from, to - from, MADV_HUGEPAGE);
    } catch (Throwable e) {
      throw new AssertionError("madvise is a plain C function and throws nothing", e);
    }
  }
}
