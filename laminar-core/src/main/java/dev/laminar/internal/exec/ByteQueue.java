package dev.laminar.internal.exec;

import dev.laminar.internal.exec.schedule.Actor;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A queue from one actor to one other, bounded by bytes.
 *
 * <p>The bound is kept by its writer, who asks {@link #full} before he takes on new work and may
 * then add whatever that work gives: so nobody ever blocks or keeps an outbox, and one item of any
 * size passes. An added item signals the reader; a writer that found it full is signalled when half
 * of it is free again.
 *
 * <p><b>Threads:</b> one writer and one reader at a time; {@link #bytes} any.
 */
class ByteQueue<T> {

  private static final VarHandle NEXT;
  private static final VarHandle WRITTEN;
  private static final VarHandle TAKEN;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      NEXT = lookup.findVarHandle(Link.class, "next", Link.class);
      WRITTEN = lookup.findVarHandle(ByteQueue.class, "written", long.class);
      TAKEN = lookup.findVarHandle(ByteQueue.class, "taken", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** An item and what comes after it. */
  private static final class Link<T> {
    @Nullable T item;
    final long bytes;

    @SuppressWarnings("UnusedVariable") // written through NEXT
    @Nullable Link<T> next;

    Link(@Nullable T item, long bytes) {
      this.item = item;
      this.bytes = bytes;
    }
  }

  private final long budget;
  private final Actor writer;
  private final Actor reader;
  private Link<T> head = new Link<>(null, 0);
  private Link<T> tail = head;
  private long written;
  private long taken;
  private volatile boolean writerWaits;

  ByteQueue(long budget, Actor writer, Actor reader) {
    this.budget = budget;
    this.writer = writer;
    this.reader = reader;
  }

  /** Writer: adds an item whatever its size. */
  final void add(T item, long bytes) {
    Link<T> link = new Link<>(item, bytes);
    WRITTEN.setOpaque(this, written + bytes);
    NEXT.setRelease(tail, link);
    tail = link;
    reader.signal();
  }

  /** Writer: whether to wait; if so, it will be signalled. */
  final boolean full() {
    if (bytes() < budget) {
      return false;
    }
    writerWaits = true;
    VarHandle.fullFence();
    if (bytes() >= budget) {
      return true;
    }
    writerWaits = false;
    return false;
  }

  /** Reader: takes the next item, or null if there is none now. */
  @SuppressWarnings("unchecked") // NEXT is a Link<T>
  final @Nullable T poll() {
    Link<T> link = (Link<T>) NEXT.getAcquire(head);
    if (link == null) {
      return null;
    }
    T item = link.item;
    link.item = null;
    head = link;
    TAKEN.setVolatile(this, taken + link.bytes);
    if (writerWaits && bytes() <= budget / 2) {
      writerWaits = false;
      writer.signal();
    }
    return item;
  }

  /** Reader: whether {@link #poll} would give nothing. */
  final boolean isEmpty() {
    return NEXT.getAcquire(head) == null;
  }

  /** Bytes waiting. */
  final long bytes() {
    long out = (long) TAKEN.getVolatile(this);
    return Math.max(0, (long) WRITTEN.getAcquire(this) - out);
  }
}
