package dev.laminar.internal.exec.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.plan.JoinKind;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.plan.Plan;
import dev.laminar.internal.plan.SinkTable;
import dev.laminar.internal.plan.SourceTable;
import dev.laminar.spi.ReadContext;
import dev.laminar.spi.Sink;
import dev.laminar.spi.SinkWriter;
import dev.laminar.spi.Source;
import dev.laminar.spi.Split;
import dev.laminar.spi.SplitReader;
import dev.laminar.spi.WriteContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class StageCutterTest {

  private static final Schema ROWS =
      Schema.of(Field.of("key", DataType.BIGINT), Field.of("n", DataType.BIGINT));

  private record NoSource() implements Source {
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
      return List.of();
    }

    @Override
    public SplitReader<?> open(Split split, ReadContext context) {
      throw new UnsupportedOperationException("never run");
    }
  }

  private record NoSink(ChangelogSupport changes, int maxParallelism) implements Sink {
    @Override
    public SinkWriter<?> open(WriteContext context) {
      throw new UnsupportedOperationException("never run");
    }
  }

  private static Node.Scan scan(String name) {
    return scan(name, BadData.FAIL);
  }

  private static Node.Scan scan(String name, BadData badData) {
    return new Node.Scan(new SourceTable(name, "none", new NoSource(), ROWS, false, badData), ROWS);
  }

  private static Node map(Node input) {
    return new Node.Transform(
        input, "map", ROWS, (allocator, rows) -> (in, out) -> out.accept(in), OptionalInt.empty());
  }

  private static Node distinct(Node input, int... keys) {
    return new Node.Aggregate(input, keys, List.of());
  }

  private static SinkTable table(Sink.ChangelogSupport changes, int maxParallelism, String... key) {
    return new SinkTable(
        "out", "none", new NoSink(changes, maxParallelism), List.of(key), BadData.FAIL);
  }

  private static Node.Sink sink(Node input) {
    return new Node.Sink(input, table(Sink.ChangelogSupport.ALL, 100));
  }

  private static String cut(int parallelism, Node.Sink... sinks) {
    return StageCutter.cut(new Plan(List.of(sinks), Map.of()), parallelism).toString();
  }

  @Test
  void nodesThatTakeRowsWhereTheyAre_areFused() {
    assertThat(cut(3, sink(map(map(scan("a"))))))
        .isEqualTo("0: 1 scan a → 2 map → 3 map → 4 sink out ×3\n");
  }

  @Test
  void keyedNodes_areBehindAHashExchange() {
    assertThat(cut(3, sink(map(distinct(scan("a"), 0)))))
        .isEqualTo(
            """
            0: 1 scan a ×3
            1: 2 aggregate → 3 map → 4 sink out ×3
               ← 0 hash(#0)
            """);
  }

  @Test
  void oneSubtask_feedsOneSubtask_withoutAnExchange() {
    assertThat(cut(1, sink(distinct(map(scan("a")), 0))))
        .isEqualTo("0: 1 scan a → 2 map → 3 aggregate → 4 sink out ×1\n");
  }

  @Test
  void withoutKeys_allRowsAreGathered() {
    assertThat(cut(3, sink(distinct(scan("a")))))
        .isEqualTo(
            """
            0: 1 scan a ×3
            1: 2 aggregate ×1
               ← 0 gather
            2: 3 sink out ×3
               ← 1 hash()
            """);
  }

  @Test
  void joins_haveAnInputPerSide() {
    Node join =
        new Node.Join(
            scan("a"),
            map(scan("b")),
            JoinKind.INNER,
            new int[] {0},
            new int[] {1},
            Optional.empty());
    StageGraph graph = StageCutter.cut(new Plan(List.of(sink(join)), Map.of()), 2);

    assertThat(graph.toString())
        .isEqualTo(
            """
            0: 1 scan a ×2
            1: 2 scan b → 3 map ×2
            2: 4 join → 5 sink out ×2
               ← 0 hash(#0)
               ← 1 hash(#1)
            """);
    assertThat(graph.edges()).extracting(Edge::input).containsExactly(0, 1);
  }

  @Test
  void aNodeWithTwoReaders_isComputedOnce() {
    Node shared = map(scan("a"));
    assertThat(cut(2, sink(map(shared)), sink(distinct(shared, 0))))
        .isEqualTo(
            """
            0: 1 scan a → 2 map ×2
            1: 3 map → 4 sink out ×2
               ← 0 forward
            2: 5 aggregate → 6 sink out ×2
               ← 0 hash(#0)
            """);
  }

  @Test
  void equalNodes_areNotTheSameNode() {
    assertThat(cut(1, sink(scan("a")), sink(scan("a"))))
        .isEqualTo("0: 1 scan a → 2 sink out ×1\n1: 3 scan a → 4 sink out ×1\n");
  }

  @Test
  void unions_disappear_intoTheirReaders() {
    Node shared = scan("a");
    Node union = new Node.Union(List.of(shared, map(scan("b")), shared), OptionalInt.empty());
    assertThat(cut(2, sink(distinct(union, 0))))
        .isEqualTo(
            """
            0: 1 scan a ×2
            1: 2 scan b → 3 map ×2
            2: 4 aggregate → 5 sink out ×2
               ← 0 hash(#0)
               ← 1 hash(#0)
               ← 0 hash(#0)
            """);
  }

  @Test
  void sinks_thatWriteInOnePlace_getAStageOfTheirOwn() {
    Node.Sink one = new Node.Sink(scan("a"), table(Sink.ChangelogSupport.ALL, 1));
    assertThat(cut(3, one))
        .isEqualTo(
            """
            0: 1 scan a ×3
            1: 2 sink out ×1
               ← 0 gather
            """);
  }

  @Test
  void severalInserts_intoOneTable_shareItsWriters() {
    SinkTable table = table(Sink.ChangelogSupport.ALL, 100);
    assertThat(cut(2, new Node.Sink(scan("a"), table), new Node.Sink(scan("b"), table)))
        .isEqualTo(
            """
            0: 1 scan a ×2
            1: 2 scan b ×2
            2: 3 sink out ×2
               ← 0 forward
               ← 1 forward
            """);
  }

  @Test
  void upserts_ofAKey_meetInOneWriter() {
    SinkTable upsert = table(Sink.ChangelogSupport.UPSERT, 100, "n");
    assertThat(cut(2, new Node.Sink(distinct(scan("a"), 0, 1), upsert)))
        .contains("2: 3 sink out ×2\n   ← 1 hash(#1)\n");
  }

  @Test
  void deadLetters_goFromWhereTheyArise_toTheirTable() {
    Node bad = scan("a", new BadData.DeadLetter("letters"));
    SinkTable letters =
        new SinkTable(
            "letters",
            "none",
            new NoSink(Sink.ChangelogSupport.APPEND_ONLY, 5),
            List.of(),
            BadData.FAIL);
    Plan plan = new Plan(List.of(sink(distinct(bad, 0))), Map.of("letters", letters));
    assertThat(StageCutter.cut(plan, 2).toString())
        .isEqualTo(
            """
            0: 1 scan a ×2
            1: 2 aggregate → 3 sink out ×2
               ← 0 hash(#0)
            2: 4 dead-letters letters ×1
               ← 0 gather dead letters
            """);
  }
}
