package dev.laminar.spi;

import dev.laminar.data.Batch;

/** Where a reader puts what it decoded. */
public interface SourceOutput {

  /** Takes over the batch. */
  void emit(Batch batch);

  /**
   * Reports a record that does not decode; the table's {@code bad_data} policy decides. Under
   * {@code fail} this throws.
   */
  void bad(BadRecord record);
}
