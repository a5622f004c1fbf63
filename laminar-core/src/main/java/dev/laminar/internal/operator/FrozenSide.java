package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.Column;
import dev.laminar.internal.state.join.JoinSide;
import dev.laminar.internal.state.join.RowImages;

/**
 * Writes what a side of a join has frozen: first the rows that are gone, then those that are there.
 *
 * <p>Rows are taken from the side in chunks and written a key group at a time. Of a row in the
 * chunk only counts can change, and those were copied; its values stay in the side until it is
 * forgotten. One thread.
 */
final class FrozenSide implements Frozen {

  /**
   * So many rows are put in order of their key groups at once: many, so that batches are not small.
   */
  private static final int CHUNK = 1 << 16;

  /** Rows taken from the side in one call. */
  private static final int TAKEN = 1 << 13;

  /** Rows written in one call, or a few more. */
  private static final int WRITTEN = 1 << 12;

  private final SnapshotWriter writer;
  private final String table;
  private final boolean changesOnly;
  private final JoinInput input;
  private final JoinSide side;
  private final SideColumns columns;
  private final KeyedChunk chunk;
  private final RowImages images = new RowImages();
  private int[] removed;
  private int removedCount;
  private boolean removing = true;

  FrozenSide(
      SnapshotWriter writer,
      String table,
      boolean changesOnly,
      OperatorContext context,
      JoinInput input,
      JoinSide side) {
    this.writer = writer;
    this.table = table;
    this.changesOnly = changesOnly;
    this.columns = new SideColumns(context.allocator(), side);
    this.input = input;
    this.side = side;
    this.chunk = new KeyedChunk(context.keyGroups().count());
    this.removed = new int[side.kind().updating() ? TAKEN : 0];
    side.freeze(changesOnly);
  }

  @Override
  public boolean writeSome() {
    if (chunk.hasNext()) {
      for (int written = 0; written < WRITTEN && chunk.hasNext(); ) {
        written += writeGroup();
      }
      if (!chunk.hasNext()) {
        endChunk();
      }
      return true;
    }
    return removing ? takeRemoved() : takeImages();
  }

  private boolean takeRemoved() {
    removedCount = side.nextRemoved(removed);
    if (removedCount == 0) {
      removing = false;
    } else if (changesOnly) {
      chunk.add(side.gather(removed, removedCount, input.keys), removedCount);
      chunk.sort();
    } else {
      side.forget(removed, removedCount);
    }
    return true;
  }

  private boolean takeImages() {
    int before = images.size();
    side.nextFrozen(images, TAKEN);
    int taken = images.size() - before;
    if (taken > 0) {
      int[] ids = new int[taken];
      for (int i = 0; i < taken; i++) {
        ids[i] = images.id(before + i);
      }
      chunk.add(side.gather(ids, taken, input.keys), taken);
    }
    if (taken == 0 || images.size() >= CHUNK) {
      chunk.sort();
    }
    return side.freezing() || chunk.hasNext();
  }

  private void endChunk() {
    if (removing) {
      side.forget(removed, removedCount);
    } else {
      images.clear();
    }
  }

  private int writeGroup() {
    int group = chunk.group();
    int[] positions = chunk.next(WRITTEN);
    int count = positions.length;
    int[] ids = new int[count];
    for (int i = 0; i < count; i++) {
      ids[i] = removing ? removed[positions[i]] : images.id(positions[i]);
    }
    Column[] values = side.gather(ids, count);
    if (removing) {
      writer.remove(table, group, Batch.of(count, values));
    } else {
      writer.put(table, group, Batch.of(count, columns.withCounts(values, ids, counts(positions))));
    }
    return count;
  }

  private SideColumns.Counts counts(int[] at) {
    return new SideColumns.Counts(
        i -> images.weight(at[i]), i -> images.matches(at[i]), i -> images.padded(at[i]));
  }
}
