package dev.laminar.testing;

import static dev.laminar.testing.Change.insert;
import static dev.laminar.testing.Change.retract;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laminar.data.Batch;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.internal.operator.Frozen;
import dev.laminar.internal.operator.Operator;
import dev.laminar.internal.operator.Output;
import dev.laminar.internal.operator.SnapshotReader;
import dev.laminar.internal.operator.SnapshotWriter;
import org.junit.jupiter.api.Test;

class OperatorHarnessTest {

  private static final Schema SCHEMA =
      Schema.of(Field.of("name", DataType.TEXT), Field.of("n", DataType.BIGINT));

  /** Hands rows on; forgets them on a restore, since there are none that it keeps. */
  private static final class Echo implements Operator {
    @Override
    public void process(int input, Batch batch, Output output) {
      output.emit(batch);
    }
  }

  /** Frees nothing. */
  private static final class Leak implements Operator {
    @Override
    public void process(int input, Batch batch, Output output) {}
  }

  @Test
  void rowsOfAnEcho_areExpectedInEveryWay() {
    OperatorHarness.of(Echo::new, SCHEMA)
        .keys(0, 0)
        .feed(insert("a", 1), insert(null, 2), retract("a", 1), insert("a", 3L))
        .expect(insert("a", 3), insert("a", 1), retract("a", 1), insert(null, 2))
        .feed(insert("b", null))
        .expectNet(java.util.List.of(insert("b", null)))
        .end()
        .expectTotal(java.util.List.of(insert("a", 3), insert(null, 2), insert("b", null)))
        .run();
  }

  @Test
  void wrongExpectation_failsAndNamesTheRows() {
    OperatorHarness harness =
        OperatorHarness.of(Echo::new, SCHEMA).feed(insert("a", 1)).expect(insert("a", 2));
    assertThatThrownBy(harness::run)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("missing: 1 x + [a, 2]")
        .hasMessageContaining("too many: 1 x + [a, 1]");
  }

  /** Writes its state as it is when it is written, not as it was at the barrier. */
  private static final class Hasty implements Operator {
    private int count;

    @Override
    public void process(int input, Batch batch, Output output) {
      count += batch.rows();
      batch.close();
    }

    @Override
    public Frozen snapshot(SnapshotWriter writer) {
      writer.instance("at the barrier", new byte[] {(byte) count});
      return () -> {
        writer.instance("written", new byte[] {(byte) count});
        return false;
      };
    }

    @Override
    public void restore(SnapshotReader reader) {
      if (!reader.instance("at the barrier").isEmpty()) {
        count = reader.instance("written").getFirst()[0];
        if (count != reader.instance("at the barrier").getFirst()[0]) {
          throw new AssertionError("restored what came after the barrier");
        }
      }
    }
  }

  @Test
  void stateThatIsNotFrozen_fails() {
    OperatorHarness harness = OperatorHarness.of(Hasty::new, SCHEMA);
    for (int i = 0; i < 20; i++) {
      harness.feed(insert("a", i));
    }
    assertThatThrownBy(harness::run).hasMessageContaining("restored what came after the barrier");
  }

  @Test
  void leakedBatch_fails() {
    OperatorHarness harness = OperatorHarness.of(Leak::new, SCHEMA).feed(insert("a", 1));
    assertThatThrownBy(harness::run).hasMessageContaining("outstanding buffers");
  }
}
