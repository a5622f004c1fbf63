package dev.laminar.internal.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Schema;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.expr.Functions;
import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.plan.Node;
import dev.laminar.internal.state.KeyGroups;
import dev.laminar.spi.BadRecord;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

class CalcOperatorTest {

  private static final Schema SCHEMA =
      Schema.of(Field.of("n", DataType.BIGINT), Field.of("t", DataType.TEXT));
  private static final Expr N = new Expr.ColumnRef(0, DataType.BIGINT, true);
  private static final Expr T = new Expr.ColumnRef(1, DataType.TEXT, true);

  private final List<String> bad = new ArrayList<>();
  private final List<String> emitted = new ArrayList<>();

  @Test
  void failingRow_becomesABadRecordAndTheOthersGoOn() {
    Expr ten = new Expr.Literal(10L, DataType.BIGINT);
    Node.Calc calc =
        new Node.Calc(
            Inputs.updating(SCHEMA),
            Optional.of(Functions.call("is_not_null", T)),
            List.of(Functions.call("/", ten, N), T),
            List.of("q", "t"),
            OptionalInt.empty(),
            BadData.DROP);
    try (BufferAllocator allocator = new RootAllocator();
        BatchBuilder builder = new BatchBuilder(allocator, SCHEMA);
        CalcOperator operator = new CalcOperator(calc)) {
      operator.open(context(allocator));
      builder.add(2L, "a").change(-1, 0L, "say \"b\"").change(-1, 5L, "c").add(0L, null);
      operator.process(0, builder.build(), output());
    }
    assertThat(bad).containsExactly("{\"n\":0,\"t\":\"say \\\"b\\\"\"} division by zero");
    assertThat(emitted).containsExactly("1 [5, a]", "-1 [2, c]");
  }

  private Output output() {
    return new Output() {
      @Override
      public void emit(Batch batch) {
        try (batch) {
          for (int i = 0; i < batch.rows(); i++) {
            emitted.add(batch.weight(i) + " " + batch.row(i));
          }
        }
      }

      @Override
      public void watermark(long time) {
        throw new AssertionError("a calc makes no watermark");
      }
    };
  }

  private OperatorContext context(BufferAllocator allocator) {
    return new OperatorContext() {
      @Override
      public BufferAllocator allocator() {
        return allocator;
      }

      @Override
      public KeyGroups keyGroups() {
        return KeyGroups.all();
      }

      @Override
      public int subtask() {
        return 0;
      }

      @Override
      public int parallelism() {
        return 1;
      }

      @Override
      public Clock clock() {
        return Clock.systemUTC();
      }

      @Override
      public int batchRows() {
        return 4096;
      }

      @Override
      public Counter counter(String name) {
        return count -> {};
      }

      @Override
      public void bad(BadRecord record) {
        bad.add(new String(record.raw(), StandardCharsets.UTF_8) + " " + record.error());
      }
    };
  }
}
