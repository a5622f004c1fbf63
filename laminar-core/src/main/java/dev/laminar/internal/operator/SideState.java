package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.Column;
import dev.laminar.internal.state.KeyHash;
import dev.laminar.internal.state.join.JoinSide;
import java.util.Arrays;

/**
 * One side of a join, with its way into snapshots and back.
 *
 * <p>The table has the side's columns, then, unless every row simply is there once, the row's
 * weight, its matches, how often it stands padded in the output, and its number if equal rows are
 * kept apart. A row that comes again replaces itself. <b>State:</b> the side's. One thread.
 */
final class SideState implements AutoCloseable {

  final JoinSide side;
  private final OperatorContext context;
  private final JoinInput input;
  private long[] identities = new long[0];
  private boolean writing;
  private boolean closing;

  SideState(OperatorContext context, JoinInput input) {
    this(context, input, true);
  }

  private SideState(OperatorContext context, JoinInput input, boolean indexed) {
    JoinSide.Kind kind =
        new JoinSide.Kind(input.updating, indexed && input.padding, context.snapshots());
    this.context = context;
    this.input = input;
    this.side =
        indexed
            ? new JoinSide(context.allocator(), input.types, input.keys, kind)
            : JoinSide.unindexed(context.allocator(), input.types, input.keys, kind);
  }

  /** A side that collects rows until it is indexed, see {@link JoinSide#unindexed}. */
  static SideState unindexed(OperatorContext context, JoinInput input) {
    return new SideState(context, input, false);
  }

  // ---- snapshots

  /** Freezes the side, whose table is its alone. */
  Frozen freeze(SnapshotWriter writer, String table) {
    return freeze(writer, table, side.tellsChanges() && writer.changesOnly(table));
  }

  /** Freezes the side, all of it or what has changed; without tracking it is written at once. */
  Frozen freeze(SnapshotWriter writer, String table, boolean changesOnly) {
    FrozenSide frozen = new FrozenSide(writer, table, changesOnly, context, input, side);
    if (!side.kind().tracked()) {
      while (frozen.writeSome()) {}
      return Frozen.NOTHING;
    }
    writing = true;
    return () -> writeSome(frozen);
  }

  private boolean writeSome(FrozenSide frozen) {
    writing = frozen.writeSome();
    if (!writing && closing) {
      closing = false;
      side.close();
    }
    return writing;
  }

  /** Whether a snapshot still reads rows. */
  boolean isBeingWritten() {
    return writing;
  }

  /** Forgets all rows, as soon as the snapshot in hand has them. */
  void forget() {
    if (writing) {
      closing = true;
    } else {
      side.close();
    }
  }

  // ---- restore

  void restore(SnapshotReader reader, String table) {
    reader.read(
        table,
        new SnapshotReader.Rows() {
          @Override
          public void put(Batch rows) {
            try (rows) {
              int count = input.prepare(rows);
              SideState.this.put(rows, input.rows, count);
            }
          }

          @Override
          public void remove(Batch keys) {
            try (keys) {
              int count = input.prepare(keys);
              SideState.this.remove(keys, input.rows, count);
            }
          }
        });
    side.restored();
  }

  /** Takes rows of a batch that the input has been prepared for. */
  void put(Batch batch, int[] rows, int count) {
    if (!side.kind().counted()) {
      side.restore(batch, rows, count, input.keyHashes);
      return;
    }
    int first = input.types.size();
    Column[] counts = new Column[batch.columnCount() - first];
    Arrays.setAll(counts, i -> batch.column(first + i));
    long[] hashes = input.rowHashes;
    if (side.kind().numbered()) {
      hashes = numbered(counts[counts.length - 1], batch.rows());
    }
    side.restore(batch, rows, count, input.keyHashes, hashes, counts);
  }

  private long[] numbered(Column numbers, int rows) {
    if (identities.length < rows) {
      identities = new long[rows];
    }
    for (int row = 0; row < rows; row++) {
      identities[row] = KeyHash.combine(input.keyHashes[row], numbers.getLong(row));
    }
    return identities;
  }

  /** Takes back rows of a batch that the input has been prepared for. */
  void remove(Batch batch, int[] rows, int count) {
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      side.restoreRemoval(batch, row, input.keyHashes[row], input.rowHashes[row]);
    }
  }

  @Override
  public void close() {
    side.close();
  }
}
