package dev.laminar.internal.state.join;

import dev.laminar.data.Mem;
import dev.laminar.internal.state.IntList;

/**
 * The changes of a side whose rows change or go, by flags in the rows.
 *
 * <p>Rows changed since the last snapshot are in a list. {@link #freeze} makes it the frozen list
 * and begins another, with the other flag; or, if all rows are to be written, they are swept by
 * number. A frozen row that is about to change leaves an image of its counts, and is skipped by the
 * walk; its values do not change. A row that some snapshot has and that is removed keeps its memory
 * until its removal is written. Numbers are used again: a row that takes one which the walk will
 * come by is to be skipped, and one that is listed already is not listed twice. One thread.
 */
final class ChangedRows implements SideChanges {

  private static final int LISTS = RowLayout.LISTED; // one bit of them for each of two lists
  private static final int FIRST = LISTS & -LISTS;
  private static final int SKIPPED = 8;
  private static final int KNOWN = 16; // to the snapshots
  private static final RowImages NO_IMAGES = new RowImages();

  private final RowStore store;
  private final RowLayout layout;
  private final boolean tracking;

  private int current = FIRST; // the flag of the list that grows
  private IntList listed = new IntList();
  private IntList removed = new IntList();
  private int dead;

  // Of the snapshot in hand:
  private boolean freezing;
  private boolean whole;
  private IntList frozen = new IntList();
  private IntList frozenRemoved = new IntList();
  private RowImages images = NO_IMAGES;
  private int next; // where the walk is, in the list or in the numbers
  private int end;
  private int nextRemoved;

  /**
   * @param tracking whether snapshots will be written in pieces, or as changes
   */
  ChangedRows(RowStore store, boolean tracking) {
    this.store = store;
    this.layout = store.layout();
    this.tracking = tracking;
  }

  // ---- changes

  /** The row's counts are about to change. */
  void changing(int id, long row) {
    if (tracking) {
      int flags = Mem.getInt(row + layout.flags);
      if ((flags & current) == 0) {
        list(id, row, flags);
      }
    }
  }

  private void list(int id, long row, int flags) {
    int kept = flags;
    if (isFrozen(id, flags)) {
      keep(id, row);
      kept |= SKIPPED | KNOWN;
    }
    Mem.putInt(row + layout.flags, kept | current);
    listed.add(id);
  }

  /** Whether the row is to be written by the snapshot in hand, as it still is. */
  private boolean isFrozen(int id, int flags) {
    return freezing && (flags & SKIPPED) == 0 && isAhead(id, flags);
  }

  private boolean isAhead(int id, int flags) {
    return whole ? id >= next && id < end : (flags & LISTS & ~current) != 0;
  }

  private void keep(int id, long row) {
    images.add(id, store.weight(id), layout.matches(row), layout.padded(row));
  }

  /** These rows are new. */
  void added(int[] ids, int count) {
    if (tracking) {
      for (int i = 0; i < count; i++) {
        added(ids[i]);
      }
    }
  }

  /** The row is as the snapshots say. */
  void restored(int id) {
    if (tracking) {
      long at = store.address(id) + layout.flags;
      int flags = Mem.getInt(at);
      Mem.putInt(at, flags | KNOWN | (freezing && isAhead(id, flags) ? SKIPPED : 0));
    }
  }

  private void added(int id) {
    long at = store.address(id) + layout.flags;
    int flags = Mem.getInt(at);
    int skipped = freezing && isAhead(id, flags) ? SKIPPED : 0;
    if ((flags & current) == 0) {
      listed.add(id);
    }
    Mem.putInt(at, flags | current | skipped);
  }

  /** Frees the row, which nothing leads to any more, now or when its removal is written. */
  void remove(int id) {
    long row = store.address(id);
    int flags = Mem.getInt(row + layout.flags);
    if (tracking && isFrozen(id, flags)) {
      keep(id, row);
      flags |= SKIPPED | KNOWN;
      Mem.putInt(row + layout.flags, flags);
    }
    if ((flags & KNOWN) != 0) {
      store.setWeight(id, RowPages.DEAD);
      removed.add(id);
      dead++;
    } else {
      free(id);
    }
  }

  /** Whether a snapshot has yet to learn of the row as it is. */
  boolean isDirty(int id) {
    return tracking && (Mem.getInt(store.address(id) + layout.flags) & current) != 0;
  }

  /** Hands over the rows of which a snapshot has yet to learn that they are gone. */
  IntList takeRemoved() {
    IntList taken = removed;
    removed = new IntList();
    return taken;
  }

  /** Frees the row; no snapshot is to say that it is gone. */
  void free(int id) {
    store.remove(id);
    if (store.size() == 0) {
      forgetNumbers();
    }
  }

  /** The store has begun anew: what is listed was freed long ago. */
  private void forgetNumbers() {
    listed.clear();
    frozen.clear();
    next = 0;
    end = 0;
  }

  /** Rows that are gone and still have memory. */
  int dead() {
    return dead;
  }

  // ---- the snapshot

  @Override
  public void freeze(boolean changesOnly) {
    if (freezing) {
      throw new IllegalStateException("the last snapshot is not complete");
    }
    freezing = true;
    whole = !changesOnly;
    images = new RowImages();
    IntList emptyRemoved = frozenRemoved;
    frozenRemoved = removed;
    removed = emptyRemoved;
    IntList empty = frozen;
    frozen = listed;
    listed = empty;
    current = LISTS & ~current;
    next = 0;
    nextRemoved = 0;
    end = whole ? store.end() : frozen.size();
  }

  @Override
  public boolean freezing() {
    return freezing;
  }

  @Override
  public int nextRemoved(int[] out) {
    int count = Math.min(out.length, frozenRemoved.size() - nextRemoved);
    for (int i = 0; i < count; i++) {
      out[i] = frozenRemoved.get(nextRemoved++);
    }
    return count;
  }

  @Override
  public void forget(int[] ids, int count) {
    for (int i = 0; i < count; i++) {
      dead--;
      free(ids[i]);
    }
  }

  @Override
  public void next(RowImages out, int limit) {
    int before = out.size();
    out.takeFrom(images, limit);
    while (out.size() - before < limit && next < end) {
      int id = whole ? next : frozen.get(next);
      next++;
      write(id, out);
    }
    if (out.size() == before) {
      freezing = false;
      frozen.clear();
      frozenRemoved.clear();
      images = NO_IMAGES;
    }
  }

  private void write(int id, RowImages out) {
    long row = store.address(id);
    int flags = Mem.getInt(row + layout.flags);
    int cleared = flags & ~(SKIPPED | LISTS & ~current);
    if ((flags & SKIPPED) == 0 && !store.isGone(id)) {
      out.add(id, store.weight(id), layout.matches(row), layout.padded(row));
      cleared |= tracking ? KNOWN : 0;
    }
    Mem.putInt(row + layout.flags, cleared);
  }

  @Override
  public long bytes() {
    return listed.bytes()
        + removed.bytes()
        + frozen.bytes()
        + frozenRemoved.bytes()
        + images.bytes();
  }

  @Override
  public void clear() {
    forgetNumbers();
    listed = new IntList();
    frozen = new IntList();
    removed = new IntList();
    frozenRemoved = new IntList();
    images = NO_IMAGES;
    dead = 0;
    freezing = false;
  }
}
