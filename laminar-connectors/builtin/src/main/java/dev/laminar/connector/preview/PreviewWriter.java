package dev.laminar.connector.preview;

import dev.laminar.data.Batch;
import dev.laminar.data.Schema;
import dev.laminar.spi.PreviewListener;
import dev.laminar.spi.SinkWriter;

/**
 * Lends each batch to the listener. <b>Threads:</b> {@link #encode} on one, all else on another.
 */
final class PreviewWriter implements SinkWriter<Batch> {

  private final String table;
  private final PreviewListener listener;
  private boolean finished;

  PreviewWriter(String table, Schema columns, PreviewListener listener) {
    this.table = table;
    this.listener = listener;
    listener.begin(table, columns);
  }

  @Override
  public Batch encode(Batch batch, RejectedRows bad) {
    return batch;
  }

  @Override
  public long bytes(Batch payload) {
    return payload.bytes();
  }

  @Override
  public void write(Batch payload) {
    try (payload) {
      listener.rows(table, payload);
    }
  }

  @Override
  public void discard(Batch payload) {
    payload.close();
  }

  @Override
  public void flush() {
    listener.tick(table);
  }

  @Override
  public void finish() {
    finished = true;
  }

  @Override
  public void close() {
    listener.end(table, finished);
  }
}
