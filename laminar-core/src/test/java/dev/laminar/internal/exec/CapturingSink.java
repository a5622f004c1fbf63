package dev.laminar.internal.exec;

import dev.laminar.data.Batch;
import dev.laminar.spi.Sink;
import dev.laminar.spi.SinkWriter;
import dev.laminar.spi.WriteContext;
import dev.laminar.testing.Change;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Keeps what is written; a payload is a list of changes. */
final class CapturingSink implements Sink {

  final ChangelogSupport changes;
  final List<Change> written = new ArrayList<>();
  final AtomicInteger open = new AtomicInteger();
  final AtomicInteger finished = new AtomicInteger();
  final AtomicInteger flushes = new AtomicInteger();
  int maxParallelism = Integer.MAX_VALUE;

  /** Looks at what has been written, whenever a writer is flushed. */
  Consumer<Map<String, Integer>> atFlush = total -> {};

  /** Fails at the payload of this number; −1 for never. */
  int failAt = -1;

  private int payloads;

  CapturingSink(ChangelogSupport changes) {
    this.changes = changes;
  }

  /** What the changes come to: each row with how often it is there. */
  synchronized Map<String, Integer> total() {
    Map<String, Integer> total = new TreeMap<>();
    written.forEach(change -> total.merge(change.row().toString(), change.weight(), Integer::sum));
    total.values().removeIf(count -> count == 0);
    return total;
  }

  synchronized int rows() {
    return written.size();
  }

  @Override
  public ChangelogSupport changes() {
    return changes;
  }

  @Override
  public int maxParallelism() {
    return maxParallelism;
  }

  @Override
  public SinkWriter<?> open(WriteContext context) {
    open.incrementAndGet();
    return new Writer();
  }

  private final class Writer implements SinkWriter<List<Change>> {
    @Override
    public List<Change> encode(Batch batch, RejectedRows bad) {
      try (batch) {
        return Change.of(batch);
      }
    }

    @Override
    public long bytes(List<Change> payload) {
      return payload.size() * 8L;
    }

    @Override
    public void write(List<Change> payload) throws IOException {
      synchronized (CapturingSink.this) {
        if (payloads++ == failAt) {
          throw new IOException("the disk is full");
        }
        written.addAll(payload);
      }
    }

    @Override
    public void flush() {
      flushes.incrementAndGet();
      atFlush.accept(total());
    }

    @Override
    public void finish() {
      finished.incrementAndGet();
    }

    @Override
    public void close() {
      open.decrementAndGet();
    }
  }
}
