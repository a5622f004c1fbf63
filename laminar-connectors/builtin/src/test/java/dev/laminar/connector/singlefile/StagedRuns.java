package dev.laminar.connector.singlefile;

import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.Schema;
import dev.laminar.spi.ByteSink;
import dev.laminar.spi.Sink;
import dev.laminar.spi.SinkCommitter;
import dev.laminar.spi.SinkCommitter.Committable;
import dev.laminar.spi.SinkWriter;
import dev.laminar.spi.Transaction;
import dev.laminar.spi.WriteContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Does with a sink what the engine does, one step at a call, so that a test can crash between any
 * two. Rows are numbers, from 0 on. One thread.
 */
final class StagedRuns implements AutoCloseable {

  /** A complete checkpoint: what was staged for it and how many rows the job had made. */
  record Manifest(List<Committable> commits, long rows) {}

  private final Sink sink;
  private final BufferAllocator allocator;
  private final Schema schema;
  final List<Manifest> manifests = new ArrayList<>();

  private SinkCommitter committer;
  private SinkWriter<ByteSink> writer;
  private final List<Committable> prepared = new ArrayList<>();
  private long run;
  private long epoch;
  long rows;

  StagedRuns(Sink sink, Schema schema, BufferAllocator allocator) {
    this.sink = sink;
    this.schema = schema;
    this.allocator = allocator;
  }

  /** Begins a run from the newest of the manifests. */
  @SuppressWarnings("unchecked") // files take bytes
  void begin() throws IOException, InterruptedException {
    Transaction transaction = new Transaction("job-1", ++run, !manifests.isEmpty());
    committer = sink.committer(transaction).orElseThrow();
    rows = 0;
    if (!manifests.isEmpty()) {
      rows = manifests.getLast().rows();
      committer.commit(manifests.getLast().commits());
    }
    committer.abortOthers();
    writer =
        (SinkWriter<ByteSink>)
            sink.open(new WriteContext(allocator, schema, 0, 1, Optional.of(transaction)));
  }

  void write(int count) throws IOException, InterruptedException {
    try (BatchBuilder builder = new BatchBuilder(allocator, schema)) {
      for (int i = 0; i < count; i++) {
        builder.add(rows, "row " + rows);
        rows++;
      }
      Batch batch = builder.build();
      ByteSink bytes = writer.encode(batch, record -> {});
      if (bytes != null) {
        writer.write(bytes);
      }
    }
  }

  /** Its committables wait for a manifest, perhaps the next epoch's. */
  void prepare() throws IOException, InterruptedException {
    epoch++;
    writer.prepareCommit(epoch).ifPresent(text -> prepared.add(new Committable(epoch, 0, text)));
  }

  void complete() {
    manifests.add(new Manifest(List.copyOf(prepared), rows));
    prepared.clear();
  }

  void commit() throws IOException, InterruptedException {
    committer.commit(manifests.getLast().commits());
  }

  void checkpoint() throws IOException, InterruptedException {
    prepare();
    complete();
    commit();
  }

  /** As after {@code kill -9}, except that what is open is closed. */
  void crash() throws IOException {
    prepared.clear();
    close();
  }

  @Override
  public void close() throws IOException {
    if (writer != null) {
      writer.close();
      committer.close();
    }
  }
}
