package dev.laminar.benchmarks;

import dev.laminar.data.Batch;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.spi.BadRecord;
import dev.laminar.spi.ByteSink;
import dev.laminar.spi.Decoder;
import dev.laminar.spi.Encoder;
import dev.laminar.spi.Format;
import dev.laminar.spi.Options;
import dev.laminar.spi.SourceOutput;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Megabytes of JSON that one core decodes and encodes a second: the counter {@code megabytes}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "--add-opens=java.base/java.nio=ALL-UNNAMED",
      "--sun-misc-unsafe-memory-access=allow",
      "--enable-native-access=ALL-UNNAMED"
    })
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class JsonBenchmark {

  private static final int RECORDS = 8000;
  private static final int MAX_ROWS = 4096;
  private static final Schema ALL =
      Schema.of(
          Field.of("id", DataType.BIGINT),
          Field.of("time", DataType.TIMESTAMP),
          Field.of("place", DataType.TEXT),
          Field.of("magnitude", DataType.DOUBLE),
          Field.of("depth", DataType.DOUBLE),
          Field.of("status", DataType.TEXT),
          Field.of("url", DataType.TEXT),
          Field.of("tsunami", DataType.BOOLEAN),
          Field.of("significance", DataType.INTEGER));

  /** How many of the nine columns are read: the first ones. */
  @Param({"1", "3", "9"})
  public int columns = 9;

  private final BufferAllocator allocator = new RootAllocator();
  private Format format;
  private ArrowBuf text;
  private int length;
  private Decoder decoder;
  private Encoder encoder;
  private final ByteSink sink = new ByteSink();
  private final Rows rows = new Rows();

  /** Takes batches; keeps the first. */
  private static final class Rows implements SourceOutput {
    private long count;
    private Batch first;

    @Override
    public void emit(Batch batch) {
      count += batch.rows();
      if (first == null) {
        first = batch;
      } else {
        batch.close();
      }
    }

    @Override
    public void bad(BadRecord record) {
      throw new IllegalStateException(record.error());
    }
  }

  /** Counts what was worked on. */
  @State(Scope.Thread)
  @AuxCounters
  public static class Bytes {
    public double megabytes;
  }

  @Setup
  public void open() {
    format =
        ServiceLoader.load(Format.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(candidate -> candidate.name().equals("json"))
            .findFirst()
            .orElseThrow();
    byte[] bytes = records().getBytes(StandardCharsets.UTF_8);
    length = bytes.length;
    text = allocator.buffer(length);
    text.setBytes(0, bytes);
    Schema wanted = new Schema(ALL.fields().subList(0, columns));
    decoder = format.decoder(allocator, ALL, wanted, List.of(), Options.none(), MAX_ROWS);
    encoder = format.encoder(allocator, wanted, List.of(), Options.none());
    decoder.decodeStream(text, 0, length, false, rows);
  }

  private static String records() {
    SplittableRandom dice = new SplittableRandom(1);
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < RECORDS; i++) {
      all.append("{\"id\":").append(1_000_000 + i);
      all.append(",\"time\":\"2018-02-0").append(1 + dice.nextInt(9)).append("T10:15:30.250Z\"");
      all.append(",\"place\":\"").append(dice.nextInt(200)).append("km W of Castaic, CA\"");
      all.append(",\"magnitude\":").append(dice.nextInt(90) / 10.0);
      all.append(",\"depth\":").append(dice.nextInt(100_000) / 1000.0);
      all.append(",\"status\":\"").append(dice.nextInt(3) == 0 ? "reviewed" : "automatic");
      all.append("\",\"url\":\"https://earthquake.usgs.gov/earthquakes/eventpage/ci");
      all.append(dice.nextInt(40_000_000)).append("\",\"tsunami\":").append(dice.nextInt(9) == 0);
      all.append(",\"significance\":").append(dice.nextInt(1000)).append("}\n");
    }
    return all.toString();
  }

  @TearDown
  public void close() {
    decoder.close();
    encoder.close();
    text.close();
    rows.first.close();
    allocator.close();
  }

  @Benchmark
  public long decode(Bytes bytes) {
    int used = decoder.decodeStream(text, 0, length, false, rows);
    decoder.flush(rows);
    bytes.megabytes += used / 1e6;
    return rows.count;
  }

  @Benchmark
  public long encode(Bytes bytes) {
    sink.clear();
    encoder.encode(
        rows.first,
        sink,
        record -> {
          throw new IllegalStateException(record.error());
        });
    bytes.megabytes += sink.size() / 1e6;
    return sink.size();
  }
}
