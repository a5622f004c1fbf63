package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.Column;
import dev.laminar.internal.state.KeyGroups;
import dev.laminar.internal.state.KeyHash;
import java.util.Arrays;

/**
 * Writes rows to a snapshot by key group.
 *
 * <p>Which group a row belongs to follows from its key columns, so that a restore finds it whatever
 * the parallelism is then. <b>State:</b> none of its own. One thread.
 */
final class KeyedRows {

  /** The most rows of a batch in a snapshot. */
  private static final int MOST_ROWS = 4096;

  /** Makes columns of rows that are known by number; who calls owns them. */
  interface Rows {
    Column[] columns(int[] ids, int count);
  }

  private final SnapshotWriter writer;
  private final int groups;

  KeyedRows(SnapshotWriter writer, OperatorContext context) {
    this.writer = writer;
    this.groups = context.keyGroups().count();
  }

  /** Writes the rows with these numbers, given how to read their keys and all of their columns. */
  void write(String table, int[] ids, Rows keys, Rows all) {
    int[] groupOf = groupsOf(ids, keys);
    int[] ends = new int[groups + 1];
    for (int group : groupOf) {
      ends[group + 1]++;
    }
    for (int group = 0; group < groups; group++) {
      ends[group + 1] += ends[group];
    }
    int[] sorted = new int[ids.length];
    int[] next = ends.clone();
    for (int i = 0; i < ids.length; i++) {
      sorted[next[groupOf[i]]++] = ids[i];
    }
    for (int group = 0; group < groups; group++) {
      for (int from = ends[group]; from < ends[group + 1]; from += MOST_ROWS) {
        int[] some = Arrays.copyOfRange(sorted, from, Math.min(ends[group + 1], from + MOST_ROWS));
        writer.put(table, group, Batch.of(some.length, all.columns(some, some.length)));
      }
    }
  }

  private int[] groupsOf(int[] ids, Rows keys) {
    int[] groupOf = new int[ids.length];
    long[] hashes = new long[MOST_ROWS];
    for (int from = 0; from < ids.length; from += MOST_ROWS) {
      int[] some = Arrays.copyOfRange(ids, from, Math.min(ids.length, from + MOST_ROWS));
      try (Batch batch = Batch.of(some.length, keys.columns(some, some.length))) {
        KeyHash.hash(batch, Columns.all(batch.columnCount()), hashes);
      }
      for (int i = 0; i < some.length; i++) {
        groupOf[from + i] = KeyGroups.groupOf(hashes[i], groups);
      }
    }
    return groupOf;
  }

  /** Writes a batch's rows, their weights as a last column; it stays the caller's. */
  void write(String table, Batch batch, int[] keys, OperatorContext context) {
    Rows keyColumns =
        (rows, count) -> {
          Column[] columns = new Column[keys.length];
          for (int i = 0; i < keys.length; i++) {
            columns[i] = batch.column(keys[i]).gather(context.allocator(), rows, count);
          }
          return columns;
        };
    Rows all =
        (rows, count) -> {
          byte[] weights = new byte[count];
          for (int i = 0; i < count; i++) {
            weights[i] = (byte) batch.weight(rows[i]);
          }
          return Columns.concat(
              Columns.gather(context.allocator(), batch, rows, count),
              Columns.weights(context.allocator(), weights, count));
        };
    write(table, Columns.all(batch.rows()), keyColumns, all);
  }

  /** The batch that was written with its weights as the last column, which it takes over. */
  static Batch withWeights(Batch written) {
    int columns = written.columnCount() - 1;
    Column[] values = new Column[columns];
    for (int i = 0; i < columns; i++) {
      values[i] = written.column(i);
    }
    return Batch.changes(written.rows(), written.column(columns), values);
  }
}
