package dev.laminar.internal.state;

import dev.laminar.data.Mem;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a {@link GroupTable} have changed since the last snapshot, and which are still to
 * be written as they were at its barrier.
 *
 * <p>{@link #freeze} takes the same time whatever the table's size: the rows that have changed (or
 * all of them) are then frozen. Its user takes them chunk by chunk from {@link #next}, and {@link
 * #take}s and writes them; a frozen row that is about to change before is given to the {@link
 * Writer}. Removed rows keep their memory, and so their keys, until {@link #nextRemoved} has handed
 * them out. One thread.
 */
public final class RowChanges {

  /*
   * A row's byte of flags says what is so of it. Two bits take turns at saying that it has changed
   * since the last barrier: after a barrier the rows of the other bit are the frozen ones. When all
   * rows are frozen, a third bit tells those that have been written or added since; its meaning
   * changes with every such sweep, so that no pass over the rows has to reset it. Rows that a
   * snapshot has are known: their removal has to be written.
   */
  static final int LIVE = 1;
  private static final int CHANGED_A = 2;
  private static final int CHANGED_B = 4;
  private static final int KNOWN = 8;
  private static final int SWEPT = 16;

  /** Writes frozen rows that are about to change. */
  @FunctionalInterface
  public interface Writer {
    void write(long[] rows, int count);
  }

  private final GroupTable table;
  private final Writer writer;
  private final boolean onlyAdded;

  private int changed = CHANGED_A;
  private int swept;
  private int frozenMask; // 0: nothing is frozen
  private int frozenXor;

  private AddressList changedRows = new AddressList();
  private AddressList frozenRows = new AddressList();
  private AddressList removedRows = new AddressList();
  private AddressList frozenRemoved = new AddressList();
  private long nextRow;
  private long nextRemoved;
  private GroupTable.@Nullable Cursor sweep;

  private long[] early = {};
  private int earlyCount;

  RowChanges(GroupTable table, boolean onlyAdded, Writer writer) {
    this.table = table;
    this.onlyAdded = onlyAdded;
    this.writer = writer;
  }

  // ---- the table's side

  /** The header bits of a new row. */
  long newHeader() {
    return (long) (LIVE | changed | swept) << (8 * RowLayout.FLAGS);
  }

  /** A header bit that is set in rows which need no {@link #touch} when they are found. */
  long foundBit() {
    return onlyAdded ? 0 : (long) changed << (8 * RowLayout.FLAGS);
  }

  void added(long row) {
    changedRows.add(row);
  }

  /** The row is about to change; {@link #writeEarly} must follow before it does. */
  void touch(long row) {
    int flags = flags(row);
    if ((flags & changed) != 0) {
      return;
    }
    if (isFrozen(flags)) {
      if (earlyCount == early.length) {
        early = Arrays.copyOf(early, Math.max(64, earlyCount * 2));
      }
      early[earlyCount++] = row;
      flags = settled(flags);
    }
    setFlags(row, flags | changed);
    changedRows.add(row);
  }

  void writeEarly() {
    if (earlyCount > 0) {
      int count = earlyCount;
      earlyCount = 0;
      writer.write(early, count);
    }
  }

  /** Whether the memory of a row that is being removed has to stay. */
  boolean keepsRemoved(long row) {
    int flags = flags(row);
    if (isFrozen(flags)) {
      throw new IllegalStateException("a frozen row is touched before it is removed");
    }
    if ((flags & KNOWN) == 0) {
      return false;
    }
    setFlags(row, 0);
    removedRows.add(row);
    return true;
  }

  /** Forgets everything; the table has no rows any more. */
  void clear() {
    freeRemoved(removedRows, 0);
    freeRemoved(frozenRemoved, nextRemoved);
    changedRows.clear();
    thaw();
  }

  private void freeRemoved(AddressList rows, long from) {
    for (long i = from; i < rows.size(); i++) {
      table.freeKey(rows.get(i));
    }
    rows.clear();
  }

  private static int flags(long row) {
    return Mem.getByte(row + RowLayout.FLAGS);
  }

  private static void setFlags(long row, int flags) {
    Mem.putByte(row + RowLayout.FLAGS, (byte) flags);
  }

  private boolean isFrozen(int flags) {
    return (flags & LIVE) != 0 && ((flags ^ frozenXor) & frozenMask) != 0;
  }

  /** The flags of a frozen row once it is written. */
  private int settled(int flags) {
    int stale = changed ^ (CHANGED_A | CHANGED_B);
    return flags & ~(stale | SWEPT) | swept | KNOWN;
  }

  // ---- snapshots

  /** Freezes the rows that have changed since the last time, or all; the last time is over. */
  public void freeze(boolean changesOnly) {
    if (frozenMask != 0) {
      throw new IllegalStateException("rows are frozen already");
    }
    AddressList empty = frozenRows;
    frozenRows = changedRows;
    changedRows = empty;
    empty = frozenRemoved;
    frozenRemoved = removedRows;
    removedRows = empty;
    int before = changed;
    changed ^= CHANGED_A | CHANGED_B;
    if (changesOnly) {
      frozenMask = before;
      frozenXor = 0;
    } else {
      frozenRows.clear();
      swept ^= SWEPT;
      frozenMask = SWEPT;
      frozenXor = swept;
      sweep = table.rows();
    }
    table.changesTurned();
  }

  /**
   * The next rows that may be frozen, out of {@code most} that are looked at.
   *
   * @return how many they are, or −1 at the end
   */
  public int next(long[] out, int most) {
    if (sweep != null) {
      int count = sweep.scan(out, most);
      return count == 0 && sweep.isAtEnd() ? -1 : count;
    }
    if (nextRow == frozenRows.size()) {
      return -1;
    }
    int count = 0;
    for (int i = 0; i < most && nextRow < frozenRows.size(); i++) {
      long row = frozenRows.get(nextRow++);
      out[count] = row;
      count += isFrozen(flags(row)) ? 1 : 0;
    }
    return count;
  }

  /** Keeps those that are frozen still, which are so no longer: the caller writes them now. */
  public int take(long[] rows, int count) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int flags = flags(rows[i]);
      if (isFrozen(flags)) {
        setFlags(rows[i], settled(flags));
        rows[kept++] = rows[i];
      }
    }
    return kept;
  }

  /** The next rows that were removed before the barrier; their keys can be read still. */
  public int nextRemoved(long[] out, int most) {
    int count = 0;
    while (count < most && nextRemoved < frozenRemoved.size()) {
      out[count++] = frozenRemoved.get(nextRemoved++);
    }
    return count;
  }

  /** The rows of {@link #nextRemoved} have been written. */
  public void free(long[] rows, int count) {
    for (int i = 0; i < count; i++) {
      table.freeKey(rows[i]);
      table.freeRow(rows[i]);
    }
  }

  /** All frozen rows have been taken and all removed ones freed. */
  public void thaw() {
    frozenMask = 0;
    sweep = null;
    nextRow = 0;
    nextRemoved = 0;
    frozenRows.clear();
    frozenRemoved.clear();
  }

  /** The rows are as the last snapshot has them: they have come from it. */
  public void settle() {
    for (long i = 0; i < changedRows.size(); i++) {
      long row = changedRows.get(i);
      int flags = flags(row);
      if ((flags & LIVE) != 0) {
        setFlags(row, flags & ~changed | KNOWN);
      }
    }
    changedRows.clear();
    for (long i = 0; i < removedRows.size(); i++) {
      long row = removedRows.get(i);
      table.freeKey(row);
      table.freeRow(row);
    }
    removedRows.clear();
  }

  /** Whether nothing has changed since the last barrier. */
  public boolean isEmpty() {
    return changedRows.size() == 0 && removedRows.size() == 0;
  }

  long bytes() {
    return changedRows.bytes()
        + frozenRows.bytes()
        + removedRows.bytes()
        + frozenRemoved.bytes()
        + 8L * early.length;
  }
}
