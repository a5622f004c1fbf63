package dev.laminar.sql.testing;

import dev.laminar.data.Batch;
import dev.laminar.data.Schema;
import dev.laminar.spi.Sink;
import dev.laminar.spi.SinkWriter;
import dev.laminar.spi.WriteContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes a query's changes as lines of text. <b>Threads:</b> tasks write, the case's thread takes.
 */
final class Recorder implements Sink {

  private final List<String> lines = new ArrayList<>();

  @Override
  public ChangelogSupport changes() {
    return ChangelogSupport.ALL;
  }

  @Override
  public SinkWriter<Void> open(WriteContext context) {
    return new Writer(context.columns());
  }

  private synchronized void add(Batch batch) {
    for (int i = 0; i < batch.rows(); i++) {
      lines.add(RowText.change(batch, i));
    }
  }

  /** What came since the last call. */
  synchronized List<String> take() {
    List<String> taken = List.copyOf(lines);
    lines.clear();
    return taken;
  }

  private final class Writer implements SinkWriter<Void> {
    private final int columns;

    Writer(Schema schema) {
      this.columns = schema.size();
    }

    @Override
    public @Nullable Void encode(Batch batch, RejectedRows bad) {
      try (batch) {
        if (batch.columnCount() != columns) {
          throw new IllegalStateException(
              "expected " + columns + " columns, got " + batch.columnCount());
        }
        add(batch);
      }
      return null;
    }

    @Override
    public long bytes(Void payload) {
      return 0;
    }

    @Override
    public void write(Void payload) {}

    @Override
    public void close() {}
  }
}
