package dev.laminar.benchmarks.nexmark;

import dev.laminar.data.Batch;
import dev.laminar.spi.Sink;
import dev.laminar.spi.SinkWriter;
import dev.laminar.spi.WriteContext;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts the changes that come, in all writers together, and drops them. */
record CountingSink(LongAdder rows) implements Sink {

  @Override
  public ChangelogSupport changes() {
    return ChangelogSupport.ALL;
  }

  @Override
  public SinkWriter<?> open(WriteContext context) {
    return new Writer(rows);
  }

  private record Writer(LongAdder rows) implements SinkWriter<Batch> {
    @Override
    public @Nullable Batch encode(Batch batch, RejectedRows bad) {
      rows.add(batch.rows());
      batch.close();
      return null;
    }

    @Override
    public long bytes(Batch payload) {
      return payload.bytes();
    }

    @Override
    public void write(Batch payload) {
      payload.close();
    }

    @Override
    public void close() {}
  }
}
