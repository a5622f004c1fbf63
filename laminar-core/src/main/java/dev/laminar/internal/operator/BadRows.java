package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.spi.BadRecord;
import java.nio.charset.StandardCharsets;

/** Makes bad records of rows on which an operator failed. */
final class BadRows {

  private BadRows() {}

  /** The row as text stands for its bytes, which are no longer known. */
  static BadRecord of(Batch batch, int row, String position, String error) {
    byte[] raw = batch.row(row).toString().getBytes(StandardCharsets.UTF_8);
    return new BadRecord(raw, position, error);
  }
}
