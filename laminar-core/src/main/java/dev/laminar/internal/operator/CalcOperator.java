package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.DataType;
import dev.laminar.data.Schema;
import dev.laminar.internal.expr.CompiledCalc;
import dev.laminar.internal.expr.ExprCompiler;
import dev.laminar.internal.expr.function.JsonText;
import dev.laminar.internal.plan.Node;
import dev.laminar.spi.BadRecord;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Filters rows and computes columns.
 *
 * <p>A row on which an expression fails is handed over as a bad record, written as a JSON object,
 * and left out. <b>State:</b> none. <b>Threads:</b> the owning task's.
 */
public final class CalcOperator implements Operator {

  private final Node.Calc calc;
  private @Nullable OperatorContext context;
  private @Nullable CompiledCalc compiled;

  public CalcOperator(Node.Calc calc) {
    this.calc = calc;
  }

  @Override
  public void open(OperatorContext newContext) {
    context = newContext;
    compiled =
        ExprCompiler.calc(
            calc.filter(), calc.projections(), calc.input().schema(), newContext.clock());
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    OperatorContext surroundings = context;
    CompiledCalc ready = compiled;
    if (surroundings == null || ready == null) {
      batch.close();
      throw new IllegalStateException("not open");
    }
    Batch result;
    try (batch) {
      result =
          ready.apply(
              batch,
              surroundings.allocator(),
              (row, message) -> surroundings.bad(bad(batch, row, message)));
    }
    output.emit(result);
  }

  private BadRecord bad(Batch batch, int row, String message) {
    Schema schema = calc.input().schema();
    String raw = JsonText.of(batch.row(row), new DataType.Struct(schema.fields()));
    return new BadRecord(raw.getBytes(StandardCharsets.UTF_8), "", message);
  }
}
