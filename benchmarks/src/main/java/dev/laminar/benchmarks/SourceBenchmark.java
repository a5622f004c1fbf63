package dev.laminar.benchmarks;

import dev.laminar.data.Batch;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.spi.BadRecord;
import dev.laminar.spi.Connector;
import dev.laminar.spi.Options;
import dev.laminar.spi.ReadContext;
import dev.laminar.spi.Services;
import dev.laminar.spi.Source;
import dev.laminar.spi.SourceOutput;
import dev.laminar.spi.SplitReader;
import dev.laminar.spi.TableSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
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

/** Nanoseconds that one core takes to make a Nexmark event, by the columns that are asked for. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "--add-opens=java.base/java.nio=ALL-UNNAMED",
      "--sun-misc-unsafe-memory-access=allow",
      "--enable-native-access=ALL-UNNAMED"
    })
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SourceBenchmark {

  private static final int ROWS = 4096;
  private static final int BATCHES = 64;

  /** What is asked for: every column, the flat bids, or what query 5 reads. */
  @Param({"all", "bid", "q5"})
  public String columns = "all";

  private final BufferAllocator allocator = new RootAllocator();
  private final Sum sum = new Sum();
  private SplitReader<?> reader;

  /** Takes batches. */
  private static final class Sum implements SourceOutput {
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

  @Setup
  public void open() throws IOException {
    Connector nexmark =
        ServiceLoader.load(Connector.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(connector -> connector.name().equals("nexmark"))
            .findFirst()
            .orElseThrow();
    Services services =
        new Services(
            Clock.systemUTC(), OutputStream::nullOutputStream, InputStream::nullInputStream);
    String table = columns.equals("bid") ? "bid" : "all";
    Source source =
        nexmark.source(
            new TableSpec(
                "nexmark",
                new Schema(List.of()),
                Options.of(Map.of("table", table)),
                Optional.empty(),
                List.of(),
                services));
    Schema wanted = columns.equals("q5") ? q5(source.schema()) : source.schema();
    reader =
        source.open(
            source.splits(1).getFirst(),
            new ReadContext(allocator, wanted, Optional.empty(), ROWS));
  }

  private static Schema q5(Schema all) {
    DataType.Struct bid = (DataType.Struct) all.field(3).type();
    List<Field> fields = List.of(bid.fields().get(0), bid.fields().get(5));
    return Schema.of(Field.of("bid", new DataType.Struct(fields)));
  }

  @TearDown
  public void close() throws IOException {
    reader.close();
    allocator.close();
  }

  @Benchmark
  @OperationsPerInvocation(ROWS * BATCHES)
  public long event() throws IOException, InterruptedException {
    for (int i = 0; i < BATCHES; i++) {
      read(reader);
    }
    return sum.rows;
  }

  private <C> void read(SplitReader<C> from) throws IOException, InterruptedException {
    C chunk = from.fetch();
    if (chunk != null) {
      from.read(chunk, sum);
    }
  }
}
