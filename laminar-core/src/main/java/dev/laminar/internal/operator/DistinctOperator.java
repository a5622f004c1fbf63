package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.Column;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.state.Arena;
import dev.laminar.internal.state.GroupTable;
import dev.laminar.internal.state.KeyHash;
import dev.laminar.internal.state.RowChanges;
import dev.laminar.internal.state.RowLayout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * DISTINCT over inserts: hands on each key when it comes for the first time.
 *
 * <p><b>State:</b> all keys seen. <b>Threads:</b> single writer.
 */
final class DistinctOperator implements Operator {
  private static final String KEYS = "keys";

  private final int[] keys;
  private final List<Field> keyFields;
  private @Nullable Seen seen;
  private @Nullable FrozenTable writing;
  private long[] hashes = {};
  private long[] rows = {};

  private record Seen(OperatorContext context, Arena arena, GroupTable table) {}

  DistinctOperator(Node.Aggregate node) {
    this.keys = node.keys();
    this.keyFields = node.input().schema().select(keys).fields();
  }

  @Override
  public void open(OperatorContext context) {
    Arena arena = new Arena(context.allocator());
    RowLayout layout = new RowLayout(keyFields, new byte[0]);
    seen = new Seen(context, arena, new GroupTable(context.allocator(), layout, arena));
  }

  private Seen seen() {
    Seen opened = seen;
    if (opened == null) {
      throw new IllegalStateException("not open");
    }
    return opened;
  }

  private void add(Column[] columns, int count) {
    if (hashes.length < count) {
      hashes = new long[count];
      rows = new long[count];
    }
    KeyHash.hash(columns, count, hashes);
    seen().table().upsert(columns, hashes, null, count, rows);
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    try (batch) {
      add(GroupTable.columns(batch, keys), batch.rows());
      GroupTable table = seen().table();
      if (table.addedCount() > 0) {
        try (Batch projected = batch.select(keys)) {
          emit(projected, table.added(), table.addedCount(), output);
        }
      }
    }
  }

  private void emit(Batch batch, int[] added, int count, Output output) {
    int most = seen().context().batchRows();
    for (int from = 0; from < count; from += most) {
      int[] some = java.util.Arrays.copyOfRange(added, from, Math.min(count, from + most));
      output.emit(batch.gather(seen().context().allocator(), some, some.length));
    }
  }

  @Override
  public Frozen snapshot(SnapshotWriter writer) {
    GroupTable table = seen().table();
    RowChanges known = table.changes();
    boolean changesOnly = writer.changesOnly(KEYS) && known != null;
    List<DataType> types = keyFields.stream().map(Field::type).toList();
    FrozenTable frozen = new FrozenTable(seen().context(), writer, KEYS, changesOnly, types, types);
    frozen.add(known == null ? track() : known, new Keys(table));
    writing = frozen;
    return frozen;
  }

  private RowChanges track() {
    return seen()
        .table()
        .track(
            true,
            (changed, count) -> {
              throw new IllegalStateException("keys never change");
            });
  }

  private record Keys(GroupTable table) implements RowFormat {
    @Override
    public void write(long[] rows, int count, BatchBuilder out) {
      table.readKeys(rows, count, out, 0);
    }

    @Override
    public void writeKeys(long[] rows, int count, BatchBuilder out) {
      throw new IllegalStateException("keys are never removed");
    }
  }

  @Override
  public void restore(SnapshotReader reader) {
    if (seen().table().changes() == null && seen().context().snapshots()) {
      track();
    }
    reader.read(
        KEYS,
        batch -> {
          try (batch) {
            Column[] columns = new Column[batch.columnCount()];
            for (int i = 0; i < columns.length; i++) {
              columns[i] = batch.column(i);
            }
            add(columns, batch.rows());
          }
        });
    RowChanges changes = seen().table().changes();
    if (changes != null) {
      changes.settle();
    }
  }

  @Override
  public long stateBytes() {
    return seen().table().bytes() + seen().arena().bytes();
  }

  @Override
  public void close() {
    Seen opened = seen;
    seen = null;
    if (opened != null) {
      if (writing != null) {
        writing.close();
      }
      opened.table().close();
      opened.arena().close();
    }
  }
}
