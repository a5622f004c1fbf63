package dev.laminar.sql.internal.bind;

import dev.laminar.data.Field;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.plan.JoinKind;
import java.util.List;

/**
 * A FROM clause before WHERE is known. The columns of all its tables are numbered through from left
 * to right; its expressions use those numbers.
 */
sealed interface FromTree {

  /** The number of its first column. */
  int first();

  /** The number after that of its last column. */
  int end();

  /** One table. */
  record Leaf(Relation relation, int first) implements FromTree {
    @Override
    public int end() {
      return first + relation.node().schema().size();
    }
  }

  /** Two parts joined where all conditions are true. */
  record Joined(FromTree left, FromTree right, JoinKind kind, List<Expr> on) implements FromTree {
    @Override
    public int first() {
      return left.first();
    }

    @Override
    public int end() {
      return right.end();
    }
  }

  /** The elements of a list in each row of the input. */
  record Unnested(
      FromTree input,
      Expr list,
      List<Field> elements,
      boolean spread,
      boolean ordinality,
      boolean outer)
      implements FromTree {
    @Override
    public int first() {
      return input.first();
    }

    @Override
    public int end() {
      return input.end() + elements.size() + (ordinality ? 1 : 0);
    }
  }

  /** The rows of a part for which all conditions are true. */
  record Filtered(FromTree input, List<Expr> conditions) implements FromTree {
    @Override
    public int first() {
      return input.first();
    }

    @Override
    public int end() {
      return input.end();
    }
  }
}
