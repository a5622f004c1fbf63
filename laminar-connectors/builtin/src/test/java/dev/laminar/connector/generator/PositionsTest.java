package dev.laminar.connector.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laminar.connector.impulse.ImpulseConnector;
import dev.laminar.connector.mock.MockConnector;
import dev.laminar.connector.nexmark.NexmarkConnector;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.fixture.Collected;
import dev.laminar.fixture.Tables;
import dev.laminar.spi.Connector;
import dev.laminar.spi.ReadContext;
import dev.laminar.spi.Source;
import dev.laminar.spi.Split;
import dev.laminar.spi.SplitReader;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever row a reader stops at, another one goes on right behind it. */
class PositionsTest {

  private static final int ROWS = 30;
  private static final Schema MOCK =
      Schema.of(
          Field.of("a", DataType.BIGINT),
          Field.of("b", DataType.TEXT),
          Field.of("c", DataType.TIMESTAMP),
          Field.of("d", new DataType.ListOf(Field.of("e", DataType.TEXT))));

  private static Source source(String kind, int splits) {
    String[] name = kind.split(" ");
    Map<String, String> options = new HashMap<>();
    options.put("splits", "" + splits);
    options.put(name[0].equals("mock") ? "rows" : "events", "" + ROWS);
    Connector connector =
        switch (name[0]) {
          case "impulse" -> new ImpulseConnector();
          case "mock" -> new MockConnector();
          default -> {
            options.put("table", name[1]);
            yield new NexmarkConnector();
          }
        };
    Schema columns = connector instanceof MockConnector ? MOCK : new Schema(List.of());
    return connector.source(
        Tables.table(columns, options, null, Map.of(), List.of(), new ByteArrayOutputStream()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"impulse", "mock", "nexmark all", "nexmark bid", "nexmark person"})
  void anyRow_isABoundary(String kind) throws Exception {
    Random random = new Random(3);
    try (BufferAllocator allocator = new RootAllocator()) {
      for (int splits : new int[] {1, 3}) {
        Source source = source(kind, splits);
        for (Split split : source.splits(1)) {
          Collected whole = new Collected();
          Tables.read(source, split, source.schema(), Optional.empty(), 64, ROWS, allocator, whole);
          for (int rows = 0; rows <= ROWS / splits + 1; rows += 1 + random.nextInt(6)) {
            Collected parts = new Collected();
            String position = readSome(source, split, rows, allocator, parts);
            int most = 1 + random.nextInt(20);
            Tables.read(
                source,
                split,
                source.schema(),
                Optional.of(position),
                most,
                Integer.MAX_VALUE,
                allocator,
                parts);
            assertThat(parts.rows).as("split %s, %s rows", split.id(), rows).isEqualTo(whole.rows);
          }
        }
      }
    }
  }

  /** Reads one row after the other. */
  private static String readSome(
      Source source, Split split, int rows, BufferAllocator allocator, Collected into)
      throws Exception {
    ReadContext context = new ReadContext(allocator, source.schema(), Optional.empty(), 1);
    try (SplitReader<?> reader = source.open(split, context)) {
      return readSome(reader, rows, into);
    }
  }

  /** Fetches one row more than it reads: what is fetched must not count. */
  private static <C> String readSome(SplitReader<C> reader, int rows, Collected into)
      throws Exception {
    for (int i = 0; i < rows; i++) {
      C chunk = reader.fetch();
      if (chunk == null) {
        return reader.position();
      }
      reader.read(chunk, into);
    }
    C ahead = reader.fetch();
    String position = reader.position();
    if (ahead != null) {
      reader.discard(ahead);
    }
    return position;
  }
}
