package dev.laminar.internal.exec;

import dev.laminar.data.Batch;
import dev.laminar.internal.state.KeyGroups;
import dev.laminar.internal.state.KeyHash;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Rows of key groups whose state is still being read: they wait, all others pass. Rows of one key
 * keep their order.
 *
 * <p><b>State:</b> the groups that are there, the rows that wait. <b>Threads:</b> the task's.
 */
final class WaitingRows {

  private record Waiting(int input, Batch batch) {}

  private final List<int[]> keys;
  private final int keyGroups;
  private final BufferAllocator allocator;
  private final BiConsumer<Integer, Batch> pass;
  private final BitSet loaded = new BitSet();
  private final BitSet wanted = new BitSet();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private long bytes;
  private long[] hashes = {};

  /**
   * @param keys the columns by which the rows of each input are brought together
   * @param pass takes rows whose state is there, with the number of their input
   */
  WaitingRows(
      List<int[]> keys,
      KeyGroups groups,
      BufferAllocator allocator,
      BiConsumer<Integer, Batch> pass) {
    this.keys = keys;
    this.keyGroups = groups.count();
    this.allocator = allocator;
    this.pass = pass;
  }

  /** Passes on what can go on; takes over the batch. */
  void take(int input, Batch batch) {
    int rows = batch.rows();
    if (hashes.length < rows) {
      hashes = new long[rows];
    }
    KeyHash.hash(batch, keys.get(input), hashes);
    int[] going = new int[rows];
    int[] staying = new int[rows];
    int goes = 0;
    int stays = 0;
    for (int row = 0; row < rows; row++) {
      int group = KeyGroups.groupOf(hashes[row], keyGroups);
      if (loaded.get(group)) {
        going[goes++] = row;
      } else {
        staying[stays++] = row;
        wanted.set(group);
      }
    }
    if (stays == 0) {
      pass.accept(input, batch);
      return;
    }
    Batch passing;
    try (batch) {
      passing = goes == 0 ? Batch.of(0) : batch.gather(allocator, going, goes);
      Batch kept = batch.gather(allocator, staying, stays);
      waiting.add(new Waiting(input, kept));
      bytes += kept.bytes();
    }
    if (goes > 0) {
      pass.accept(input, passing);
    }
  }

  /** The state of these groups is there: their rows go on. */
  void loaded(BitSet groups) {
    loaded.or(groups);
    if (!groups.intersects(wanted)) {
      return;
    }
    wanted.andNot(groups);
    bytes = 0;
    for (int left = waiting.size(); left > 0; left--) {
      Waiting next = waiting.remove();
      take(next.input(), next.batch());
    }
  }

  /** Groups for which rows wait. */
  BitSet wanted() {
    return wanted;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  long bytes() {
    return bytes;
  }

  void free() {
    waiting.forEach(rows -> rows.batch().close());
    waiting.clear();
  }
}
