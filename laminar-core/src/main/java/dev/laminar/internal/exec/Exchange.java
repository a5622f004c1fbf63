package dev.laminar.internal.exec;

import dev.laminar.data.Batch;
import dev.laminar.internal.exec.graph.Distribution;
import dev.laminar.internal.state.KeyGroups;
import dev.laminar.internal.state.KeyHash;
import java.util.Arrays;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Sends rows from one task to the subtasks of the next stage, one queue each.
 *
 * <p>Markers go to all of them at once, whether or not a queue is full: so a reader that waits for
 * a marker from everybody waits for nobody who waits for it. Batches are passed on untouched where
 * all rows have one target; else their rows are sorted by target (counting sort) and gathered.
 *
 * <p><b>Threads:</b> the sending task.
 */
abstract class Exchange implements Outlet {

  final Channel[] channels;
  final BufferAllocator allocator;
  private final int maxRows;
  private final Meter meter;
  private int[] slice = {};

  private Exchange(Channel[] channels, BufferAllocator allocator, int maxRows, Meter meter) {
    this.channels = channels;
    this.allocator = allocator;
    this.maxRows = maxRows;
    this.meter = meter;
  }

  /**
   * @param channels one to each subtask that this one may send to
   * @param maxRows batches with more rows are split
   * @param meter counts the bytes that leave
   */
  static Exchange of(
      Distribution distribution,
      int subtask,
      Channel[] channels,
      BufferAllocator allocator,
      int keyGroups,
      int maxRows,
      Meter meter) {
    return switch (distribution) {
      case Distribution.Forward _ -> new ToOne(channels, allocator, maxRows, meter);
      case Distribution.Gather _ -> new ToOne(channels, allocator, maxRows, meter);
      case Distribution.Hash h ->
          new ToOwner(channels, h.keys(), keyGroups, allocator, maxRows, meter);
      case Distribution.Rebalance r -> new InTurn(channels, subtask, allocator, maxRows, meter);
      case Distribution.Broadcast b -> new ToAll(channels, allocator, maxRows, meter);
    };
  }

  @Override
  public void mark(Element marker) {
    for (Channel channel : channels) {
      channel.add(marker, Element.MARKER_BYTES);
    }
  }

  @Override
  public boolean blocked() {
    for (Channel channel : channels) {
      if (channel.full()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public long queuedBytes() {
    long bytes = 0;
    for (Channel channel : channels) {
      bytes += channel.bytes();
    }
    return bytes;
  }

  final void send(Channel channel, Batch batch) {
    if (batch.rows() <= maxRows) {
      long bytes = batch.bytes();
      meter.bytesOut.add(bytes);
      channel.add(new Element.Data(batch, bytes), bytes + Element.MARKER_BYTES);
      return;
    }
    try (batch) {
      for (int from = 0; from < batch.rows(); from += maxRows) {
        int count = Math.min(maxRows, batch.rows() - from);
        if (slice.length < count) {
          slice = new int[count];
        }
        for (int i = 0; i < count; i++) {
          slice[i] = from + i;
        }
        send(channel, batch.gather(allocator, slice, count));
      }
    }
  }

  /** Always to the same subtask. */
  private static final class ToOne extends Exchange {
    ToOne(Channel[] channels, BufferAllocator allocator, int maxRows, Meter meter) {
      super(channels, allocator, maxRows, meter);
    }

    @Override
    public void emit(Batch batch) {
      send(channels[0], batch);
    }
  }

  /** Batches go round. */
  private static final class InTurn extends Exchange {
    private int next;

    InTurn(Channel[] channels, int first, BufferAllocator allocator, int maxRows, Meter meter) {
      super(channels, allocator, maxRows, meter);
      this.next = first % channels.length;
    }

    @Override
    public void emit(Batch batch) {
      Channel target = channels[next];
      next = next + 1 == channels.length ? 0 : next + 1;
      send(target, batch);
    }
  }

  /** Each subtask gets all rows. */
  private static final class ToAll extends Exchange {
    ToAll(Channel[] channels, BufferAllocator allocator, int maxRows, Meter meter) {
      super(channels, allocator, maxRows, meter);
    }

    @Override
    public void emit(Batch batch) {
      try (batch) {
        for (Channel channel : channels) {
          send(channel, batch.retain());
        }
      }
    }
  }

  /** Each row goes to the owner of its key's group. */
  private static final class ToOwner extends Exchange {
    private final int[] keys;
    private final int keyGroups;
    private final int[] owners;
    private final int[] ends;
    private long[] hashes = {};
    private int[] targets = {};
    private int[] sorted = {};

    ToOwner(
        Channel[] channels,
        int[] keys,
        int keyGroups,
        BufferAllocator allocator,
        int maxRows,
        Meter meter) {
      super(channels, allocator, maxRows, meter);
      this.keys = keys;
      this.keyGroups = keyGroups;
      this.owners = new int[keyGroups];
      this.ends = new int[channels.length];
      for (int group = 0; group < keyGroups; group++) {
        owners[group] = KeyGroups.ownerOf(group, channels.length, keyGroups);
      }
    }

    @Override
    public void emit(Batch batch) {
      if (channels.length == 1) {
        send(channels[0], batch);
        return;
      }
      int rows = batch.rows();
      reserve(rows);
      KeyHash.hash(batch, keys, hashes);
      count(rows);
      for (int target = 0; target < ends.length; target++) {
        if (ends[target] == rows) {
          send(channels[target], batch);
          return;
        }
      }
      sort(rows);
      divide(batch);
    }

    private void reserve(int rows) {
      if (hashes.length < rows) {
        hashes = new long[rows];
        targets = new int[rows];
        sorted = new int[rows];
      }
    }

    private void count(int rows) {
      Arrays.fill(ends, 0);
      for (int i = 0; i < rows; i++) {
        int target = owners[KeyGroups.groupOf(hashes[i], keyGroups)];
        targets[i] = target;
        ends[target]++;
      }
    }

    /** Turns counts into ends, and fills {@code sorted} with row numbers by target, in order. */
    private void sort(int rows) {
      int start = 0;
      for (int target = 0; target < ends.length; target++) {
        int count = ends[target];
        ends[target] = start;
        start += count;
      }
      for (int i = 0; i < rows; i++) {
        sorted[ends[targets[i]]++] = i;
      }
    }

    private void divide(Batch batch) {
      try (batch) {
        int start = 0;
        for (int target = 0; target < ends.length; target++) {
          int count = ends[target] - start;
          if (count > 0) {
            int[] rows = start == 0 ? sorted : Arrays.copyOfRange(sorted, start, ends[target]);
            send(channels[target], batch.gather(allocator, rows, count));
          }
          start = ends[target];
        }
      }
    }
  }
}
