package dev.laminar.connector.nexmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.fixture.Collected;
import dev.laminar.fixture.Tables;
import dev.laminar.spi.Source;
import dev.laminar.spi.Split;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NexmarkTest {

  private static final Schema NONE = new Schema(List.of());

  private BufferAllocator allocator;

  @BeforeEach
  void open() {
    allocator = new RootAllocator();
  }

  @AfterEach
  void close() {
    allocator.close();
  }

  private static Source source(Schema schema, String... options) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      map.put(options[i], options[i + 1]);
    }
    return new NexmarkConnector().source(Tables.table(schema, map, null));
  }

  private List<List<@Nullable Object>> read(Source source) throws Exception {
    return Tables.readAll(source, source.schema(), allocator).rows;
  }

  private static long number(List<@Nullable Object> row, int column) {
    return (Long) Objects.requireNonNull(row.get(column));
  }

  private static String text(List<@Nullable Object> row, int column) {
    return (String) Objects.requireNonNull(row.get(column));
  }

  @Test
  void theEvents_areTheSame_forAnyNumberOfSplits() throws Exception {
    List<List<@Nullable Object>> one = read(source(NONE, "events", "1234", "splits", "1"));
    assertThat(one).hasSize(1234).doesNotHaveDuplicates();
    for (String splits : List.of("2", "3", "8", "40")) {
      assertThat(read(source(NONE, "events", "1234", "splits", splits)))
          .containsExactlyInAnyOrderElementsOf(one);
    }
    assertThat(read(source(NONE, "events", "1234", "splits", "1", "seed", "1"))).isNotEqualTo(one);
  }

  @Test
  void theChoiceOfColumns_changesNoValue() throws Exception {
    Source source = source(NONE, "events", "500", "splits", "1");
    List<List<@Nullable Object>> whole = read(source);
    DataType.Struct bid = (DataType.Struct) source.schema().field(3).type();
    Schema pruned =
        Schema.of(
            Field.of("BID", new DataType.Struct(List.of(bid.fields().get(4), bid.fields().get(2)))),
            source.schema().field(0));
    List<List<@Nullable Object>> part = Tables.readAll(source, pruned, allocator).rows;
    for (int i = 0; i < whole.size(); i++) {
      List<?> struct = (List<?>) whole.get(i).get(3);
      assertThat(part.get(i).get(0))
          .isEqualTo(struct == null ? null : List.of(struct.get(4), struct.get(2)));
      assertThat(part.get(i).get(1)).isEqualTo(whole.get(i).get(0));
    }
  }

  @Test
  void aFlatTable_hasTheEventsOfItsKind() throws Exception {
    List<List<@Nullable Object>> whole = read(source(NONE, "events", "700", "splits", "1"));
    int column = 1;
    for (String table : List.of("person", "auction", "bid")) {
      List<Object> expected = new ArrayList<>();
      for (List<@Nullable Object> row : whole) {
        if (row.get(column) != null) {
          assertThat(row.get(0)).isEqualTo(column - 1L);
          expected.add(row.get(column));
        }
      }
      List<List<@Nullable Object>> flat =
          read(source(NONE, "events", "700", "splits", "1", "table", table));
      assertThat(new ArrayList<Object>(flat)).isEqualTo(expected);
      column++;
    }
  }

  @Test
  void bids_areDistributedAsTheBenchmarkSays() throws Exception {
    List<List<@Nullable Object>> bids =
        read(source(NONE, "events", "100000", "splits", "2", "table", "bid"));
    assertThat(bids).hasSize(92_000);
    Set<Long> auctions = new HashSet<>();
    int hotAuctions = 0;
    int hotBidders = 0;
    int hotChannels = 0;
    int channelIds = 0;
    double logPrice = 0;
    long extra = 0;
    for (List<@Nullable Object> bid : bids) {
      auctions.add(number(bid, 0));
      hotAuctions += number(bid, 0) % 100 == 0 ? 1 : 0;
      hotBidders += number(bid, 1) % 100 == 1 ? 1 : 0;
      hotChannels += text(bid, 3).startsWith("channel-") ? 0 : 1;
      channelIds += text(bid, 4).contains("&channel_id=") ? 1 : 0;
      logPrice += Math.log10(number(bid, 2));
      extra += text(bid, 6).length();
      assertThat(number(bid, 2)).isBetween(100L, 100_000_000L);
      assertThat(text(bid, 4)).startsWith("https://www.nexmark.com/");
    }
    double all = bids.size();
    assertThat(hotAuctions / all).isCloseTo(0.5 + 0.5 * 0.01, within(0.01));
    assertThat(hotBidders / all).isCloseTo(0.75 + 0.25 * 0.01, within(0.01));
    assertThat(hotChannels / all).isCloseTo(0.5, within(0.01));
    assertThat(channelIds / all).isCloseTo(0.45, within(0.015));
    assertThat(logPrice / all).isCloseTo(5, within(0.02));
    assertThat(extra / all).isCloseTo(68, within(0.5));
    assertThat(auctions).hasSizeGreaterThan(5000);
  }

  @Test
  void auctionsAndPeople_areDistributedAsTheBenchmarkSays() throws Exception {
    List<List<@Nullable Object>> auctions =
        read(source(NONE, "events", "50000", "splits", "1", "table", "auction"));
    assertThat(auctions).hasSize(3000);
    double length = 0;
    double extra = 0;
    int hot = 0;
    for (int i = 0; i < auctions.size(); i++) {
      List<@Nullable Object> auction = auctions.get(i);
      assertThat(number(auction, 0)).isEqualTo(1000L + i);
      assertThat(number(auction, 4)).isGreaterThan(number(auction, 3));
      assertThat(number(auction, 8)).isBetween(10L, 14L);
      assertThat(text(auction, 1).length()).isBetween(3, 20);
      assertThat(text(auction, 2).length()).isBetween(3, 100);
      hot += number(auction, 7) % 100 == 0 ? 1 : 0;
      length += number(auction, 6) - number(auction, 5);
      extra +=
          48 + text(auction, 1).length() + text(auction, 2).length() + text(auction, 9).length();
    }
    assertThat(length / 3000).as("100 in flight: 1,666 events").isCloseTo(167_600, within(6000.0));
    assertThat(extra / 3000).isCloseTo(500, within(5.0));
    assertThat(hot / 3000.0).isCloseTo(0.75, within(0.03));
    List<List<@Nullable Object>> people =
        read(source(NONE, "events", "50000", "splits", "1", "table", "person"));
    assertThat(people).hasSize(1000);
    for (List<@Nullable Object> person : people) {
      assertThat(text(person, 1)).matches("[A-Z][a-z]+ [A-Z][a-z]+");
      assertThat(text(person, 2)).matches("[a-z]{7}@[a-z]{5}\\.com");
      assertThat(text(person, 3)).matches("\\d{4} \\d{4} \\d{4} \\d{4}");
      assertThat(text(person, 5)).matches("AZ|CA|ID|OR|WA|WY");
    }
    assertThat(people.stream().map(p -> text(p, 4)).distinct()).hasSize(10);
  }

  @Test
  void eventTime_advancesEvenly() throws Exception {
    Source source = source(NONE, "events", "200", "splits", "1", "event_rate", "1000");
    List<List<@Nullable Object>> rows = read(source);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(number(rows.get(i), 4)).isEqualTo(1_436_918_400_000_000L + i * 1000L);
    }
  }

  @Test
  void aReader_goesOnWhereAPositionSays() throws Exception {
    Source source = source(NONE, "events", "1000", "splits", "3");
    Split split = source.splits(1).get(1);
    Collected whole = new Collected();
    Tables.read(source, split, source.schema(), Optional.empty(), 1000, 100, allocator, whole);
    Collected parts = new Collected();
    Optional<String> position = Optional.empty();
    for (int i = 0; i < 60; i++) {
      position =
          Optional.of(
              Tables.read(source, split, source.schema(), position, 7, 1, allocator, parts));
    }
    assertThat(whole.rows).hasSizeGreaterThan(300).isEqualTo(parts.rows);
  }

  @Test
  void batchesOfOneRow_areRight_inFlatTablesToo() throws Exception {
    Source source = source(NONE, "events", "120", "splits", "1", "table", "auction");
    Collected single = new Collected();
    Split split = source.splits(1).getFirst();
    Tables.read(source, split, source.schema(), Optional.empty(), 1, 1000, allocator, single);
    assertThat(single.rows).isEqualTo(read(source)).hasSize(9);
    assertThat(single.batches).isEqualTo(9);
  }

  @Test
  void declaredColumns_mustBeItsOwn() throws Exception {
    Schema some = Schema.of(Field.of("PRICE", DataType.BIGINT));
    Source source = source(some, "events", "50", "splits", "1", "table", "bid");
    assertThat(read(source)).hasSize(46).allSatisfy(row -> assertThat(row).hasSize(1));
    assertThatThrownBy(() -> source(Schema.of(Field.of("price", DataType.TEXT)), "table", "bid"))
        .hasMessageContaining("brings its own columns")
        .hasMessageContaining("got price TEXT");
  }
}
