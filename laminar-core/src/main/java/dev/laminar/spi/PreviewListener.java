package dev.laminar.spi;

import dev.laminar.data.Batch;
import dev.laminar.data.Schema;

/**
 * Is shown what queries write to {@code preview} tables: a terminal, a server's subscribers.
 *
 * <p>Calls for one table come one after the other, on a thread that may block, which slows the
 * query down. Different tables' calls may come at the same time.
 */
public interface PreviewListener {

  /** Looks at nothing. */
  PreviewListener NONE =
      new PreviewListener() {
        @Override
        public void rows(String table, Batch batch) {}
      };

  /** A query begins to write to the table. */
  default void begin(String table, Schema columns) {}

  /** Rows with their weights. The batch is lent: to keep it, {@link Batch#retain} it. */
  void rows(String table, Batch batch);

  /** What was shown so far is the exact result for a prefix of every input. */
  default void tick(String table) {}

  /** No more rows come, because all came ({@code finished}) or the query stopped. */
  default void end(String table, boolean finished) {}
}
