package dev.laminar.internal.expr.compile;

import dev.laminar.internal.expr.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Columns and fields of struct columns: what is read where it lies. Stateless. */
public final class Paths {

  private Paths() {}

  /** The input column's number and those of the fields below it, if the expression is no more. */
  public static Optional<List<Integer>> of(Expr expr) {
    List<Integer> path = new ArrayList<>();
    Expr at = expr;
    while (at instanceof Expr.FieldOf field) {
      path.addFirst(field.index());
      at = field.struct();
    }
    if (at instanceof Expr.ColumnRef column) {
      path.addFirst(column.index());
      return Optional.of(List.copyOf(path));
    }
    return Optional.empty();
  }
}
