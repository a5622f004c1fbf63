package dev.laminar.benchmarks.nexmark;

import dev.laminar.JobOptions;
import dev.laminar.data.Batch;
import dev.laminar.data.Schema;
import dev.laminar.internal.connect.Connectors;
import dev.laminar.spi.BadRecord;
import dev.laminar.spi.ReadContext;
import dev.laminar.spi.Source;
import dev.laminar.spi.SourceOutput;
import dev.laminar.spi.Split;
import dev.laminar.spi.SplitReader;
import dev.laminar.spi.TableSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** The generator without an engine: every column of every event is built and dropped. */
final class GeneratorWorkload implements Workload {

  private final RunSpec spec;

  GeneratorWorkload(RunSpec spec) {
    this.spec = spec;
  }

  /** Counts and drops batches; used by one thread. */
  private static final class Counter implements SourceOutput {
    private long rows;

    @Override
    public void emit(Batch batch) {
      rows += batch.rows();
      batch.close();
    }

    @Override
    public void bad(BadRecord record) {
      throw new IllegalStateException(record.error());
    }
  }

  @Override
  public Prepared prepare(long events) {
    TableSpec table =
        Connectors.installed()
            .table(
                "nexmark",
                new Schema(List.of()),
                Map.of(
                    "connector", "nexmark",
                    "events", Long.toString(events),
                    "event_rate", Long.toString(spec.rate())),
                List.of(),
                SqlWorkload.services());
    Source source = Connectors.installed().connector("nexmark").source(table);
    return () -> run(source);
  }

  private long run(Source source) throws Exception {
    Queue<Split> splits = new ConcurrentLinkedQueue<>(source.splits(spec.parallelism()));
    long rows = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(spec.parallelism())) {
      List<Callable<Long>> tasks = new ArrayList<>();
      for (int i = 0; i < spec.parallelism(); i++) {
        tasks.add(() -> readAll(source, splits));
      }
      for (Future<Long> read : threads.invokeAll(tasks)) {
        rows += read.get();
      }
    }
    return rows;
  }

  private static long readAll(Source source, Queue<Split> splits)
      throws IOException, InterruptedException {
    Counter counter = new Counter();
    try (BufferAllocator allocator = new RootAllocator()) {
      ReadContext context =
          new ReadContext(
              allocator, source.schema(), Optional.empty(), JobOptions.DEFAULT.batchRows());
      for (Split split = splits.poll(); split != null; split = splits.poll()) {
        try (SplitReader<?> reader = source.open(split, context)) {
          read(reader, counter);
        }
      }
    }
    return counter.rows;
  }

  private static <C> void read(SplitReader<C> reader, Counter counter)
      throws IOException, InterruptedException {
    for (C chunk = reader.fetch(); chunk != null; chunk = reader.fetch()) {
      reader.read(chunk, counter);
    }
  }
}
