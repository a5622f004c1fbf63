package dev.laminar.internal.expr;

import dev.laminar.data.DataType;
import dev.laminar.data.Schema;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Makes loops of expressions. Nothing is compiled before the first batch needs it. Any thread. */
public final class ExprCompiler {

  private ExprCompiler() {}

  /** A filter (true passes) and projections over rows of that schema. */
  public static CompiledCalc calc(
      Optional<Expr> filter, List<Expr> projections, Schema input, Clock clock) {
    return calc(filter, projections, input.types(), clock);
  }

  /** A filter (true passes) and projections over rows of columns with these types. */
  public static CompiledCalc calc(
      Optional<Expr> filter, List<Expr> projections, List<DataType> input, Clock clock) {
    filter.ifPresent(f -> Exprs.check(f, input));
    projections.forEach(p -> Exprs.check(p, input));
    return new CompiledCalc(
        filter.map(Exprs::fold), projections.stream().map(Exprs::fold).toList(), clock);
  }

  /** Like {@link #calc(Optional, List, List, Clock)}, with the system's clock for now(). */
  public static CompiledCalc calc(
      Optional<Expr> filter, List<Expr> projections, List<DataType> input) {
    return calc(filter, projections, input, Clock.systemUTC());
  }

  /** A condition over rows of columns with these types. */
  public static CompiledFilter filter(Expr condition, List<DataType> input, Clock clock) {
    Exprs.check(condition, input);
    return new CompiledFilter(Exprs.fold(condition), clock);
  }

  /** Like {@link #filter(Expr, List, Clock)}, with the system's clock for now(). */
  public static CompiledFilter filter(Expr condition, List<DataType> input) {
    return filter(condition, input, Clock.systemUTC());
  }
}
