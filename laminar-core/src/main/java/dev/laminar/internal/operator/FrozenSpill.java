package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.Column;
import dev.laminar.internal.state.IntList;
import dev.laminar.internal.state.join.JoinSide;
import dev.laminar.internal.state.spill.SpillStore;

/**
 * Writes rows of a side that lie in a store: those that are there, or the spool of what has
 * changed.
 *
 * <p>They are read in chunks into a side of their own and written a key group at a time. A chunk is
 * either of rows that are gone or of rows that are there. One thread.
 */
final class FrozenSpill implements Frozen, AutoCloseable {

  private static final int CHUNK = 1 << 14;
  private static final int WRITTEN = 1 << 12;

  private final SnapshotWriter writer;
  private final String table;
  private final JoinInput input;
  private final SpillStore.Scan scan;
  private final boolean spool;
  private final JoinSide rows;
  private final SideColumns columns;
  private final KeyedChunk chunk;
  private final IntList ids = new IntList();
  private boolean more;
  private boolean removing;
  private boolean closed;

  /**
   * @param rows an empty side of the same kind, which this closes
   * @param spool whether values begin with a byte that is 1 if the rows are gone
   */
  FrozenSpill(
      SnapshotWriter writer,
      String table,
      OperatorContext context,
      JoinInput input,
      JoinSide rows,
      SpillStore.Scan scan,
      boolean spool) {
    this.writer = writer;
    this.table = table;
    this.input = input;
    this.scan = scan;
    this.spool = spool;
    this.rows = rows;
    this.columns = new SideColumns(context.allocator(), rows);
    this.chunk = new KeyedChunk(context.keyGroups().count());
    this.more = scan.next();
    if (!more) {
      close();
    }
  }

  @Override
  public boolean writeSome() {
    if (closed) {
      return false;
    }
    if (!chunk.hasNext()) {
      read();
      return true;
    }
    for (int written = 0; written < WRITTEN && chunk.hasNext(); ) {
      written += writeGroup();
    }
    if (!chunk.hasNext()) {
      rows.close();
      ids.clear();
      if (!more) {
        close();
      }
    }
    return !closed;
  }

  private void read() {
    removing = isRemoval();
    while (more && ids.size() < CHUNK && isRemoval() == removing) {
      rows.decode(scan.value(), spool ? 1 : 0, ids);
      more = scan.next();
    }
    int[] all = ids.toArray(0, ids.size());
    chunk.add(rows.gather(all, all.length, input.keys), all.length);
    chunk.sort();
  }

  private boolean isRemoval() {
    return spool && scan.value()[0] == 1;
  }

  private int writeGroup() {
    int group = chunk.group();
    int[] positions = chunk.next(WRITTEN);
    int[] some = new int[positions.length];
    for (int i = 0; i < some.length; i++) {
      some[i] = ids.get(positions[i]);
    }
    Column[] values = rows.gather(some, some.length);
    if (removing) {
      writer.remove(table, group, Batch.of(some.length, values));
    } else {
      Column[] all = columns.withCounts(values, some, SideColumns.Counts.of(rows, some));
      writer.put(table, group, Batch.of(some.length, all));
    }
    return some.length;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      scan.close();
      rows.close();
    }
  }
}
