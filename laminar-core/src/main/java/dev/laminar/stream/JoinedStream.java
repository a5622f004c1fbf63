package dev.laminar.stream;

import dev.laminar.data.Row;

/** Two streams about to be joined. Immutable. */
public interface JoinedStream {

  /** Rows match where these columns are equal; call it again for further pairs. */
  JoinedStream on(String left, String right);

  /** Rows match where the column of that name is equal on both sides. */
  default JoinedStream on(String both) {
    return on(both, both);
  }

  /**
   * The joined rows: the left columns, then the right ones; a right name that the left has too gets
   * {@code right_} before it. Streams that are both windowed join within equal windows and forget
   * each window behind the watermark; others join over all time.
   */
  DataStream<Row> rows();
}
