package dev.laminar.internal.operator;

import dev.laminar.data.DataType;
import dev.laminar.internal.state.GroupTable;
import dev.laminar.internal.state.RowChanges;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of a snapshot that is being written, out of the frozen rows of one or more {@link
 * GroupTable}s: first what was removed, then the rows.
 *
 * <p>Rows that are about to change come early ({@link #writeEarly}); they wait until the removals
 * have been written, since a removed key may have come again. One thread.
 */
final class FrozenTable implements Frozen, AutoCloseable {

  /** Rows of one piece, so that it takes less than a millisecond. */
  private static final int PIECE = 2048;

  /** Rows that are sorted by key group at once: a few hundred for each of 128. */
  private static final int STAGED = 32 << 10;

  private record Part(RowChanges changes, RowFormat format) {}

  private final boolean changesOnly;
  private final int keyGroups;
  private final List<Part> parts = new ArrayList<>();
  private final KeyGroupStage removed;
  private final KeyGroupStage rows;
  private final long[] chunk = new long[PIECE];
  private int removing; // the part whose removals come next
  private int writing;
  private boolean removalsWritten;

  /**
   * @param types the columns of the rows
   * @param keyTypes the columns of a removal
   */
  FrozenTable(
      OperatorContext context,
      SnapshotWriter writer,
      String name,
      boolean changesOnly,
      List<DataType> types,
      List<DataType> keyTypes) {
    this.changesOnly = changesOnly;
    this.keyGroups = context.keyGroups().count();
    this.rows =
        new KeyGroupStage(
            context.allocator(), types, keyGroups, (group, some) -> writer.put(name, group, some));
    this.removed =
        new KeyGroupStage(
            context.allocator(),
            keyTypes,
            keyGroups,
            (group, some) -> writer.remove(name, group, some));
  }

  boolean changesOnly() {
    return changesOnly;
  }

  /** Freezes a table that tracks its changes. */
  void add(RowChanges changes, RowFormat format) {
    changes.freeze(changesOnly);
    parts.add(new Part(changes, format));
  }

  /** Where further removals can be put before the first piece is written. */
  KeyGroupStage removals() {
    return removed;
  }

  /** Takes rows as they were at the barrier. */
  void writeEarly(RowFormat format, long[] early, int count) {
    format.write(early, count, rows.builder());
    for (int i = 0; i < count; i++) {
      int group = GroupTable.keyGroup(format.keyed(early[i]), keyGroups);
      rows.added(group, format.written(early[i]));
      format.wrote(group);
    }
  }

  @Override
  public boolean writeSome() {
    if (!removalsWritten) {
      removalsWritten = !writeRemovals();
      return true;
    }
    if (rows.isHandingOn() || rows.rows() >= STAGED) {
      rows.handOn(2 * PIECE);
      return true;
    }
    if (writing < parts.size()) {
      collect();
      return true;
    }
    return rows.handOn(2 * PIECE);
  }

  private boolean writeRemovals() {
    if (removed.isHandingOn() || removed.rows() >= STAGED) {
      return removed.handOn(2 * PIECE);
    }
    int left = PIECE;
    for (; removing < parts.size(); removing++) {
      left -= collectRemovals(parts.get(removing), left);
      if (left == 0) {
        return true;
      }
    }
    return removed.handOn(2 * PIECE);
  }

  private int collectRemovals(Part part, int most) {
    int count = part.changes().nextRemoved(chunk, most);
    if (changesOnly && count > 0) {
      part.format().writeKeys(chunk, count, removed.builder());
      for (int i = 0; i < count; i++) {
        removed.added(GroupTable.keyGroup(part.format().keyed(chunk[i]), keyGroups), 1);
      }
    }
    part.changes().free(chunk, count);
    return count;
  }

  /** Collects the next frozen rows; small parts share a piece. */
  private void collect() {
    int left = PIECE;
    while (left > 0 && writing < parts.size()) {
      Part part = parts.get(writing);
      int found = part.changes().next(chunk, left);
      if (found < 0) {
        part.changes().thaw();
        writing++;
      } else {
        left -= found == 0 ? left : found; // few are frozen: the next piece looks further
        int count = part.changes().take(chunk, found);
        if (count > 0) {
          writeEarly(part.format(), chunk, count);
        }
      }
    }
  }

  @Override
  public void close() {
    rows.close();
    removed.close();
  }
}
