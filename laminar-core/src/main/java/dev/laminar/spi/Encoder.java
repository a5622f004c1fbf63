package dev.laminar.spi;

import dev.laminar.data.Batch;

/** Encodes rows as bytes. One thread. */
public interface Encoder extends AutoCloseable {

  /** Appends the batch's rows, each a complete record, to {@code out}; does not close the batch. */
  void encode(Batch batch, ByteSink out, SinkWriter.RejectedRows bad);

  /** What comes before the first record of a file, such as CSV's header line. */
  default void header(ByteSink out) {}

  @Override
  default void close() {}
}
