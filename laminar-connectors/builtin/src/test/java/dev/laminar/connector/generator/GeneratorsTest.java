package dev.laminar.connector.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laminar.connector.impulse.ImpulseConnector;
import dev.laminar.connector.mock.Captured;
import dev.laminar.connector.mock.MockConnector;
import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.fixture.Collected;
import dev.laminar.fixture.Tables;
import dev.laminar.spi.Connector;
import dev.laminar.spi.Options;
import dev.laminar.spi.ReadContext;
import dev.laminar.spi.Services;
import dev.laminar.spi.Sink;
import dev.laminar.spi.SinkCommitter;
import dev.laminar.spi.SinkCommitter.Committable;
import dev.laminar.spi.SinkWriter;
import dev.laminar.spi.Source;
import dev.laminar.spi.Split;
import dev.laminar.spi.SplitReader;
import dev.laminar.spi.TableSpec;
import dev.laminar.spi.Transaction;
import dev.laminar.spi.WriteContext;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GeneratorsTest {

  private static final Schema EVERY_TYPE =
      Schema.of(
          Field.of("b", DataType.BOOLEAN),
          Field.of("i", DataType.TINYINT),
          Field.required("l", DataType.BIGINT),
          Field.of("f", DataType.FLOAT),
          Field.of("d", DataType.DOUBLE),
          Field.of("n", new DataType.Decimal(4, 2)),
          Field.of("t", DataType.TEXT),
          Field.of("j", DataType.JSON),
          Field.of("y", DataType.BYTES),
          Field.of("da", DataType.DATE),
          Field.of("ti", DataType.TIME),
          Field.of("ts", DataType.TIMESTAMP),
          Field.of("li", new DataType.ListOf(Field.of("e", DataType.TEXT))),
          Field.of("m", new DataType.MapOf(DataType.TEXT, Field.of("v", DataType.BIGINT))),
          Field.of("s", new DataType.Struct(List.of(Field.of("x", DataType.BIGINT)))));

  private BufferAllocator allocator;

  @BeforeEach
  void open() {
    allocator = new RootAllocator();
  }

  @AfterEach
  void close() {
    allocator.close();
  }

  private static Source source(Connector connector, Schema schema, String... options) {
    return connector.source(
        Tables.table(
            schema, options(options), null, Map.of(), List.of(), new ByteArrayOutputStream()));
  }

  private static Map<String, String> options(String... options) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      map.put(options[i], options[i + 1]);
    }
    return map;
  }

  private List<List<Object>> rows(Source source, Schema columns) throws Exception {
    return new ArrayList<>(Tables.readAll(source, columns, allocator).rows);
  }

  @Test
  void impulse_countsEveryNumberOnce_inAnyNumberOfSplits() throws Exception {
    for (int splits : new int[] {1, 3, 7}) {
      Source source =
          source(
              new ImpulseConnector(),
              new Schema(List.of()),
              "events",
              "1000",
              "splits",
              "" + splits);
      assertThat(source.bounded()).isTrue();
      assertThat(source.splits(2)).hasSize(splits);
      List<List<Object>> rows = rows(source, source.schema());
      assertThat(rows).hasSize(1000).doesNotHaveDuplicates();
      assertThat(rows)
          .allSatisfy(row -> assertThat((Long) row.get(0) % splits).isEqualTo(row.get(1)));
      assertThat(rows.stream().mapToLong(row -> (Long) row.get(0)).max()).hasValue(999);
    }
  }

  @Test
  void impulse_refusesColumnsThatItDoesNotHave() {
    assertThatThrownBy(
            () -> source(new ImpulseConnector(), Schema.of(Field.of("x", DataType.BIGINT))))
        .hasMessageContaining("counter and subtask_index")
        .hasMessageContaining("got x BIGINT");
    assertThatThrownBy(() -> source(new ImpulseConnector(), new Schema(List.of()), "splits", "0"))
        .hasMessage("option 'splits': expected 1 to 1024, got '0'");
  }

  @Test
  void mockRows_dependOnSeedAndNumberOnly() throws Exception {
    String[] one = {"rows", "300", "seed", "7", "null_ratio", "0.3", "splits", "1"};
    String[] four = {"rows", "300", "seed", "7", "null_ratio", "0.3", "splits", "4"};
    String[] other = {"rows", "300", "seed", "8", "null_ratio", "0.3"};
    Schema narrow = EVERY_TYPE.select(2, 6, 11);
    List<String> all = texts(source(new MockConnector(), EVERY_TYPE, one), narrow);
    assertThat(texts(source(new MockConnector(), EVERY_TYPE, four), narrow))
        .containsExactlyInAnyOrderElementsOf(all);
    assertThat(texts(source(new MockConnector(), EVERY_TYPE, other), narrow)).isNotEqualTo(all);
    List<List<Object>> wide = rows(source(new MockConnector(), EVERY_TYPE, one), EVERY_TYPE);
    assertThat(
            wide.stream()
                .map(row -> List.of("" + row.get(2), "" + row.get(6), "" + row.get(11)).toString()))
        .containsExactlyElementsOf(all);
    long nulls = wide.stream().filter(row -> row.get(6) == null).count();
    assertThat(nulls).isBetween(50L, 130L);
    assertThat(wide).allSatisfy(row -> assertThat(row.get(2)).isNotNull());
  }

  private List<String> texts(Source source, Schema columns) throws Exception {
    return rows(source, columns).stream()
        .map(row -> row.stream().map(String::valueOf).toList().toString())
        .toList();
  }

  @Test
  void aReader_goesOnWhereAPositionSays() throws Exception {
    Schema columns = EVERY_TYPE.select(0, 4, 5, 6, 11, 12, 13, 14);
    Source source = source(new MockConnector(), columns, "rows", "250", "splits", "1");
    Collected whole = Tables.readAll(source, columns, allocator);
    Collected parts = new Collected();
    Optional<String> position = Optional.empty();
    for (int i = 0; i < 40; i++) {
      position =
          Optional.of(
              Tables.read(
                  source, source.splits(1).getFirst(), columns, position, 10, 1, allocator, parts));
    }
    assertThat(parts.rows).hasSize(250).isEqualTo(whole.rows);
  }

  @Test
  void aRate_isKeptByTheClock() throws Exception {
    AtomicLong now = new AtomicLong(1_000_000);
    Clock clock = new ManualClock(now);
    Services services =
        new Services(clock, OutputStream::nullOutputStream, InputStream::nullInputStream);
    Options options = Options.of(Map.of("event_rate", "100"));
    TableSpec table =
        new TableSpec("t", new Schema(List.of()), options, Optional.empty(), List.of(), services);
    Source source = new ImpulseConnector().source(table);
    assertThat(source.bounded()).isFalse();
    Split split = source.splits(1).getFirst();
    ReadContext context = new ReadContext(allocator, source.schema(), Optional.empty(), 1000);
    try (SplitReader<?> reader = source.open(split, context)) {
      assertThat(reader.blocking()).isTrue();
      assertThat(reader.fetch()).isEqualTo(new SequenceReader.Run(0, 1));
      now.addAndGet(255);
      assertThat(reader.fetch()).isEqualTo(new SequenceReader.Run(1, 25));
      Thread ticking = Thread.startVirtualThread(() -> now.addAndGet(10));
      assertThat(reader.fetch()).isEqualTo(new SequenceReader.Run(26, 1));
      ticking.join();
    }
  }

  private static final class ManualClock extends Clock {
    private final AtomicLong now;

    ManualClock(AtomicLong now) {
      this.now = now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(now.get());
    }
  }

  @Test
  void aCapture_keepsChangesUntilTheyAreTaken() throws Exception {
    Schema schema = Schema.of(Field.of("x", DataType.BIGINT));
    TableSpec table =
        Tables.table(
            schema,
            Map.of("capture", "kept"),
            null,
            Map.of(),
            List.of(),
            new ByteArrayOutputStream());
    try (BatchBuilder rows = new BatchBuilder(allocator, schema)) {
      rows.add(1L).change(-1, 1L);
      Tables.write(new MockConnector().sink(table), schema, allocator, rows.build());
    }
    assertThat(Captured.take("kept"))
        .containsExactly(new Captured.Change(1, List.of(1L)), new Captured.Change(-1, List.of(1L)));
    assertThat(Captured.take("kept")).isEmpty();
  }

  @Test
  void aTransactionalCapture_keepsWhatIsCommitted_once() throws Exception {
    Schema schema = Schema.of(Field.of("x", DataType.BIGINT));
    Map<String, String> options = Map.of("capture", "tx", "transactional", "true");
    Sink sink =
        new MockConnector()
            .sink(
                Tables.table(
                    schema, options, null, Map.of(), List.of(), new ByteArrayOutputStream()));
    Transaction first = new Transaction("j", 1, false);
    SinkCommitter committer = sink.committer(first).orElseThrow();
    List<Committable> one;
    try (BatchBuilder rows = new BatchBuilder(allocator, schema);
        SinkWriter<?> writer =
            sink.open(new WriteContext(allocator, schema, 0, 1, Optional.of(first)))) {
      one = List.of(epoch(writer, rows.add(1L).build(), 1));
      assertThat(Captured.take("tx")).isEmpty();
      committer.commit(one);
      committer.commit(List.of(epoch(writer, rows.add(2L).build(), 2)));
      epoch(writer, rows.add(3L).build(), 3);
    }
    SinkCommitter again = sink.committer(new Transaction("j", 2, true)).orElseThrow();
    again.commit(one);
    again.abortOthers();
    assertThat(Captured.take("tx")).containsExactly(new Captured.Change(1, List.of(1L)));
  }

  private static <P> Committable epoch(SinkWriter<P> writer, Batch batch, long epoch)
      throws Exception {
    P payload = writer.encode(batch, record -> {});
    assertThat(payload).isNotNull();
    writer.write(payload);
    return new Committable(epoch, 0, writer.prepareCommit(epoch).orElseThrow());
  }
}
