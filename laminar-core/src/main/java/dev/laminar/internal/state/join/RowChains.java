package dev.laminar.internal.state.join;

import dev.laminar.data.Batch;
import dev.laminar.data.Column;
import dev.laminar.data.Mem;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Leads from keys to rows: rows of one key form a chain, newest first, that the index of key hashes
 * leads to. Rows whose hashes agree in the lower half share a chain, so a look-up compares keys.
 *
 * <p>A batch is looked up at once, a step of all its chains at a time, so that cache misses
 * overlap. Rows of a side that can take them out are linked both ways, so that they can be taken
 * out. One thread.
 */
final class RowChains implements AutoCloseable {

  private final RowStore store;
  private final RowLayout layout;
  private final int[] keys;
  private final boolean removing;
  private final HashIndex heads;
  private int[] walkRows = new int[0];
  private int[] walkIds = new int[0];
  private int[] hitRows = new int[0];
  private int[] hitIds = new int[0];

  RowChains(BufferAllocator allocator, RowStore store, int[] keys, boolean removing) {
    this.store = store;
    this.layout = store.layout();
    this.keys = keys;
    this.removing = removing;
    this.heads = new HashIndex(allocator);
  }

  /** See {@link JoinSide#probe}. */
  void probe(
      Batch batch, int[] probeKeys, int[] rows, int count, long[] hashes, JoinSide.Pairs pairs) {
    makeRoom(count);
    int active = heads.find(hashes, rows, count, walkRows, walkIds);
    while (active > 0) {
      long[] at = store.addresses(walkIds, active);
      int left = 0;
      System.arraycopy(walkRows, 0, hitRows, 0, active);
      System.arraycopy(walkIds, 0, hitIds, 0, active);
      for (int i = 0; i < active; i++) {
        int next = Mem.getInt(at[i] + RowLayout.NEXT);
        walkRows[left] = walkRows[i];
        walkIds[left] = next;
        left += next == RowPages.NONE ? 0 : 1;
      }
      int hits = active;
      for (int k = 0; k < keys.length; k++) {
        Column key = batch.column(probeKeys[k]);
        hits = store.filterEqual(key, keys[k], hitRows, hitIds, at, hits);
      }
      if (hits > 0) {
        pairs.accept(hitRows, hitIds, hits);
      }
      active = left;
    }
  }

  private void makeRoom(int count) {
    if (walkRows.length < count) {
      int length = Math.max(count, 1024);
      walkRows = new int[length];
      walkIds = new int[length];
      hitRows = new int[length];
      hitIds = new int[length];
    }
  }

  /** Puts new rows at the heads of their chains. */
  void add(int[] rows, int[] ids, int count, long[] hashes) {
    makeRoom(count);
    heads.put(hashes, rows, ids, count, hitIds);
    for (int i = 0; i < count; i++) {
      link(ids[i], hitIds[i]);
    }
  }

  void add(int id, long hash) {
    link(id, heads.put(hash, id));
  }

  private void link(int id, int next) {
    if (next != RowPages.NONE) {
      Mem.putInt(store.address(id) + RowLayout.NEXT, next);
      if (removing) {
        Mem.putInt(store.address(next) + layout.previous, id);
      }
    }
    if (removing) {
      Mem.putInt(store.address(id) + layout.previous, RowPages.NONE);
    }
  }

  /** Takes a row out of its chain. */
  void remove(int id, long hash) {
    long row = store.address(id);
    int next = Mem.getInt(row + RowLayout.NEXT);
    int previous = Mem.getInt(row + layout.previous);
    if (next != RowPages.NONE) {
      Mem.putInt(store.address(next) + layout.previous, previous);
    }
    if (previous == RowPages.NONE) {
      heads.replace(hash, id, next);
    } else {
      Mem.putInt(store.address(previous) + RowLayout.NEXT, next);
    }
  }

  long bytes() {
    return heads.bytes();
  }

  @Override
  public void close() {
    heads.close();
  }
}
