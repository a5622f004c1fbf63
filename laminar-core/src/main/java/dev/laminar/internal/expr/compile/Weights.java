package dev.laminar.internal.expr.compile;

import dev.laminar.data.DataType;
import dev.laminar.internal.expr.Expr;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Estimates how much code an expression becomes. The JVM does not compile methods above 8000 bytes
 * of bytecode, so what weighs too much is cut into methods of its own.
 */
final class Weights {

  private static final Set<String> CHEAP =
      Set.of(
          "and",
          "or",
          "not",
          "is_null",
          "is_not_null",
          "is_true",
          "is_not_true",
          "is_false",
          "is_not_false",
          "=",
          "<>",
          "<",
          "<=",
          ">",
          ">=",
          "is_distinct",
          "is_not_distinct");

  private final int limit;
  private final Set<Expr> outlined;
  private final Map<Expr, Integer> known = new HashMap<>();

  Weights(int limit, Set<Expr> outlined) {
    this.limit = limit;
    this.outlined = outlined;
  }

  /** Cuts until the expression is no heavier than the limit; returns what is left. */
  int cut(Expr expr) {
    Integer weight = known.get(expr);
    if (weight != null) {
      return outlined.contains(expr) ? 2 : weight;
    }
    List<Expr> children = new ArrayList<>(children(expr));
    int total = own(expr);
    for (Expr child : children) {
      total += cut(child);
    }
    children.sort(Comparator.comparingInt((Expr child) -> known.getOrDefault(child, 0)).reversed());
    for (Expr child : children) {
      int saved = known.getOrDefault(child, 0) - 2;
      if (total <= limit || saved <= 4) {
        break;
      }
      if (outlined.add(child)) {
        total -= saved;
      }
    }
    known.put(expr, total);
    return total;
  }

  static int of(Expr expr) {
    int total = own(expr);
    for (Expr child : children(expr)) {
      total += of(child);
    }
    return total;
  }

  private static int own(Expr expr) {
    return switch (expr) {
      case Expr.ColumnRef column -> column.type().carrier() == DataType.Carrier.SLICE ? 4 : 2;
      case Expr.FieldOf field -> 4;
      case Expr.Literal literal -> 0;
      case Expr.Cast cast -> 2;
      case Expr.Case choice -> 2 * choice.whens().size() + 2;
      case Expr.Call call -> 2 + call.args().size();
    };
  }

  static List<Expr> children(Expr expr) {
    return switch (expr) {
      case Expr.ColumnRef column -> List.of();
      case Expr.Literal literal -> List.of();
      case Expr.FieldOf field -> Paths.of(field).isPresent() ? List.of() : List.of(field.struct());
      case Expr.Cast cast -> List.of(cast.value());
      case Expr.Call call -> call.args();
      case Expr.Case choice -> {
        List<Expr> children = new ArrayList<>();
        for (Expr.When when : choice.whens()) {
          children.add(when.condition());
          children.add(when.result());
        }
        children.add(choice.otherwise());
        yield children;
      }
    };
  }

  /** Whether it is as well computed in vain: it cannot fail and takes a few instructions. */
  static boolean isCheap(Expr expr) {
    return switch (expr) {
      case Expr.ColumnRef column -> fixed(column);
      case Expr.FieldOf field -> Paths.of(field).isPresent() && fixed(field);
      case Expr.Literal literal -> true;
      case Expr.Call call ->
          CHEAP.contains(call.function())
              && call.args().size() <= 4
              && call.args().stream().allMatch(Weights::isCheap);
      case Expr.Cast cast -> false;
      case Expr.Case choice -> false;
    };
  }

  private static boolean fixed(Expr expr) {
    return switch (expr.type().carrier()) {
      case BOOLEAN, LONG, DOUBLE, INT128 -> true;
      case SLICE, OBJECT -> false;
    };
  }
}
