package dev.laminar.internal.operator;

import static dev.laminar.testing.Change.insert;
import static dev.laminar.testing.Change.retract;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.testing.OperatorHarness;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsolidateOperatorTest {

  private static final Schema SCHEMA =
      Schema.of(
          Field.of("n", DataType.DOUBLE),
          Field.of("t", DataType.TEXT),
          Field.of("l", new DataType.ListOf(Field.of("e", DataType.TEXT))));
  private static final String LONG_TEXT = "a text that is longer than a view can hold";

  private static OperatorHarness harness() {
    return OperatorHarness.of(() -> new ConsolidateOperator(SCHEMA), SCHEMA).keys(0, 0, 1, 2);
  }

  @Test
  void equalRows_comeOutAsTheirSum() {
    harness()
        .feed(insert(1.0, LONG_TEXT, List.of("x")), insert(1.0, LONG_TEXT, List.of("y")))
        .feed(retract(1.0, LONG_TEXT, List.of("x")), retract(2.0, null, null))
        .feed(insert(-0.0, "a", null), retract(0.0, "a", null))
        .expectNothing()
        .tick()
        .expect(insert(1.0, LONG_TEXT, List.of("y")), retract(2.0, null, null))
        .feed(insert(2.0, null, null), insert(2.0, null, null))
        .tick()
        .expect(insert(2.0, null, null), insert(2.0, null, null))
        .feed(retract(2.0, null, null), retract(2.0, null, null), insert(2.0, null, null))
        .tick()
        .expect(retract(2.0, null, null))
        .end()
        .expectNothing()
        .run();
  }
}
