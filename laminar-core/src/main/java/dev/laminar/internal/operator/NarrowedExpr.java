package dev.laminar.internal.operator;

import dev.laminar.internal.expr.Expr;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An expression over only those columns that it reads: {@code columns} are their numbers in the
 * input, and references in {@code expr} count within them. Immutable.
 */
record NarrowedExpr(Expr expr, int[] columns) {

  static NarrowedExpr of(Expr expr) {
    SortedSet<Integer> used = new TreeSet<>();
    collect(expr, used);
    int[] columns = used.stream().mapToInt(Integer::intValue).toArray();
    return new NarrowedExpr(narrow(expr, columns), columns);
  }

  private static void collect(Expr expr, SortedSet<Integer> used) {
    switch (expr) {
      case Expr.ColumnRef column -> used.add(column.index());
      case Expr.FieldOf field -> collect(field.struct(), used);
      case Expr.Literal literal -> {}
      case Expr.Call call -> call.args().forEach(arg -> collect(arg, used));
      case Expr.Case choice -> {
        for (Expr.When when : choice.whens()) {
          collect(when.condition(), used);
          collect(when.result(), used);
        }
        collect(choice.otherwise(), used);
      }
      case Expr.Cast cast -> collect(cast.value(), used);
    }
  }

  private static Expr narrow(Expr expr, int[] columns) {
    return switch (expr) {
      case Expr.ColumnRef ref ->
          new Expr.ColumnRef(Arrays.binarySearch(columns, ref.index()), ref.type(), ref.nullable());
      case Expr.FieldOf field ->
          new Expr.FieldOf(
              narrow(field.struct(), columns), field.index(), field.type(), field.nullable());
      case Expr.Literal literal -> literal;
      case Expr.Call call ->
          new Expr.Call(
              call.function(), narrow(call.args(), columns), call.type(), call.nullable());
      case Expr.Case choice ->
          new Expr.Case(
              choice.whens().stream().map(when -> narrow(when, columns)).toList(),
              narrow(choice.otherwise(), columns),
              choice.type(),
              choice.nullable());
      case Expr.Cast cast ->
          new Expr.Cast(narrow(cast.value(), columns), cast.type(), cast.orNull());
    };
  }

  private static List<Expr> narrow(List<Expr> exprs, int[] columns) {
    return exprs.stream().map(expr -> narrow(expr, columns)).toList();
  }

  private static Expr.When narrow(Expr.When when, int[] columns) {
    return new Expr.When(narrow(when.condition(), columns), narrow(when.result(), columns));
  }
}
