package dev.laminar.internal.expr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laminar.data.Batch;
import dev.laminar.data.BatchBuilder;
import dev.laminar.data.DataType;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates expressions in every way that the engine has, and checks that all agree: folded;
 * compiled with all literals in columns; with only the first in a column; beside a row of nulls.
 */
final class Evaluation {

  static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05.678901Z"), ZoneOffset.UTC);

  private Evaluation() {}

  /** What came of a row: a value, or the message with which it failed. */
  record Result(@Nullable Object value, @Nullable String error) {}

  /** The value as text; {@code NULL}; or {@code error: …}. */
  static String text(String sql) {
    return text(ExprText.parse(sql));
  }

  static String text(Expr expr) {
    Expr asText = expr.type() instanceof DataType.Text ? expr : castRaw(expr);
    Result result = agreed(asText);
    return result.error() != null
        ? "error: " + result.error()
        : result.value() == null ? "NULL" : result.value().toString();
  }

  private static Expr castRaw(Expr expr) {
    return new Expr.Cast(expr, DataType.TEXT, false);
  }

  private static Result agreed(Expr expr) {
    Result all = compiled(expr, Integer.MAX_VALUE, false);
    assertThat(compiled(expr, Integer.MAX_VALUE, true)).as("beside nulls: " + expr).isEqualTo(all);
    assertThat(compiled(expr, 1, false)).as("literals: " + expr).isEqualTo(all);
    Expr folded = Exprs.fold(expr);
    if (folded instanceof Expr.Literal literal) {
      assertThat(new Result(literal.value(), null)).as("folded: " + expr).isEqualTo(all);
    }
    return all;
  }

  /** Compiles with the first {@code columns} literals as columns of a batch. */
  private static Result compiled(Expr expr, int columns, boolean besideNulls) {
    Map<Expr, Integer> places = new LinkedHashMap<>();
    Expr shifted = columns(expr, places, columns);
    List<DataType> types = places.keySet().stream().map(Expr::type).toList();
    Object[] row = places.keySet().stream().map(e -> ((Expr.Literal) e).value()).toArray();
    try (BufferAllocator allocator = new RootAllocator();
        BatchBuilder builder = new BatchBuilder(allocator, types)) {
      if (besideNulls) {
        builder.add(new Object[types.size()]);
      }
      builder.add(row);
      try (Batch input = builder.build()) {
        return last(shifted, types, input, allocator);
      }
    }
  }

  private static Result last(
      Expr expr, List<DataType> types, Batch input, BufferAllocator allocator) {
    List<String> errors = new ArrayList<>();
    int lastRow = input.rows() - 1;
    CompiledCalc calc = ExprCompiler.calc(Optional.empty(), List.of(expr), types, CLOCK);
    try (Batch output =
        calc.apply(
            input,
            allocator,
            (failed, message) -> {
              if (failed == lastRow) {
                errors.add(message);
              }
            })) {
      return errors.isEmpty()
          ? new Result(output.column(0).get(output.rows() - 1), null)
          : new Result(null, errors.getFirst());
    }
  }

  private static Expr columns(Expr expr, Map<Expr, Integer> places, int most) {
    return switch (expr) {
      case Expr.Literal literal -> {
        if (literal.value() == null || (places.size() >= most && !places.containsKey(literal))) {
          yield literal;
        }
        places.putIfAbsent(literal, places.size());
        yield new Expr.ColumnRef(places.get(literal), literal.type(), true);
      }
      case Expr.ColumnRef column -> column;
      case Expr.FieldOf field ->
          new Expr.FieldOf(
              columns(field.struct(), places, most), field.index(), field.type(), true);
      case Expr.Cast cast ->
          new Expr.Cast(columns(cast.value(), places, most), cast.type(), cast.orNull());
      case Expr.Call call -> {
        List<Expr> args = new ArrayList<>();
        for (int i = 0; i < call.args().size(); i++) {
          boolean literals = call.function().equals("in") && i > 0;
          Expr arg = call.args().get(i);
          args.add(literals ? arg : columns(arg, places, most));
        }
        yield new Expr.Call(call.function(), args, call.type(), true);
      }
      case Expr.Case choice -> {
        List<Expr.When> whens = new ArrayList<>();
        for (Expr.When when : choice.whens()) {
          whens.add(
              new Expr.When(
                  columns(when.condition(), places, most), columns(when.result(), places, most)));
        }
        yield new Expr.Case(whens, columns(choice.otherwise(), places, most), choice.type(), true);
      }
    };
  }
}
