package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.Column;
import dev.laminar.data.DataType;
import dev.laminar.internal.state.join.JoinSide;

/**
 * Writes one side of a join to a snapshot and reads it back.
 *
 * <p>The table has the side's columns, then, unless every row simply is there once, the row's
 * weight, its matches, and how often it stands padded in the output. Stateless.
 */
final class SideState {

  private final OperatorContext context;
  private final JoinInput input;
  private final JoinSide side;
  private final boolean counts;

  SideState(OperatorContext context, JoinInput input, JoinSide side) {
    this.context = context;
    this.input = input;
    this.side = side;
    this.counts = input.updating || input.padding;
  }

  void write(SnapshotWriter writer, String table) {
    new KeyedRows(writer, context)
        .write(table, side.live(), (ids, n) -> side.gather(ids, n, input.keys), this::columns);
  }

  private Column[] columns(int[] ids, int count) {
    Column[] values = side.gather(ids, count);
    return counts
        ? Columns.concat(
            values,
            Columns.numbers(context.allocator(), DataType.INTEGER, count, i -> side.weight(ids[i])),
            Columns.numbers(
                context.allocator(),
                DataType.BIGINT,
                count,
                i -> input.padding ? side.matches(ids[i]) : 0),
            Columns.numbers(
                context.allocator(),
                DataType.INTEGER,
                count,
                i -> input.padding ? side.padded(ids[i]) : 0))
        : values;
  }

  void restore(SnapshotReader reader, String table) {
    reader.read(table, this::restore);
  }

  private void restore(Batch batch) {
    try (batch) {
      int count = input.prepare(batch);
      int[] ids =
          side.add(
              batch, input.rows, count, input.keyHashes, input.updating ? input.rowHashes : null);
      if (counts) {
        for (int i = 0; i < count; i++) {
          restoreCounts(batch, input.rows[i], ids[i]);
        }
      }
    }
  }

  private void restoreCounts(Batch batch, int row, int id) {
    int first = input.types.size();
    side.setWeight(id, (int) batch.column(first).getLong(row));
    if (input.padding) {
      side.setMatches(id, batch.column(first + 1).getLong(row));
      side.setPadded(id, (int) batch.column(first + 2).getLong(row));
    }
  }
}
