package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.Column;
import dev.laminar.internal.state.KeyHash;
import dev.laminar.internal.state.join.JoinSide;
import dev.laminar.internal.state.join.SpilledRows;
import dev.laminar.internal.state.spill.SpillStore;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
  private final @Nullable SpilledRows spilled;
  private long[] identities = new long[0];
  private @Nullable Frozen pending;
  private @Nullable FrozenSpill open;
  private boolean writing;
  private boolean closing;

  /** A side whose rows are found by key. */
  SideState(OperatorContext context, JoinInput input) {
    Optional<SpillStore> store = context.spill();
    int page = store.isPresent() ? page(context.stateBudget()) : 0;
    JoinSide.Kind kind =
        new JoinSide.Kind(input.updating, input.padding, context.snapshots(), page);
    this.context = context;
    this.input = input;
    this.side = new JoinSide(context.allocator(), input.types, input.keys, kind);
    this.spilled = store.map(opened -> new SpilledRows(side, opened)).orElse(null);
  }

  private SideState(OperatorContext context, JoinInput input, JoinSide side) {
    this.context = context;
    this.input = input;
    this.side = side;
    this.spilled = null;
  }

  /** Small enough that what a page has free does not count. */
  private static int page(long budget) {
    return (int) Math.max(1 << 10, Math.min(1 << 24, Long.highestOneBit(budget / 64 + 1)));
  }

  /** A side that collects rows until it is indexed, see {@link JoinSide#unindexed}. */
  static SideState unindexed(OperatorContext context, JoinInput input) {
    JoinSide.Kind kind = new JoinSide.Kind(input.updating, false, context.snapshots());
    return new SideState(
        context, input, JoinSide.unindexed(context.allocator(), input.types, input.keys, kind));
  }

  // ---- rows that are not in memory

  /** The rows with the keys of the prepared rows that are not in memory; the caller's. */
  Optional<JoinSide> fetch(long[] hashes, int[] rows, int count) {
    return spilled == null || spilled.isEmpty()
        ? Optional.empty()
        : Optional.of(spilled.fetch(hashes, rows, count));
  }

  /** Brings the rows with the keys of these hashes into memory, to be changed. */
  void load(long[] hashes, int[] rows, int count) {
    if (spilled != null) {
      spilled.load(hashes, rows, count);
    }
  }

  /**
   * Moves cold rows out of memory, some thousands; a snapshot that has yet to write them goes
   * first.
   */
  void evict() {
    if (spilled == null) {
      return;
    }
    Frozen first = pending;
    for (int pieces = 0; first != null && writing && pieces < 16; pieces++) {
      first.writeSome();
    }
    if (!writing) {
      spilled.evict();
    }
  }

  /** Bytes of memory. */
  long held() {
    return side.bytes();
  }

  boolean spills() {
    return spilled != null;
  }

  // ---- snapshots

  /** Freezes the side, whose table is its alone. */
  Frozen freeze(SnapshotWriter writer, String table) {
    return freeze(writer, table, side.tellsChanges() && writer.changesOnly(table));
  }

  /** Freezes the side, all of it or what has changed; without tracking it is written at once. */
  Frozen freeze(SnapshotWriter writer, String table, boolean changesOnly) {
    Frozen frozen = frozen(writer, table, changesOnly);
    if (!side.kind().tracked()) {
      while (frozen.writeSome()) {}
      return Frozen.NOTHING;
    }
    pending = frozen;
    return frozen;
  }

  /** In the order in which it is to be replayed. */
  private Frozen frozen(SnapshotWriter writer, String table, boolean changesOnly) {
    FrozenSide inMemory = new FrozenSide(writer, table, changesOnly, context, input, side);
    writing = true;
    Frozen memory = () -> writeSome(inMemory);
    SpilledRows spill = spilled;
    if (spill == null) {
      return memory;
    }
    long pieces = spill.spooled();
    if (!changesOnly) {
      spill.forgetSpool(pieces);
    }
    FrozenSpill rest =
        new FrozenSpill(
            writer,
            table,
            context,
            input,
            spill.copy(),
            changesOnly ? spill.spool() : spill.rows(),
            changesOnly);
    open = rest;
    Frozen forget =
        () -> {
          spill.forgetSpool(pieces);
          return false;
        };
    return new FrozenParts(changesOnly ? List.of(rest, memory, forget) : List.of(memory, rest));
  }

  private boolean writeSome(FrozenSide frozen) {
    writing = frozen.writeSome();
    if (!writing && closing) {
      closing = false;
      clear();
    }
    return writing;
  }

  private void clear() {
    side.close();
    if (spilled != null) {
      spilled.clear();
    }
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
      clear();
    }
  }

  // ---- restore

  /**
   * Takes what snapshots have of the side.
   *
   * @param relief called after each batch, so that memory does not overflow
   */
  void restore(SnapshotReader reader, String table, Runnable relief) {
    reader.read(
        table,
        new SnapshotReader.Rows() {
          @Override
          public void put(Batch rows) {
            try (rows) {
              int count = input.prepare(rows);
              SideState.this.put(rows, input.rows, count);
            }
            relief.run();
          }

          @Override
          public void remove(Batch keys) {
            try (keys) {
              int count = input.prepare(keys);
              SideState.this.remove(keys, input.rows, count);
            }
            relief.run();
          }
        });
    side.restored();
  }

  /** Takes rows of a batch that the input has been prepared for. */
  void put(Batch batch, int[] rows, int count) {
    if (side.kind().counted()) {
      load(input.keyHashes, rows, count);
    }
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
    load(input.keyHashes, rows, count);
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      side.restoreRemoval(batch, row, input.keyHashes[row], input.rowHashes[row]);
    }
  }

  @Override
  public void close() {
    if (open != null) {
      open.close();
    }
    side.close();
    if (spilled != null) {
      spilled.close();
    }
  }
}
