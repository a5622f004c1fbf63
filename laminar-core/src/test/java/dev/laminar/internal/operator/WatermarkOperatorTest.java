package dev.laminar.internal.operator;

import static dev.laminar.testing.Change.insert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laminar.ErrorCode;
import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.plan.Node;
import dev.laminar.testing.OperatorHarness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

class WatermarkOperatorTest {

  private static final Schema SCHEMA =
      Schema.of(Field.of("name", DataType.TEXT), Field.of("ts", DataType.TIMESTAMP));
  private static final Expr TIME = Inputs.column(SCHEMA, 1);
  private static final Expr TIME_LESS_TEN =
      new Expr.Call(
          "-",
          List.of(TIME, new Expr.Literal(10L, new DataType.TimeInterval())),
          DataType.TIMESTAMP,
          true);

  private static Node.Watermark node(Expr watermark) {
    Node input = Inputs.appendOnly(SCHEMA);
    return new Node.Watermark(input, 1, watermark, Duration.ofNanos(5_000), BadData.FAIL);
  }

  private static OperatorHarness harness(Expr watermark) {
    return OperatorHarness.of(() -> new WatermarkOperator(node(watermark)), SCHEMA);
  }

  @Test
  void watermark_isTheLargestValueSoFar() {
    harness(TIME)
        .feed(insert("a", 100), insert("b", 90))
        .expect(insert("a", 100), insert("b", 90))
        .expectWatermark(100)
        .feed(insert("c", 50))
        .expectWatermark(100)
        .feed(insert("d", 130))
        .expectWatermark(130)
        .run();
  }

  @Test
  void delay_isSubtracted() {
    harness(TIME_LESS_TEN).feed(insert("a", 100)).expectWatermark(90).run();
  }

  @Test
  void anyExpression_isComputed() {
    Expr latest =
        new Expr.Call(
            "greatest",
            List.of(TIME_LESS_TEN, new Expr.Literal(50L, DataType.TIMESTAMP)),
            DataType.TIMESTAMP,
            false);
    harness(latest)
        .feed(insert("a", 40))
        .expect(insert("a", 40))
        .expectWatermark(50)
        .feed(insert("a", 70))
        .expectWatermark(60)
        .run();
  }

  @Test
  void rowWithoutTime_isBad() {
    harness(TIME)
        .dropBadRows()
        .feed(insert("a", 1), insert("b", null), insert("c", 3))
        .expect(insert("a", 1), insert("c", 3))
        .expectBad(1, "expected an event time in column 'ts', found NULL")
        .expectWatermark(3)
        .feed(insert("d", null))
        .expectNothing()
        .run();
    harness(TIME).feed(insert("b", null)).runFails(ErrorCode.BAD_DATA, "column 'ts'");
  }

  /** Drives the operator by hand, since the harness knows no splits. */
  private static final class Run implements Output, AutoCloseable {
    private final BufferAllocator allocator = new RootAllocator();
    private final WatermarkOperator operator = new WatermarkOperator(node(TIME));
    private final List<Object> log = new ArrayList<>();
    private long now;

    Run() {
      operator.open(new TestContext(allocator, () -> now));
    }

    Run start(String split) {
      operator.splitStarted(split);
      return this;
    }

    Run end(String split) {
      operator.splitEnded(split);
      operator.onTime(now, this);
      return this;
    }

    Run row(String split, long time) {
      operator.splitReads(split);
      try (BatchBuilder rows = new BatchBuilder(allocator, SCHEMA)) {
        operator.process(0, rows.add("x", time).build(), this);
      }
      return this;
    }

    Run time(long micros) {
      now = micros;
      operator.onTime(now, this);
      return this;
    }

    Run logs(Object... expected) {
      assertThat(log).containsExactly(expected);
      log.clear();
      return this;
    }

    @Override
    public void emit(Batch batch) {
      batch.close();
    }

    @Override
    public void watermark(long time) {
      log.add(time);
    }

    @Override
    public void idle() {
      log.add("idle");
    }

    @Override
    public void close() {
      operator.close();
      allocator.close();
    }
  }

  @Test
  void leastSplit_decides() {
    try (Run run = new Run()) {
      run.start("a").start("b").row("a", 100).logs().row("b", 40).logs(40L);
      run.row("b", 120).logs(100L).row("b", 130).row("a", 90).logs().end("a").logs(130L);
    }
  }

  @Test
  void idleSplit_doesNotHold_andCountsAgainFromItsNextRow() {
    try (Run run = new Run()) {
      run.start("a").start("b").row("a", 100).time(4).row("a", 110).logs();
      run.time(5).logs(110L);
      run.row("b", 60).row("a", 150).logs().row("b", 140).logs(140L);
    }
  }

  @Test
  void instanceWhoseSplitsAreAllIdle_saysSoOnce() {
    try (Run run = new Run()) {
      run.start("a").row("a", 100).time(6).time(7).logs(100L, "idle");
      run.row("a", 101).time(20).logs(101L, "idle");
    }
  }

  @Test
  void splitsThatBecomeIdleAtOnce_leaveTheLargestWatermark() {
    try (Run run = new Run()) {
      run.start("a").start("b").row("a", 100).time(9).logs(100L, "idle");
    }
  }

  @Test
  void instanceWithoutSplits_isIdle() {
    try (Run run = new Run()) {
      run.time(1).logs("idle").start("a").time(2).logs().row("a", 5).logs(5L);
    }
  }
}
