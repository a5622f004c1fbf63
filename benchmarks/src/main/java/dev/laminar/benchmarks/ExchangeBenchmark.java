package dev.laminar.benchmarks;

import dev.laminar.JobOptions;
import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.internal.exec.LocalRunner;
import dev.laminar.internal.exec.graph.OperatorFactory;
import dev.laminar.internal.exec.schedule.WorkerScheduler;
import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.plan.Plan;
import dev.laminar.internal.plan.SinkTable;
import dev.laminar.internal.plan.SourceTable;
import dev.laminar.spi.ReadContext;
import dev.laminar.spi.Sink;
import dev.laminar.spi.SinkWriter;
import dev.laminar.spi.Source;
import dev.laminar.spi.SourceOutput;
import dev.laminar.spi.Split;
import dev.laminar.spi.SplitReader;
import dev.laminar.spi.WriteContext;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What moving rows costs: a source that hands out the same batch again and again, a hash exchange
 * (none at parallelism 1), an operator that drops everything. Per batch of {@code batchRows}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ExchangeBenchmark {

  private static final int BATCHES = 20_000;

  private static final Schema ROWS =
      Schema.of(
          Field.required("key", DataType.BIGINT),
          Field.required("a", DataType.BIGINT),
          Field.required("b", DataType.BIGINT),
          Field.required("name", DataType.TEXT));

  /** Subtasks on both sides of the exchange. */
  @Param({"1", "2"})
  public int parallelism;

  /** Rows of a batch. */
  @Param({"1", "100", "8192"})
  public int batchRows;

  private LocalRunner runner = new LocalRunner(new WorkerScheduler(2, Clock.systemUTC()), 1L << 32);

  /** Lays out the plan's run. */
  @Setup
  public void setUp() {
    runner.close();
    runner = new LocalRunner(new WorkerScheduler(2, Clock.systemUTC()), 1L << 32);
  }

  /** Ends the threads. */
  @TearDown
  public void tearDown() {
    runner.close();
  }

  /** One batch. */
  @Benchmark
  @OperationsPerInvocation(BATCHES)
  public long batch() throws InterruptedException {
    Source source = new Repeated(BATCHES / parallelism, batchRows);
    Node scan = new Node.Scan(new SourceTable("t", "", source, ROWS, false, BadData.FAIL), ROWS);
    Node keyed = new Node.Aggregate(scan, new int[] {0}, List.of());
    SinkTable table = new SinkTable("out", "", new Nowhere(), List.of(), BadData.FAIL);
    Plan plan = new Plan(List.of(new Node.Sink(keyed, table)), Map.of());
    OperatorFactory dropping = () -> (input, batch, output) -> batch.close();
    var job = runner.start(plan, JobOptions.DEFAULT.withParallelism(parallelism), node -> dropping);
    job.await();
    return job.metrics().operators().size();
  }

  /** Gives the same batch so many times. */
  private record Repeated(int times, int rows) implements Source {
    @Override
    public Schema schema() {
      return ROWS;
    }

    @Override
    public boolean bounded() {
      return true;
    }

    @Override
    public List<Split> splits(int parallelism) {
      return IntStream.range(0, parallelism).mapToObj(split -> new Split("" + split, "")).toList();
    }

    @Override
    public SplitReader<?> open(Split split, ReadContext context) {
      try (BatchBuilder builder = new BatchBuilder(context.allocator(), ROWS)) {
        for (int row = 0; row < rows; row++) {
          builder.add((long) row * 31, (long) row, (long) row, "the name of row " + row);
        }
        return new Reader(builder.build(), times);
      }
    }
  }

  /** A chunk is nothing but leave to go on. */
  private static final class Reader implements SplitReader<Boolean> {
    private final Batch batch;
    private int left;

    Reader(Batch batch, int times) {
      this.batch = batch;
      this.left = times;
    }

    @Override
    public @Nullable Boolean fetch() {
      return left-- > 0 ? true : null;
    }

    @Override
    public long bytes(Boolean chunk) {
      return 0;
    }

    @Override
    public void read(Boolean chunk, SourceOutput output) {
      output.emit(batch.retain());
    }

    @Override
    public String position() {
      return "" + left;
    }

    @Override
    public boolean blocking() {
      return false;
    }

    @Override
    public void close() {
      batch.close();
    }
  }

  /** A sink that nothing comes to. */
  private static final class Nowhere implements Sink {
    @Override
    public ChangelogSupport changes() {
      return ChangelogSupport.ALL;
    }

    @Override
    public SinkWriter<?> open(WriteContext context) {
      return new SinkWriter<Boolean>() {
        @Override
        public @Nullable Boolean encode(Batch batch, RejectedRows bad) {
          batch.close();
          return null;
        }

        @Override
        public long bytes(Boolean payload) {
          return 0;
        }

        @Override
        public void write(Boolean payload) {}

        @Override
        public void close() {}
      };
    }
  }
}
