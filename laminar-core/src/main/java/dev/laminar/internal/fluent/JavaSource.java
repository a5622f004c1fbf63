package dev.laminar.internal.fluent;

import dev.laminar.data.BatchBuilder;
import dev.laminar.data.Schema;
import dev.laminar.spi.ReadContext;
import dev.laminar.spi.Source;
import dev.laminar.spi.SourceOutput;
import dev.laminar.spi.Split;
import dev.laminar.spi.SplitReader;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Java values as a source of one split, whose position is the number of values read.
 *
 * @param feed opens the values from a position on
 * @param waits whether asking for the next values may block
 */
public record JavaSource<T>(
    RecordCodec<T> codec, boolean bounded, boolean waits, LongFunction<Feed<T>> feed)
    implements Source {

  private static final Split ONLY = new Split("0", "");

  /** Gives values, a chunk at a time. */
  public interface Feed<T> extends AutoCloseable {
    /** The next values, at most {@code limit}; null at the end. May wait if the source says so. */
    @Nullable List<T> next(int limit) throws InterruptedException;

    @Override
    default void close() {}
  }

  @Override
  public Schema schema() {
    return codec.schema();
  }

  @Override
  public List<Split> splits(int parallelism) {
    return List.of(ONLY);
  }

  @Override
  public SplitReader<List<T>> open(Split split, ReadContext context) {
    long start = context.position().map(Long::parseLong).orElse(0L);
    return new Reader<>(this, context, feed.apply(start), start);
  }

  /**
   * Reads on whatever thread the engine chooses; {@code read} is the position of what was decoded.
   */
  private static final class Reader<T> implements SplitReader<List<T>> {
    private static final int VALUES = 1024;
    private static final int BYTES_PER_VALUE = 64; // a guess: Java objects do not tell their size

    private final JavaSource<T> source;
    private final Feed<T> feed;
    private final Pruning pruning;
    private final BatchBuilder builder;
    private final int limit;
    private long read;

    Reader(JavaSource<T> source, ReadContext context, Feed<T> feed, long start) {
      this.source = source;
      this.feed = feed;
      this.pruning = Pruning.of(source.schema(), context.columns());
      this.builder = new BatchBuilder(context.allocator(), context.columns());
      this.limit = Math.min(VALUES, context.maxRows());
      this.read = start;
    }

    @Override
    public @Nullable List<T> fetch() throws InterruptedException {
      return feed.next(limit);
    }

    @Override
    public long bytes(List<T> chunk) {
      return (long) chunk.size() * BYTES_PER_VALUE;
    }

    @Override
    public void read(List<T> chunk, SourceOutput output) {
      for (T value : chunk) {
        for (int i = 0; i < builder.columnCount(); i++) {
          Object cell = source.codec.value(value, pruning.columns()[i]);
          builder.column(i).append(pruning.apply(i, cell));
        }
        builder.endRow();
      }
      read += chunk.size();
      output.emit(builder.build());
    }

    @Override
    public String position() {
      return Long.toString(read);
    }

    @Override
    public boolean blocking() {
      return source.waits;
    }

    @Override
    public void close() {
      feed.close();
      builder.close();
    }
  }
}
