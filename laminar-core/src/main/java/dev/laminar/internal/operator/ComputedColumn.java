package dev.laminar.internal.operator;

import dev.laminar.data.Batch;
import dev.laminar.data.DataType;
import dev.laminar.internal.expr.CompiledCalc;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.expr.ExprCompiler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Computes an expression as one more column of a batch; rows on which it fails are bad rows. */
final class ComputedColumn {

  private final Expr expr;
  private final List<DataType> types;
  private @Nullable OperatorContext context;
  private @Nullable CompiledCalc calc;

  ComputedColumn(Expr expr, List<DataType> types) {
    this.expr = expr;
    this.types = types;
  }

  void open(OperatorContext newContext) {
    List<Expr> projections = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      projections.add(new Expr.ColumnRef(i, types.get(i), true));
    }
    projections.add(expr);
    context = newContext;
    calc = ExprCompiler.calc(Optional.empty(), projections, types, newContext.clock());
  }

  /** Takes over the batch; returns it with the new column as its last, without bad rows. */
  Batch append(Batch batch) {
    if (calc == null || context == null) {
      throw new IllegalStateException("not open");
    }
    OperatorContext opened = context;
    try (batch) {
      return calc.apply(
          batch,
          opened.allocator(),
          (row, message) -> opened.bad(BadRows.of(batch, row, "", message)));
    }
  }
}
