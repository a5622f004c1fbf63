package dev.laminar.internal.operator;

import static dev.laminar.internal.operator.TestInputs.call;
import static dev.laminar.internal.operator.TestInputs.calls;
import static dev.laminar.testing.Change.insert;
import static dev.laminar.testing.Change.retract;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.internal.plan.Node;
import dev.laminar.testing.OperatorHarness;
import org.junit.jupiter.api.Test;

class AggregateOperatorTest {

  private static final Schema SCHEMA =
      Schema.of(
          Field.of("k", DataType.TEXT),
          Field.of("x", DataType.BIGINT),
          Field.of("s", DataType.TEXT));

  private static OperatorHarness harness(boolean updating, int[] keys, TestInputs.Call... calls) {
    Node.Aggregate node =
        new Node.Aggregate(TestInputs.table(SCHEMA, updating), keys, calls(SCHEMA, calls));
    OperatorHarness harness = OperatorHarness.of(() -> AggregateOperator.of(node), SCHEMA);
    return harness.keys(0, keys);
  }

  private static final int[] K = {0};

  @Test
  void eachTick_emitsOneNetChangePerChangedKey() {
    harness(false, K, call("count"), call("sum", 1), call("max", 2))
        .feed(
            insert("a", 1, "x"), insert("a", 2, "a longer text than twelve"), insert("b", 3, null))
        .expectNothing()
        .tick()
        .expect(insert("a", 2, 3, "x"), insert("b", 1, 3, null))
        .tick()
        .expectNothing()
        .feed(insert("a", 4, "y, which is longer than twelve bytes"))
        .feed(insert("a", 1, null))
        .tick()
        .expect(retract("a", 2, 3, "x"), insert("a", 4, 8, "y, which is longer than twelve bytes"))
        .run();
  }

  @Test
  void unchangedResult_emitsNothing() {
    harness(false, K, call("max", 1))
        .feed(insert("a", 5, null))
        .tick()
        .expect(insert("a", 5))
        .feed(insert("a", 3, null))
        .tick()
        .expectNothing()
        .run();
  }

  @Test
  void groupWithNothingLeft_disappearsAndMayComeBack() {
    harness(true, K, call("count"), call("sum", 1), call("count", 1).asDistinct())
        .feed(insert("a", 1, null), insert("b", 1, null))
        .tick()
        .expect(insert("a", 1, 1, 1), insert("b", 1, 1, 1))
        .feed(retract("a", 1, null), retract("b", 1, null), insert("b", 2, null))
        .tick()
        .expect(retract("a", 1, 1, 1), retract("b", 1, 1, 1), insert("b", 1, 2, 1))
        .feed(insert("a", 7, null))
        .tick()
        .expect(insert("a", 1, 7, 1))
        .run();
  }

  @Test
  void retractBeforeItsInsert_isBalancedAtTheTick() {
    harness(true, K, call("count"), call("sum", 1))
        .feed(retract("a", 1, null))
        .feed(insert("a", 1, null), insert("a", 2, null))
        .tick()
        .expect(insert("a", 1, 2))
        .run();
  }

  @Test
  void withoutKeys_thereIsOneRowFromTheFirstTick() {
    harness(true, new int[0], call("count"), call("sum", 1))
        .tick()
        .expect(insert(0, null))
        .feed(insert("a", 4, null))
        .tick()
        .expect(retract(0, null), insert(1, 4))
        .feed(retract("a", 4, null))
        .tick()
        .expect(retract(1, 4), insert(0, null))
        .run();
  }

  @Test
  void distinctOverInserts_emitsNewKeysAtOnce() {
    harness(false, new int[] {0, 1})
        .feed(insert("a", 1, null), insert("a", 1, "x"), insert(null, null, null))
        .expect(insert("a", 1), insert(null, null))
        .feed(insert("a", 2, null), insert(null, null, "y"))
        .expect(insert("a", 2))
        .tick()
        .expectNothing()
        .run();
  }

  @Test
  void distinctOverChanges_retractsKeysThatAreGone() {
    harness(true, K)
        .feed(insert("a", 1, null), insert("a", 2, null))
        .tick()
        .expect(insert("a"))
        .feed(retract("a", 1, null))
        .tick()
        .expectNothing()
        .feed(retract("a", 2, null))
        .tick()
        .expect(retract("a"))
        .run();
  }

  @Test
  void sumOutOfRange_takesTheResultBackUntilItFitsAgain() {
    harness(true, K, call("sum", 1))
        .dropBadRows()
        .feed(insert("a", Long.MAX_VALUE, null))
        .tick()
        .expect(insert("a", Long.MAX_VALUE))
        .feed(insert("a", 1, null))
        .tick()
        .expect(retract("a", Long.MAX_VALUE))
        .expectBad(1, "does not fit BIGINT")
        .feed(retract("a", 1, null))
        .tick()
        .expect(insert("a", Long.MAX_VALUE))
        .run();
  }
}
