package dev.laminar.internal.exec;

import dev.laminar.data.BatchBuilder;
import dev.laminar.data.Schema;
import dev.laminar.spi.BadRecord;
import dev.laminar.spi.ReadContext;
import dev.laminar.spi.Source;
import dev.laminar.spi.SourceOutput;
import dev.laminar.spi.Split;
import dev.laminar.spi.SplitReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Rows by split; a split may begin with a weight column (retracts). A row that is a single text is
 * a bad record. Counts readers that are open.
 */
final class RowsSource implements Source {

  final Schema schema;
  final Map<String, List<Object[]>> splits = new TreeMap<>();
  final AtomicInteger open = new AtomicInteger();
  boolean blocking = true;
  boolean bounded = true;
  int chunkRows = 3;

  /** Whether a split goes on after its last row, with rows that are added meanwhile. */
  boolean endless;

  /** Fails instead of giving the row of this number; −1 for never. */
  int failAt = -1;

  RowsSource(Schema schema) {
    this.schema = schema;
  }

  RowsSource split(String id, List<Object[]> rows) {
    splits.put(id, rows);
    return this;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public boolean bounded() {
    return bounded;
  }

  @Override
  public List<Split> splits(int parallelism) {
    return splits.keySet().stream().map(id -> new Split(id, "")).toList();
  }

  @Override
  public SplitReader<?> open(Split split, ReadContext context) {
    open.incrementAndGet();
    List<Object[]> rows = splits.getOrDefault(split.id(), List.of());
    return new Reader(rows, context, context.position().map(Integer::parseInt).orElse(0));
  }

  /** Chunks are ranges of rows. */
  private record Range(int from, int to) {}

  private final class Reader implements SplitReader<Range> {
    private final List<Object[]> rows;
    private final ReadContext context;
    private int fetched;
    private int read;

    Reader(List<Object[]> rows, ReadContext context, int from) {
      this.rows = rows;
      this.context = context;
      this.fetched = from;
      this.read = from;
    }

    @Override
    public @Nullable Range fetch() throws InterruptedException {
      if (endless && fetched >= rows.size()) {
        return new Range(fetched, fetched);
      }
      if (fetched >= rows.size()) {
        if (!bounded && blocking) {
          Thread.sleep(Long.MAX_VALUE);
        }
        return null;
      }
      int from = fetched;
      fetched = Math.min(rows.size(), from + chunkRows);
      return new Range(from, fetched);
    }

    @Override
    public long bytes(Range chunk) {
      return (long) chunk.to - chunk.from;
    }

    @Override
    public void read(Range chunk, SourceOutput output) throws IOException {
      try (BatchBuilder batch = new BatchBuilder(context.allocator(), schema)) {
        for (int i = chunk.from; i < chunk.to; i++) {
          if (i == failAt) {
            throw new IOException("the disk is on fire");
          }
          Object[] row = rows.get(i);
          if (row.length == 1 && row[0] instanceof String text && schema.size() > 1) {
            output.bad(
                new BadRecord(text.getBytes(StandardCharsets.UTF_8), "row " + i, "not a row"));
            continue;
          }
          batch.add(row);
          if (batch.rows() == context.maxRows()) {
            output.emit(batch.build());
          }
        }
        output.emit(batch.build());
        read = chunk.to;
      }
    }

    @Override
    public String position() {
      return Integer.toString(read);
    }

    @Override
    public boolean blocking() {
      return blocking;
    }

    @Override
    public Progress progress() {
      return new Progress(fetched, rows.size());
    }

    @Override
    public void close() {
      open.decrementAndGet();
    }
  }
}
