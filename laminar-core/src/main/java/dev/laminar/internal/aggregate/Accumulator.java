package dev.laminar.internal.aggregate;

import dev.laminar.data.Column;
import dev.laminar.data.ColumnBuilder;
import dev.laminar.data.DataType;
import dev.laminar.data.Mem;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;

/**
 * One aggregate of a query: computes it for all groups at once, a column at a time.
 *
 * <p>It owns {@link #bytes()} bytes of every group's row, at the offset that {@link #place} gave
 * it, and whatever these refer to. A new row's bytes are what {@link #init} wrote, zero otherwise.
 * The loops run over addresses; nothing is allocated or called per row. An accumulator has no state
 * of its own but scratch space. One thread.
 */
public abstract class Accumulator {
  private int offset;

  /** Bytes in a group's row, a multiple of 8. */
  abstract int bytes();

  final void place(int newOffset) {
    offset = newOffset;
  }

  /** Where this accumulator's bytes begin, from the row's address. */
  protected final int offset() {
    return offset;
  }

  /** Writes the bytes of an empty group, which are zero so far. */
  void init(ByteBuffer bytes) {}

  /** Whether rows with a null argument do not count. */
  boolean skipsNulls() {
    return true;
  }

  abstract void add(Feed feed);

  /** Adds what the row {@code from} has collected to {@code into}; {@code from} is unchanged. */
  abstract void merge(long into, long from);

  void merge(long[] into, long[] from, int count) {
    for (int i = 0; i < count; i++) {
      merge(into[i], from[i]);
    }
  }

  /** Whether {@link #subtract} works: the inverse of merging. */
  boolean subtracts() {
    return false;
  }

  /** Takes back what {@link #merge} did. */
  void subtract(long into, long from) {
    throw new UnsupportedOperationException(getClass() + " does not subtract");
  }

  void subtract(long[] into, long[] from, int count) {
    for (int i = 0; i < count; i++) {
      subtract(into[i], from[i]);
    }
  }

  /** Appends the results of these rows. */
  abstract void finish(long[] rows, int count, ColumnBuilder out, Failures failures);

  /** Whether {@link #release} has anything to do. */
  boolean ownsMemory() {
    return false;
  }

  /** Frees what a row refers to and leaves it as if it were new. */
  void release(long row) {}

  // ---- snapshots: the bytes themselves, unless they refer to something

  List<DataType> stateTypes() {
    return Collections.nCopies(bytes() / 8, DataType.BIGINT);
  }

  /** Appends the states of these rows to one builder for each type. */
  void save(long[] rows, int count, ColumnBuilder[] out) {
    for (int word = 0; word < out.length; word++) {
      for (int i = 0; i < count; i++) {
        out[word].appendLong(Mem.getLong(rows[i] + offset + 8L * word));
      }
    }
  }

  /** Puts row {@code i} of what was saved into a new row. */
  void load(long row, Column[] state, int i) {
    for (int word = 0; word < state.length; word++) {
      Mem.putLong(row + offset + 8L * word, state[word].getLong(i));
    }
  }
}
