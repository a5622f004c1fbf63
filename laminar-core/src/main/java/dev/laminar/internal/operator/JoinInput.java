package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.DataType;
import dev.laminar.internal.state.KeyHash;
import java.util.List;

/**
 * What is known of one input of a join, and room for the hashes of a batch of it. One thread.
 *
 * <p>{@link #prepare} fills {@link #rows}, the rows without a null key, and {@link #keyHashes}.
 */
final class JoinInput {

  final List<DataType> types;
  final int[] keys;
  final boolean updating;

  /** Whether rows without a match stand in the output, padded with nulls. */
  final boolean padding;

  int[] rows = new int[0];
  long[] keyHashes = new long[0];
  long[] rowHashes = new long[0];

  JoinInput(List<DataType> types, int[] keys, boolean updating, boolean padding) {
    this.types = types;
    this.keys = keys;
    this.updating = updating;
    this.padding = padding;
  }

  /** Returns the number of rows without a null key. */
  int prepare(Batch batch) {
    if (rows.length < batch.rows()) {
      rows = new int[Math.max(batch.rows(), 1024)];
      keyHashes = new long[rows.length];
      rowHashes = new long[rows.length];
    }
    KeyHash.hash(batch, keys, keyHashes);
    if (updating) {
      KeyHash.hash(batch, Columns.all(types), rowHashes);
    }
    return Columns.withoutNulls(batch, keys, rows);
  }
}
