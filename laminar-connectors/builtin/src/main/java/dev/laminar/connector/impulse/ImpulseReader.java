package dev.laminar.connector.impulse;

import dev.laminar.connector.generator.SequenceOptions;
import dev.laminar.connector.generator.SequenceReader;
import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.ColumnBuilder;
import dev.laminar.data.Schema;
import dev.laminar.spi.ReadContext;
import java.time.Clock;

/** Counts the rows of one split. */
final class ImpulseReader extends SequenceReader {

  private final SequenceOptions sequence;
  private final int split;
  private final Schema columns;
  private final BatchBuilder batch;

  ImpulseReader(SequenceOptions sequence, int split, Clock clock, ReadContext context) {
    super(sequence, split, clock, context);
    this.sequence = sequence;
    this.split = split;
    this.columns = context.columns();
    this.batch = new BatchBuilder(context.allocator(), columns);
  }

  @Override
  protected Batch make(long from, int rows) {
    for (int i = 0; i < columns.size(); i++) {
      boolean counts = columns.field(i).name().equalsIgnoreCase(ImpulseConnector.COUNTER);
      ColumnBuilder column = batch.column(i);
      column.reserve(rows);
      for (int row = 0; row < rows; row++) {
        column.putLong(row, counts ? sequence.global(split, from + row) : split);
      }
      column.setSize(rows);
    }
    batch.setRows(rows);
    return batch.build();
  }

  @Override
  public void close() {
    batch.close();
  }
}
