package dev.laminar.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.internal.expr.Expr;
import dev.laminar.spi.ReadContext;
import dev.laminar.spi.Sink;
import dev.laminar.spi.SinkWriter;
import dev.laminar.spi.Source;
import dev.laminar.spi.Split;
import dev.laminar.spi.SplitReader;
import dev.laminar.spi.WriteContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DigestsTest {

  private static final Schema ROWS =
      Schema.of(
          Field.of("key", DataType.BIGINT),
          Field.of("n", DataType.BIGINT),
          Field.of("m", DataType.BIGINT),
          Field.required("at", DataType.TIMESTAMP));

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

  private record NoSink() implements Sink {
    @Override
    public ChangelogSupport changes() {
      return ChangelogSupport.ALL;
    }

    @Override
    public SinkWriter<?> open(WriteContext context) {
      throw new UnsupportedOperationException("never run");
    }
  }

  // ---- building plans

  private static Node.Scan scan(String... columns) {
    return scan("t", new SourceTable.Identity("file 'a'", false), columns);
  }

  private static Node.Scan scan(String name, SourceTable.Identity identity, String... columns) {
    List<Field> read = new ArrayList<>();
    for (String column : columns) {
      read.add(ROWS.field(ROWS.indexOf(column).orElseThrow()));
    }
    SourceTable table =
        new SourceTable(name, "file", identity, new NoSource(), ROWS, false, BadData.FAIL);
    return new Node.Scan(table, new Schema(read));
  }

  private static Expr column(Node input, String name) {
    int index = input.schema().indexOf(name).orElseThrow();
    Field field = input.schema().field(index);
    return new Expr.ColumnRef(index, field.type(), field.nullable());
  }

  private static Expr call(String function, DataType type, Expr... args) {
    return new Expr.Call(function, List.of(args), type, true);
  }

  private static Expr plus(Expr a, Expr b) {
    return call("+", DataType.BIGINT, a, b);
  }

  private static Expr test(String function, Expr a, Expr b) {
    return call(function, DataType.BOOLEAN, a, b);
  }

  private static Expr number(long value) {
    return new Expr.Literal(value, DataType.BIGINT);
  }

  private static Node project(Node input, List<String> names, Expr... projections) {
    return new Node.Calc(
        input, Optional.empty(), List.of(projections), names, OptionalInt.empty(), BadData.FAIL);
  }

  private static Node pick(Node input, String... names) {
    Expr[] columns = Arrays.stream(names).map(name -> column(input, name)).toArray(Expr[]::new);
    return project(input, List.of(names), columns);
  }

  private static Node filter(Node input, Expr condition) {
    List<Expr> all = input.schema().names().stream().map(name -> column(input, name)).toList();
    return new Node.Calc(
        input,
        Optional.of(condition),
        all,
        input.schema().names(),
        input.timeColumn(),
        BadData.DROP);
  }

  private static AggregateCall sum(Node input, String column) {
    int index = input.schema().indexOf(column).orElseThrow();
    return call("sum", List.of(index));
  }

  private static AggregateCall call(String function, List<Integer> args) {
    return new AggregateCall(
        function, args, false, OptionalInt.empty(), List.of(), "a", DataType.BIGINT, true);
  }

  private static Node group(Node input, String key, String summed) {
    int[] keys = {input.schema().indexOf(key).orElseThrow()};
    return new Node.Aggregate(input, keys, List.of(sum(input, summed)));
  }

  private static Node join(JoinKind kind, Node left, Node right, Optional<Expr> condition) {
    int[] keys = {0};
    return new Node.Join(left, right, kind, keys, keys, condition);
  }

  private static Node timed(Node input, Duration idle) {
    int time = input.schema().indexOf("at").orElseThrow();
    return new Node.Watermark(input, time, column(input, "at"), idle, BadData.FAIL);
  }

  private static Node windowed(Node input, WindowSpec window) {
    return new Node.WindowAggregate(
        input, new int[] {0}, window, List.of(call("count", List.of())));
  }

  private static Plan plan(Node... nodes) {
    List<Node.Sink> sinks = new ArrayList<>();
    for (Node node : nodes) {
      SinkTable table =
          new SinkTable("out" + sinks.size(), "none", new NoSink(), List.of(), BadData.FAIL);
      sinks.add(new Node.Sink(node, table));
    }
    return new Plan(sinks, Map.of());
  }

  private static String id(Node node) {
    return Digests.of(plan(node)).id(node);
  }

  // ---- what does not matter

  @Test
  void operator_isNamedByItsKindAndADigest() {
    assertThat(id(group(scan("key", "n"), "key", "n"))).matches("aggregate-[0-9a-f]{16}");
    assertThat(id(scan("key"))).matches("scan-[0-9a-f]{16}");
  }

  @Test
  void columnsReadBesides_andTheirOrder_changeNothing() {
    String id = id(group(scan("key", "n"), "key", "n"));
    assertThat(id(group(scan("key", "n", "m"), "key", "n"))).isEqualTo(id);
    assertThat(id(group(scan("m", "n", "key"), "key", "n"))).isEqualTo(id);
    assertThat(id(scan("n"))).isEqualTo(id(scan("key", "m")));
  }

  @Test
  void projectionsBetween_andNamesOfColumns_changeNothing() {
    Node plain = scan("key", "n");
    Node renamed =
        project(plain, List.of("amount", "who"), column(plain, "n"), column(plain, "key"));
    assertThat(id(group(renamed, "who", "amount"))).isEqualTo(id(group(plain, "key", "n")));
  }

  @Test
  void expressionInOneStepOrTwo_isTheSame() {
    Node scan = scan("key", "n", "m");
    Expr sum = plus(column(scan, "n"), column(scan, "m"));
    Node first = project(scan, List.of("key", "s"), column(scan, "key"), sum);
    Node twoSteps =
        project(
            first, List.of("key", "x"), column(first, "key"), plus(column(first, "s"), number(1)));
    Node oneStep = project(scan, List.of("key", "x"), column(scan, "key"), plus(sum, number(1)));
    assertThat(id(group(twoSteps, "key", "x"))).isEqualTo(id(group(oneStep, "key", "x")));
  }

  @Test
  void orderOfConditions_andTheirPlaces_changeNothing() {
    Node scan = scan("key", "n", "m");
    Expr a = test(">", column(scan, "n"), number(1));
    Expr b = test("=", column(scan, "m"), number(2));
    String id = id(group(filter(scan, test("and", a, b)), "key", "n"));
    assertThat(id(group(filter(scan, test("and", b, a)), "key", "n"))).isEqualTo(id);
    assertThat(id(group(filter(filter(scan, b), a), "key", "n"))).isEqualTo(id);
    Expr turned = test("<", number(1), column(scan, "n"));
    Expr swapped = test("=", number(2), column(scan, "m"));
    assertThat(id(group(filter(scan, test("and", turned, swapped)), "key", "n"))).isEqualTo(id);
  }

  @Test
  void nameOfTheTable_changesNothing() {
    SourceTable.Identity identity = new SourceTable.Identity("file 'a'", false);
    Node other = scan("renamed", identity, "key", "n");
    assertThat(id(group(other, "key", "n"))).isEqualTo(id(group(scan("key", "n"), "key", "n")));
  }

  @Test
  void unionInAnotherOrder_isTheSame() {
    Node a = scan("key", "n");
    Node b = scan("u", new SourceTable.Identity("file 'b'", false), "key", "n");
    Node ab = new Node.Union(List.of(a, b), OptionalInt.empty());
    Node ba = new Node.Union(List.of(b, a), OptionalInt.empty());
    assertThat(id(group(ab, "key", "n"))).isEqualTo(id(group(ba, "key", "n")));
  }

  @Test
  void otherStatements_changeNothing() {
    Node scan = scan("key", "n", "m");
    Node grouped = group(scan, "key", "n");
    String alone = id(grouped);
    Node other = group(scan, "key", "m");
    assertThat(Digests.of(plan(other, grouped)).id(grouped)).isEqualTo(alone);
  }

  // ---- what does

  @Test
  void anotherMeaning_isAnotherName() {
    Node scan = scan("key", "n", "m");
    Node filtered = filter(scan, test(">", column(scan, "n"), number(1)));
    Node differently = filter(scan, test(">", column(scan, "n"), number(2)));
    Node other = scan("t", new SourceTable.Identity("file 'b'", false), "key", "n", "m");
    assertThat(
            List.of(
                id(group(scan, "key", "n")),
                id(group(scan, "key", "m")),
                id(group(scan, "m", "n")),
                id(group(filtered, "key", "n")),
                id(group(differently, "key", "n")),
                id(group(other, "key", "n")),
                id(new Node.Aggregate(scan, new int[] {0}, List.of())),
                id(new Node.Aggregate(scan, new int[] {0}, List.of(call("max", List.of(1))))),
                id(
                    new Node.Aggregate(
                        scan, new int[] {0}, List.of(sum(scan, "n"), sum(scan, "m"))))))
        .doesNotHaveDuplicates();
  }

  @Test
  void constantsThatLookAlike_differ() {
    Node scan = scan("key", "n");
    Expr text = new Expr.Literal("1", DataType.TEXT);
    Expr tricky = new Expr.Literal("1', 'x", DataType.TEXT);
    Expr bytes = new Expr.Literal(new byte[] {1}, DataType.BYTES);
    Expr nothing = new Expr.Literal(null, DataType.BIGINT);
    List<String> ids = new ArrayList<>();
    for (Expr constant : List.of(number(1), text, tricky, bytes, nothing)) {
      ids.add(id(group(project(scan, List.of("key", "x"), constant, constant), "key", "x")));
    }
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void windowsDiffer_byWindowAndByWatermark() {
    Node input = timed(scan("key", "at"), Duration.ZERO);
    WindowSpec tumble = new WindowSpec.Tumble(WindowSpec.Span.micros(10), 0);
    assertThat(
            List.of(
                id(windowed(input, tumble)),
                id(windowed(input, new WindowSpec.Tumble(WindowSpec.Span.micros(11), 0))),
                id(windowed(input, new WindowSpec.Tumble(WindowSpec.Span.months(10), 0))),
                id(windowed(input, new WindowSpec.Tumble(WindowSpec.Span.micros(10), 1))),
                id(windowed(input, new WindowSpec.Session(10))),
                id(windowed(timed(scan("key", "at"), Duration.ofSeconds(1)), tumble))))
        .doesNotHaveDuplicates();
  }

  @Test
  void watermarkBelow_doesNotMatter_whereNoWindowIs() {
    Node scan = scan("key", "n", "at");
    assertThat(id(group(timed(scan, Duration.ZERO), "key", "n")))
        .isEqualTo(id(group(scan, "key", "n")));
  }

  @Test
  void joinsDiffer_byKindColumnsAndSides() {
    Node left = scan("key", "n");
    Node right = scan("u", new SourceTable.Identity("file 'b'", false), "key", "n");
    Expr low = new Expr.ColumnRef(1, DataType.BIGINT, true);
    Expr high = new Expr.ColumnRef(3, DataType.BIGINT, true);
    assertThat(
            List.of(
                id(join(JoinKind.INNER, left, right, Optional.empty())),
                id(join(JoinKind.LEFT, left, right, Optional.empty())),
                id(join(JoinKind.INNER, right, left, Optional.empty())),
                id(join(JoinKind.INNER, scan("key", "n", "m"), right, Optional.empty())),
                id(join(JoinKind.INNER, left, right, Optional.of(test("<", low, high)))),
                id(join(JoinKind.INNER, left, right, Optional.of(test("<", high, low))))))
        .doesNotHaveDuplicates();
  }

  @Test
  void sidesOfASelfJoin_areTold_apart() {
    Node scan = scan("key", "n");
    Node joined = join(JoinKind.INNER, scan, scan, Optional.empty());
    Node left = new Node.Aggregate(joined, new int[] {1}, List.of());
    Node right = new Node.Aggregate(joined, new int[] {3}, List.of());
    assertThat(id(left)).isNotEqualTo(id(right));
  }

  @Test
  void operatorAboveAChangedOne_isChanged() {
    Node scan = scan("key", "n", "m");
    Node one = new Node.Aggregate(scan, new int[] {0}, List.of(sum(scan, "n")));
    Node two = new Node.Aggregate(scan, new int[] {0}, List.of(sum(scan, "n"), sum(scan, "m")));
    assertThat(id(new Node.Aggregate(pick(one, "key"), new int[] {0}, List.of())))
        .isNotEqualTo(id(new Node.Aggregate(pick(two, "key"), new int[] {0}, List.of())));
  }

  @Test
  void columnsByPosition_areKnownByTheirPlace() {
    SourceTable.Identity byPlace = new SourceTable.Identity("file 'a'", true);
    Schema renamed =
        Schema.of(Field.of("who", DataType.BIGINT), Field.of("amount", DataType.BIGINT));
    SourceTable table =
        new SourceTable("t", "file", byPlace, new NoSource(), renamed, false, BadData.FAIL);
    String id = id(group(scan("t", byPlace, "key", "n"), "key", "n"));
    assertThat(id(group(new Node.Scan(table, renamed), "who", "amount"))).isEqualTo(id);
    assertThat(id(group(scan("t", byPlace, "key", "m"), "key", "m"))).isNotEqualTo(id);
  }

  @Test
  void fieldOfAStruct_isKnownByItsName() {
    assertThat(fieldOf(List.of("a", "b"), 1)).isEqualTo(fieldOf(List.of("b"), 0));
    assertThat(fieldOf(List.of("a", "b"), 0)).isNotEqualTo(fieldOf(List.of("a", "b"), 1));
  }

  /** Groups by a field of a struct that the table has with fields a and b. */
  private static String fieldOf(List<String> read, int field) {
    Schema full = struct(List.of("a", "b"));
    Schema pruned = struct(read);
    SourceTable.Identity identity = new SourceTable.Identity("file 'a'", false);
    SourceTable table =
        new SourceTable("t", "file", identity, new NoSource(), full, false, BadData.FAIL);
    Node scan = new Node.Scan(table, pruned);
    Expr value = new Expr.FieldOf(column(scan, "s"), field, DataType.BIGINT, true);
    return id(new Node.Aggregate(project(scan, List.of("x"), value), new int[] {0}, List.of()));
  }

  private static Schema struct(List<String> fields) {
    List<Field> all = fields.stream().map(name -> Field.of(name, DataType.BIGINT)).toList();
    return Schema.of(Field.of("s", new DataType.Struct(all)));
  }

  @Test
  void listSpreadTwice_givesTwoColumns() {
    Schema schema = Schema.of(Field.of("l", new DataType.ListOf(Field.of("e", DataType.BIGINT))));
    SourceTable table = new SourceTable("t", "x", new NoSource(), schema, false, BadData.FAIL);
    Node once = spread(new Node.Scan(table, schema));
    Node twice = spread(once);
    assertThat(id(new Node.Aggregate(twice, new int[] {1}, List.of())))
        .isNotEqualTo(id(new Node.Aggregate(twice, new int[] {2}, List.of())));
  }

  private static Node spread(Node input) {
    List<Field> element = List.of(Field.of("e", DataType.BIGINT));
    return new Node.Unnest(input, column(input, "l"), element, false, false, false);
  }

  @Test
  void equals_areNumberedInTheOrderOfThePlan() {
    Node first = group(scan("key", "n"), "key", "n");
    Node second = group(first.inputs().getFirst(), "key", "n");
    Digests digests = Digests.of(plan(first, second));
    assertThat(digests.id(second)).isEqualTo(digests.id(first) + "#2");
  }

  @Test
  void operatorOverASecondSourceOfTheSameRows_isAnother() {
    Node first = group(scan("key", "n"), "key", "n");
    Node second = group(scan("key", "n"), "key", "n");
    Digests digests = Digests.of(plan(first, second));
    assertThat(digests.id(second.inputs().getFirst())).endsWith("#2");
    assertThat(digests.id(second)).isNotEqualTo(digests.id(first)).doesNotContain("#");
  }

  @Test
  void javaFunctionsOfOneName_areToldApartByTheirOrder() {
    Node scan = scan("key", "n");
    Node first = group(map(scan), "key", "n");
    Node second = group(map(scan), "key", "n");
    Digests digests = Digests.of(plan(first, second));
    assertThat(digests.id(second)).isNotEqualTo(digests.id(first));
    assertThat(id(group(map(scan), "key", "n"))).isEqualTo(digests.id(first));
  }

  private static Node map(Node input) {
    return new Node.Transform(
        input,
        "map",
        input.schema(),
        (allocator, rows) -> (in, out) -> out.accept(in),
        OptionalInt.empty());
  }

  @Test
  void sinks_areNamedByTheirTables() {
    Node scan = scan("key");
    Plan plan = plan(scan, scan);
    Digests digests = Digests.of(plan);
    assertThat(plan.sinks().stream().map(digests::id)).containsExactly("sink-out0", "sink-out1");
  }

  @Test
  void description_saysAllThatWasHashed() {
    Node scan = scan("key", "n");
    Node grouped = group(filter(scan, test(">", column(scan, "n"), number(1))), "key", "n");
    Digests digests = Digests.of(plan(grouped));
    assertThat(digests.describe(grouped))
        .startsWith(digests.id(grouped) + " = aggregate(filter-")
        .contains("scan(file 'a')", "call('<', literal-", "literal(1, BIGINT)")
        .contains("function('sum', column-");
  }
}
