package dev.laminar.internal.operator;

import static dev.laminar.internal.operator.TestInputs.call;
import static dev.laminar.internal.operator.TestInputs.calls;
import static dev.laminar.testing.Change.insert;
import static dev.laminar.testing.Change.retract;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.plan.WindowSpec;
import dev.laminar.internal.plan.WindowSpec.Span;
import dev.laminar.testing.OperatorHarness;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class WindowAggregateOperatorTest {

  private static final Schema SCHEMA =
      Schema.of(
          Field.of("k", DataType.TEXT),
          Field.required("t", DataType.TIMESTAMP),
          Field.of("x", DataType.BIGINT),
          Field.of("f", DataType.BOOLEAN));

  private static OperatorHarness harness(
      WindowSpec window, boolean updating, TestInputs.Call... calls) {
    Node.WindowAggregate node =
        new Node.WindowAggregate(
            TestInputs.timed(SCHEMA, 1, updating), new int[] {0}, window, calls(SCHEMA, calls));
    return OperatorHarness.of(() -> new WindowAggregateOperator(node), SCHEMA).keys(0, 0);
  }

  private static WindowSpec tumble(long size) {
    return new WindowSpec.Tumble(Span.micros(size), 0);
  }

  private static WindowSpec hop(long slide, long size) {
    return new WindowSpec.Hop(Span.micros(slide), Span.micros(size), 0);
  }

  @Test
  void tumble_reportsEachWindowOnceTheWatermarkReachesItsEnd() {
    harness(tumble(10), false, call("count"), call("sum", 2), call("min", 2), call("max", 2))
        .feed(
            insert("a", 1, 5, true),
            insert("a", 9, 7, true),
            insert("b", 3, null, true),
            insert("a", 10, 1, true),
            insert(null, 4, 2, true))
        .expectNothing()
        .watermark(9)
        .expectNothing()
        .watermark(10)
        .expect(
            insert("a", 0, 10, 2, 12, 5, 7, 9),
            insert("b", 0, 10, 1, null, null, null, 9),
            insert(null, 0, 10, 1, 2, 2, 2, 9))
        .end()
        .expect(insert("a", 10, 20, 1, 1, 1, 1, 19))
        .expectCounter("late-rows", 0)
        .run();
  }

  @Test
  void lateRow_isCountedAndDropped() {
    harness(tumble(10), false, call("count"))
        .watermark(20)
        .feed(insert("a", 19, 1, true), insert("a", 20, 1, true), insert("a", -5, 1, true))
        .end()
        .expect(insert("a", 20, 30, 1, 29))
        .expectCounter("late-rows", 2)
        .run();
  }

  @Test
  void windowsBeforeTheEpoch_areAlignedToIt() {
    harness(tumble(10), false, call("count"))
        .feed(insert("a", -1, 1, true), insert("a", -10, 1, true), insert("a", -11, 1, true))
        .end()
        .expect(insert("a", -10, 0, 2, -1), insert("a", -20, -10, 1, -11))
        .run();
  }

  @Test
  void filterAndDistinct_countWhatTheySay() {
    harness(
            tumble(10),
            false,
            call("count").filter(3),
            call("count", 2).asDistinct(),
            call("sum", 2).asDistinct().filter(3),
            call("count", 2).asDistinct().filter(3))
        .feed(
            insert("a", 1, 5, true),
            insert("a", 2, 5, null),
            insert("a", 3, 6, false),
            insert("b", 3, 5, true),
            insert("a", 3, null, true))
        .feed(insert("a", 4, 5, true), insert("a", 5, 6, true))
        .end()
        .expect(insert("a", 0, 10, 4, 2, 11, 2, 9), insert("b", 0, 10, 1, 1, 5, 1, 9))
        .run();
  }

  @Test
  void hop_putsARowIntoEveryWindowThatHoldsIt() {
    harness(hop(2, 5), false, call("count"), call("sum", 2), call("max", 2))
        .feed(insert("a", 4, 7, true), insert("a", 5, 3, true))
        .end()
        .expect(
            insert("a", 0, 5, 1, 7, 7, 4),
            insert("a", 2, 7, 2, 10, 7, 6),
            insert("a", 4, 9, 2, 10, 7, 8))
        .run();
  }

  @Test
  void hopRowBehindTheWatermark_stillCountsInOpenWindows() {
    harness(hop(5, 10), false, call("count"), call("max", 2), call("count", 2).asDistinct())
        .feed(insert("a", 1, 1, true), insert("a", 7, 2, true))
        .watermark(10)
        .expect(insert("a", -5, 5, 1, 1, 1, 4), insert("a", 0, 10, 2, 2, 2, 9))
        .feed(insert("a", 8, 9, true), insert("b", 9, 4, true), insert("a", 4, 5, true))
        .end()
        .expect(insert("a", 5, 15, 2, 9, 2, 14), insert("b", 5, 15, 1, 4, 1, 14))
        .expectCounter("late-rows", 1)
        .run();
  }

  @Test
  void cumulate_reportsTheGrowingWindowAfterEachStep() {
    harness(
            new WindowSpec.Cumulate(Span.micros(2), Span.micros(6), 0),
            false,
            call("count"),
            call("max", 2),
            call("count", 2).asDistinct())
        .feed(insert("a", 1, 1, true), insert("a", 4, 1, true), insert("b", 7, 3, true))
        .watermark(2)
        .expect(insert("a", 0, 2, 1, 1, 1, 1))
        .feed(insert("a", 0, 5, true))
        .end()
        .expect(
            insert("a", 0, 4, 2, 5, 2, 3),
            insert("a", 0, 6, 3, 5, 2, 5),
            insert("b", 6, 8, 1, 3, 1, 7),
            insert("b", 6, 10, 1, 3, 1, 9),
            insert("b", 6, 12, 1, 3, 1, 11))
        .run();
  }

  @Test
  void session_growsMergesAndEnds() {
    harness(new WindowSpec.Session(10), false, call("count"), call("sum", 2))
        .feed(insert("a", 0, 1, true), insert("a", 15, 2, true), insert("b", 3, 4, true))
        .watermark(8)
        .expectNothing()
        .feed(insert("a", 8, 3, true))
        .watermark(13)
        .expect(insert("b", 3, 13, 1, 4, 12))
        .feed(insert("b", 2, 5, true), insert("b", 12, 6, true))
        .watermark(25)
        .expect(insert("a", 0, 25, 3, 6, 24), insert("b", 12, 22, 1, 6, 21))
        .expectCounter("late-rows", 1)
        .run();
  }

  @Test
  void rowsExactlyAGapApart_areTwoSessions() {
    harness(new WindowSpec.Session(10), false, call("count"))
        .feed(insert("a", 0, 1, true), insert("a", 10, 1, true), insert("a", 19, 1, true))
        .end()
        .expect(insert("a", 0, 10, 1, 9), insert("a", 10, 29, 2, 28))
        .run();
  }

  @Test
  void calendarMonths_areAsLongAsTheyAre() {
    long february = micros(2024, 2, 1);
    long march = micros(2024, 3, 1);
    harness(new WindowSpec.Tumble(Span.months(1), 0), false, call("count"))
        .feed(
            insert("a", february, 1, true),
            insert("a", micros(2024, 2, 29), 1, true),
            insert("a", march, 1, true))
        .end()
        .expect(
            insert("a", february, march, 2, march - 1),
            insert("a", march, micros(2024, 4, 1), 1, micros(2024, 4, 1) - 1))
        .run();
  }

  private static long micros(int year, int month, int day) {
    return LocalDate.of(year, month, day).atStartOfDay().toEpochSecond(ZoneOffset.UTC) * 1_000_000;
  }

  @Test
  void updatingInput_isSummedUp() {
    harness(tumble(10), true, call("count"), call("sum", 2), call("count", 2).asDistinct())
        .feed(insert("a", 1, 5, true), insert("a", 2, 6, true), insert("b", 2, 6, true))
        .feed(retract("a", 1, 5, true), insert("a", 1, 6, true), retract("b", 2, 6, true))
        .end()
        .expect(insert("a", 0, 10, 2, 12, 1, 9))
        .run();
  }

  @Test
  void givenWindow_isTakenFromTheRow() {
    Schema schema =
        Schema.of(
            Field.required("s", DataType.TIMESTAMP),
            Field.required("e", DataType.TIMESTAMP),
            Field.of("x", DataType.BIGINT),
            Field.required("t", DataType.TIMESTAMP));
    Node.WindowAggregate node =
        new Node.WindowAggregate(
            TestInputs.timed(schema, 3, false),
            new int[0],
            new WindowSpec.Given(0, 1),
            calls(schema, call("max", 2)));
    OperatorHarness.of(() -> new WindowAggregateOperator(node), schema)
        .keys(0)
        .feed(insert(0, 10, 3, 9), insert(0, 10, 5, 9), insert(5, 15, 1, 14))
        .watermark(10)
        .expect(insert(0, 10, 5, 9))
        .feed(insert(0, 10, 9, 9), insert(5, 15, 2, 14))
        .end()
        .expect(insert(5, 15, 2, 14))
        .expectCounter("late-rows", 1)
        .run();
  }

  @Test
  void sumOutOfRange_isABadRowAndTheOthersStay() {
    harness(tumble(10), false, call("sum", 2))
        .dropBadRows()
        .feed(insert("a", 1, Long.MAX_VALUE, true), insert("a", 1, 1, true))
        .feed(insert("b", 1, Long.MAX_VALUE, true), insert("b", 1, -1, true))
        .end()
        .expect(insert("b", 0, 10, Long.MAX_VALUE - 1, 9))
        .expectBad(1, "does not fit BIGINT")
        .run();
  }
}
