package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.ColumnBuilder;
import dev.laminar.data.Mem;
import dev.laminar.data.Schema;
import dev.laminar.spi.BadRecord;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/**
 * Builds the batches that a windowed aggregate emits: keys, window start and end, aggregates and
 * the new event time. Results of several windows share a batch. One thread.
 */
final class ResultWriter implements AutoCloseable {

  /** Appends keys and aggregates of a run of groups. */
  interface Groups {
    void write(long[] rows, int count, BatchBuilder out, ResultWriter writer);
  }

  private final BatchBuilder builder;
  private final OperatorContext context;
  private final int keys;
  private final int most;
  private final BitSet failed = new BitSet();
  private final long[] chunk;
  private long windowStart;
  private long windowEnd;

  ResultWriter(OperatorContext context, Schema output, int keys) {
    this.context = context;
    this.keys = keys;
    this.most = context.batchRows();
    this.builder = new BatchBuilder(context.allocator(), output);
    this.chunk = new long[Math.min(most, 1024)];
  }

  /** Room for the rows that one {@link #write} may take. */
  long[] chunk() {
    return chunk;
  }

  /** How many rows the next {@link #write} may have. */
  int room() {
    return Math.min(chunk.length, most - builder.rows());
  }

  void window(long start, long end) {
    windowStart = start;
    windowEnd = end;
  }

  /** Appends these groups with the current window, and emits the batch once it is full. */
  void write(long[] rows, int count, Groups groups, Output output) {
    int first = builder.rows();
    groups.write(rows, count, builder, this);
    fill(keys, first, count, windowStart);
    fill(keys + 1, first, count, windowEnd);
    fill(builder.columnCount() - 1, first, count, windowEnd - 1);
    builder.setRows(first + count);
    if (builder.rows() >= most) {
      flush(output);
    }
  }

  /** Appends these groups, each with a window of its own. */
  void write(long[] rows, long[] starts, long[] ends, int count, Groups groups, Output output) {
    int first = builder.rows();
    groups.write(rows, count, builder, this);
    for (int i = 0; i < count; i++) {
      builder.column(keys).appendLong(starts[i]);
      builder.column(keys + 1).appendLong(ends[i]);
      builder.column(builder.columnCount() - 1).appendLong(ends[i] - 1);
    }
    builder.setRows(first + count);
    if (builder.rows() >= most) {
      flush(output);
    }
  }

  private void fill(int column, int first, int count, long value) {
    ColumnBuilder out = builder.column(column);
    long to = out.reserve(first + count);
    for (int i = first; i < first + count; i++) {
      Mem.putLong(to + 8L * i, value);
    }
    out.setSize(first + count);
  }

  /** A group has no result: it is left out, if that is what becomes of bad rows. */
  void fail(int row, String error) {
    failed.set(row);
    String position = "window from " + windowStart + " to " + windowEnd + " µs since the epoch";
    context.bad(new BadRecord(error.getBytes(StandardCharsets.UTF_8), position, error));
  }

  void flush(Output output) {
    if (builder.rows() == 0) {
      return;
    }
    Batch batch = builder.build();
    if (failed.isEmpty()) {
      output.emit(batch);
      return;
    }
    try (batch) {
      int[] kept = new int[batch.rows()];
      int count = 0;
      for (int row = failed.nextClearBit(0);
          row < batch.rows();
          row = failed.nextClearBit(row + 1)) {
        kept[count++] = row;
      }
      failed.clear();
      if (count > 0) {
        output.emit(batch.gather(context.allocator(), kept, count));
      }
    }
  }

  @Override
  public void close() {
    builder.close();
  }
}
