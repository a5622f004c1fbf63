package dev.laminar.sql.internal.bind;

import dev.laminar.data.DataType;
import dev.laminar.internal.expr.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Conditions as lists of what has to be true together. */
public final class Conjuncts {

  private static final String AND = "and";
  static final String EQUALS = "=";

  private Conjuncts() {}

  /** The parts of a condition that AND connects. */
  public static List<Expr> of(Expr condition) {
    List<Expr> parts = new ArrayList<>();
    collect(condition, parts);
    return parts;
  }

  private static void collect(Expr condition, List<Expr> parts) {
    if (condition instanceof Expr.Call call && call.function().equals(AND)) {
      call.args().forEach(arg -> collect(arg, parts));
    } else if (isWindowEquality(condition)) {
      windowEquality((Expr.Call) condition, parts);
    } else if (!(condition instanceof Expr.Literal literal)
        || !Boolean.TRUE.equals(literal.value())) {
      parts.add(condition);
    }
  }

  private static boolean isWindowEquality(Expr condition) {
    return condition instanceof Expr.Call call
        && call.function().equals(EQUALS)
        && call.args().getFirst().type().equals(Windows.TYPE)
        && Windows.columns(call.args().get(0)) != null
        && Windows.columns(call.args().get(1)) != null;
  }

  /** Where only true counts, equal windows are equal starts and equal ends. */
  private static void windowEquality(Expr.Call call, List<Expr> parts) {
    for (int border = 0; border < 2; border++) {
      Expr left = Fields.field(call.args().get(0), border);
      Expr right = Fields.field(call.args().get(1), border);
      boolean nullable = left.nullable() || right.nullable();
      parts.add(new Expr.Call(EQUALS, List.of(left, right), DataType.BOOLEAN, nullable));
    }
  }

  /** All of them as one condition, or empty if there are none. */
  public static Optional<Expr> all(List<Expr> parts) {
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    Expr all = parts.getFirst();
    for (Expr part : parts.subList(1, parts.size())) {
      boolean nullable = all.nullable() || part.nullable();
      all = new Expr.Call(AND, List.of(all, part), DataType.BOOLEAN, nullable);
    }
    return Optional.of(all);
  }
}
