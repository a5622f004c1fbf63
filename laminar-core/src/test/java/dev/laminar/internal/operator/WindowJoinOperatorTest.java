package dev.laminar.internal.operator;

import static dev.laminar.testing.Change.insert;
import static dev.laminar.testing.Change.retract;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.plan.JoinKind;
import dev.laminar.internal.plan.Node;
import dev.laminar.testing.Change;
import dev.laminar.testing.OperatorHarness;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WindowJoinOperatorTest {

  private static final Schema LEFT =
      Schema.of(
          Field.of("end", DataType.TIMESTAMP),
          Field.of("k", DataType.BIGINT),
          Field.of("l", DataType.TEXT));
  private static final Schema RIGHT =
      Schema.of(
          Field.of("r", DataType.TEXT),
          Field.of("k", DataType.BIGINT),
          Field.of("end", DataType.TIMESTAMP));
  private static final int[][] KEYS = {{0, 1}, {2, 1}};
  private static final String LONG_TEXT = "a text that is longer than a view can hold";

  /** The texts of both sides differ. */
  private static final Expr CONDITION =
      new Expr.Call(
          "<>",
          List.of(
              new Expr.ColumnRef(2, DataType.TEXT, true),
              new Expr.ColumnRef(3, DataType.TEXT, true)),
          DataType.BOOLEAN,
          true);

  private static OperatorHarness harness(JoinKind kind, boolean updating) {
    return harness(kind, updating, Optional.empty());
  }

  private static OperatorHarness harness(
      JoinKind kind, boolean updating, Optional<Expr> condition) {
    Node.WindowJoin node =
        new Node.WindowJoin(
            updating ? Inputs.updating(LEFT) : Inputs.appendOnly(LEFT),
            updating ? Inputs.updating(RIGHT) : Inputs.appendOnly(RIGHT),
            kind,
            KEYS[0],
            KEYS[1],
            0,
            2,
            condition,
            OptionalInt.empty());
    return OperatorHarness.of(() -> new WindowJoinOperator(node), LEFT, RIGHT)
        .keys(0, KEYS[0])
        .keys(1, KEYS[1]);
  }

  @Test
  void window_isJoinedOnce_whenTheWatermarkReachesItsEnd() {
    harness(JoinKind.INNER, false)
        .feed(0, insert(10, 1, "a"), insert(20, 1, "b"), insert(10, 2, LONG_TEXT))
        .feed(1, insert("x", 1, 10), insert(LONG_TEXT, 1, 20), insert("z", 2, 20))
        .watermark(9)
        .expectNothing()
        .watermark(10)
        .expect(insert(10, 1, "a", "x", 1, 10))
        .watermark(30)
        .expect(insert(20, 1, "b", LONG_TEXT, 1, 20))
        .expectStateBytes(0)
        .run();
  }

  @Test
  void lateRows_areCountedAndDropped() {
    harness(JoinKind.FULL, false)
        .feed(0, insert(20, 1, "a"))
        .watermark(10)
        .feed(1, insert("x", 1, 10), insert("y", 1, 20), insert("z", 1, 5))
        .expectCounter("late-rows", 2)
        .end()
        .expect(insert(20, 1, "a", "y", 1, 20))
        .run();
  }

  @Test
  void unmatchedRows_comeWithTheirWindow() {
    harness(JoinKind.FULL, false)
        .feed(0, insert(10, 1, "a"), insert(10, null, "b"), insert(20, 1, "c"))
        .feed(1, insert("x", 1, 10), insert("y", 2, 10), insert("z", null, 10))
        .watermark(10)
        .expect(
            insert(10, 1, "a", "x", 1, 10),
            insert(10, null, "b", null, null, null),
            insert(null, null, null, "y", 2, 10),
            insert(null, null, null, "z", null, 10))
        .end()
        .expect(insert(20, 1, "c", null, null, null))
        .run();
  }

  @Test
  void rowsWithoutAWindow_matchNothing() {
    harness(JoinKind.LEFT, false)
        .feed(0, insert(null, 1, "a"))
        .feed(1, insert("x", 1, null))
        .expect(insert(null, 1, "a", null, null, null))
        .end()
        .expectNothing()
        .run();
  }

  @Test
  void retractsBeforeTheEnd_areSummedUp() {
    harness(JoinKind.FULL, true)
        .feed(0, insert(10, 1, "a"), insert(10, 1, "a"), insert(10, 2, LONG_TEXT))
        .feed(1, insert("x", 1, 10), retract("y", 1, 10), insert("y", 1, 10))
        .feed(0, retract(10, 2, LONG_TEXT))
        .watermark(10)
        .expect(insert(10, 1, "a", "x", 1, 10), insert(10, 1, "a", "x", 1, 10))
        .run();
  }

  static LongStream seeds() {
    return LongStream.range(0, Integer.getInteger("laminar.seeds", 10));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyWindows_areJoinedAsByNestedLoops(long seed) {
    Random random = new Random(seed);
    JoinKind kind = List.of(JoinKind.values()).get(random.nextInt(4));
    boolean conditional = random.nextBoolean();
    OperatorHarness harness =
        harness(kind, false, conditional ? Optional.of(CONDITION) : Optional.empty());
    BiPredicate<Change, Change> matches =
        (left, right) -> !conditional || !Objects.equals(left.row().get(2), right.row().get(0));
    TreeMap<Long, SlowJoin> windows = new TreeMap<>();
    long watermark = 0;
    for (int step = 0; step < 6; step++) {
      int side = random.nextInt(2);
      List<Change> rows = new ArrayList<>();
      for (int i = random.nextInt(8); i > 0; i--) {
        long end = watermark + 1 + random.nextInt(4);
        Object key = random.nextInt(8) == 0 ? null : (Object) (long) random.nextInt(3);
        Change row = side == 0 ? insert(end, key, "t" + i) : insert("t" + i, key, end);
        rows.add(row);
        windows
            .computeIfAbsent(end, e -> new SlowJoin(kind, KEYS, new int[] {3, 3}, matches))
            .feed(side, List.of(row));
      }
      harness.feed(side, rows);
      watermark += random.nextInt(3);
      List<Change> expected = new ArrayList<>();
      while (!windows.isEmpty() && windows.firstKey() <= watermark) {
        expected.addAll(windows.pollFirstEntry().getValue().changes());
      }
      harness.watermark(watermark).expect(expected);
    }
    List<Change> rest = new ArrayList<>();
    windows.values().forEach(window -> rest.addAll(window.changes()));
    harness.end().expect(rest).expectStateBytes(0).run();
  }
}
