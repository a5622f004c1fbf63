package dev.laminar.internal.operator;

import static dev.laminar.testing.Change.insert;
import static dev.laminar.testing.Change.retract;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.internal.plan.JoinKind;
import dev.laminar.internal.plan.Node;
import dev.laminar.testing.OperatorHarness;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TickJoinOperatorTest {

  private static final Schema LEFT =
      Schema.of(Field.of("k", DataType.BIGINT), Field.of("l", DataType.TEXT));
  private static final Schema RIGHT =
      Schema.of(Field.of("k", DataType.BIGINT), Field.of("r", DataType.TEXT));
  private static final String LONG_TEXT = "a text that is longer than a view can hold";

  private static OperatorHarness harness(JoinKind kind, boolean updating) {
    Node.Join node =
        new Node.Join(
            updating ? Inputs.updating(LEFT) : Inputs.appendOnly(LEFT),
            updating ? Inputs.updating(RIGHT) : Inputs.appendOnly(RIGHT),
            kind,
            new int[] {0},
            new int[] {0},
            Optional.empty());
    return OperatorHarness.of(() -> Joins.of(node), LEFT, RIGHT).keys(0, 0).keys(1, 0);
  }

  @Test
  void results_comeAtTicksOnly() {
    harness(JoinKind.INNER, true)
        .feed(0, insert(1, "a"))
        .feed(1, insert(1, LONG_TEXT))
        .expectNothing()
        .tick()
        .expect(insert(1, "a", 1, LONG_TEXT))
        .feed(1, retract(1, LONG_TEXT))
        .expectNothing()
        .tick()
        .expect(retract(1, "a", 1, LONG_TEXT))
        .end()
        .expectNothing()
        .run();
  }

  @Test
  void rowThatComesAndGoesWithinATick_causesNothing() {
    harness(JoinKind.FULL, true)
        .feed(0, insert(1, "a"))
        .feed(1, insert(1, "b"))
        .tick()
        .expect(insert(1, "a", 1, "b"))
        .feed(1, retract(1, "b"), insert(1, "c"), insert(1, "b"), retract(1, "c"))
        .tick()
        .expectNothing()
        .run();
  }

  /** One row loses a copy and its partner gains one: two times one is one times two. */
  @Test
  void weightsThatEvenOut_causeNothing() {
    harness(JoinKind.INNER, true)
        .feed(0, insert(1, "a"), insert(1, "a"))
        .feed(1, insert(1, "b"))
        .tick()
        .expect(insert(1, "a", 1, "b"), insert(1, "a", 1, "b"))
        .feed(0, retract(1, "a"))
        .feed(1, insert(1, "b"))
        .tick()
        .expectNothing()
        .feed(1, retract(1, "b"), retract(1, "b"))
        .tick()
        .expect(retract(1, "a", 1, "b"), retract(1, "a", 1, "b"))
        .run();
  }

  @Test
  void unmatchedRow_standsPaddedUntilItsMatchComes() {
    harness(JoinKind.LEFT, false)
        .feed(0, insert(1, "a"), insert(null, "n"))
        .feed(1, insert(null, "m"))
        .tick()
        .expect(insert(1, "a", null, null), insert(null, "n", null, null))
        .feed(1, insert(1, "b"), insert(1, "c"))
        .tick()
        .expect(retract(1, "a", null, null), insert(1, "a", 1, "b"), insert(1, "a", 1, "c"))
        .feed(0, insert(1, "d"))
        .tick()
        .expect(insert(1, "d", 1, "b"), insert(1, "d", 1, "c"))
        .run();
  }

  @Test
  void lastMatchThatGoes_bringsThePaddedRowBack() {
    harness(JoinKind.RIGHT, true)
        .feed(0, insert(1, "a"), insert(1, "b"))
        .feed(1, insert(1, LONG_TEXT), insert(1, LONG_TEXT))
        .tick()
        .expect(
            insert(1, "a", 1, LONG_TEXT),
            insert(1, "a", 1, LONG_TEXT),
            insert(1, "b", 1, LONG_TEXT),
            insert(1, "b", 1, LONG_TEXT))
        .feed(0, retract(1, "a"))
        .tick()
        .expect(retract(1, "a", 1, LONG_TEXT), retract(1, "a", 1, LONG_TEXT))
        .feed(0, retract(1, "b"))
        .feed(1, retract(1, LONG_TEXT))
        .tick()
        .expect(
            retract(1, "b", 1, LONG_TEXT),
            retract(1, "b", 1, LONG_TEXT),
            insert(null, null, 1, LONG_TEXT))
        .feed(1, retract(1, LONG_TEXT))
        .tick()
        .expect(retract(null, null, 1, LONG_TEXT))
        .end()
        .expectNothing()
        .run();
  }

  @Test
  void emptiedState_takesNoMemory() {
    harness(JoinKind.FULL, true)
        .feed(0, insert(1, LONG_TEXT), insert(2, "a"))
        .feed(1, insert(1, LONG_TEXT))
        .tick()
        .feed(0, retract(1, LONG_TEXT), retract(2, "a"))
        .feed(1, retract(1, LONG_TEXT))
        .tick()
        .expectTotal(java.util.List.of())
        .expectStateBytes(8192) // removed rows stay until a snapshot has written that they are gone
        .run();
  }
}
