package dev.laminar.internal.state.join;

import dev.laminar.internal.state.IntList;

/**
 * The changes of a side whose rows are never changed: ranges of numbers that have not been written.
 *
 * <p>Rows from a snapshot are written already and end a range. Freezing is remembering where the
 * rows end. One thread.
 */
final class AppendedRows implements SideChanges {

  private final RowStore store;
  private IntList ends = new IntList(); // of unwritten ranges, in turn: from, to
  private IntList frozen = new IntList();
  private int from;
  private int range;
  private int next;
  private boolean freezing;

  AppendedRows(RowStore store) {
    this.store = store;
  }

  /** Rows with numbers from {@code first} on have been restored. */
  void restored(int first) {
    if (first > from) {
      ends.add(from);
      ends.add(first);
    }
    from = store.end();
  }

  @Override
  public void freeze(boolean changesOnly) {
    restored(store.end());
    IntList unwritten = ends;
    ends = frozen;
    ends.clear();
    frozen = unwritten;
    if (!changesOnly) {
      frozen.clear();
      frozen.add(0);
      frozen.add(store.end());
    }
    range = 0;
    next = 0;
    freezing = true;
  }

  @Override
  public boolean freezing() {
    return freezing;
  }

  @Override
  public void next(RowImages out, int limit) {
    int left = limit;
    while (left > 0 && range < frozen.size()) {
      int at = Math.max(next, frozen.get(range));
      int to = Math.min(frozen.get(range + 1), at + left);
      left -= to - at;
      while (at < to) {
        out.add(at++, 1, 0, 0);
      }
      next = to;
      if (to == frozen.get(range + 1)) {
        range += 2;
      }
    }
    if (left == limit) {
      freezing = false;
    }
  }

  @Override
  public int nextRemoved(int[] out) {
    return 0;
  }

  @Override
  public void forget(int[] ids, int count) {}

  @Override
  public long bytes() {
    return ends.bytes() + frozen.bytes();
  }

  @Override
  public void clear() {
    ends = new IntList();
    frozen = new IntList();
    from = 0;
    freezing = false;
  }
}
