package dev.laminar.internal.fluent;

import dev.laminar.data.Batch;
import dev.laminar.data.Change;
import dev.laminar.spi.Sink;
import dev.laminar.spi.SinkWriter;
import dev.laminar.spi.WriteContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Hands each change to Java code, one at a time, in order, on a virtual thread: the code may block,
 * which slows the job down.
 */
public record JavaSink<T>(RecordCodec<T> codec, ChangelogSupport changes, Receiver<T> receiver)
    implements Sink {

  /** What user code gets. */
  public interface Receiver<T> {
    void change(Change<T> change) throws InterruptedException;

    /** All has come. */
    default void end() {}
  }

  /** A receiver of plain values. */
  public static <T> Receiver<T> inserts(Consumer<? super T> consumer) {
    return change -> consumer.accept(change.value());
  }

  @Override
  public int maxParallelism() {
    return 1;
  }

  @Override
  public SinkWriter<List<Change<T>>> open(WriteContext context) {
    return new Writer<>(codec, receiver);
  }

  private record Writer<T>(RecordCodec<T> codec, Receiver<T> receiver)
      implements SinkWriter<List<Change<T>>> {

    private static final int BYTES_PER_VALUE = 64;

    @Override
    public List<Change<T>> encode(Batch batch, RejectedRows bad) {
      try (batch) {
        List<Change<T>> changes = new ArrayList<>(batch.rows());
        for (int i = 0; i < batch.rows(); i++) {
          changes.add(new Change<>(batch.weight(i) > 0, codec.read(batch, i)));
        }
        return changes;
      }
    }

    @Override
    public long bytes(List<Change<T>> payload) {
      return (long) payload.size() * BYTES_PER_VALUE;
    }

    @Override
    public void write(List<Change<T>> payload) throws InterruptedException {
      for (Change<T> change : payload) {
        receiver.change(change);
      }
    }

    @Override
    public void finish() {
      receiver.end();
    }

    @Override
    public void close() {}
  }
}
