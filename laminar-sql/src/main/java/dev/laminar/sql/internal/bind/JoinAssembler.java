package dev.laminar.sql.internal.bind;

import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.plan.JoinKind;
import dev.laminar.internal.plan.Node;
import dev.laminar.sql.internal.bind.Relation.WindowColumns;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Builds the nodes of a FROM clause, its WHERE included: each condition goes as far down as it may,
 * equalities between two sides become the join's keys.
 */
final class JoinAssembler {

  /**
   * A part of the clause as a node.
   *
   * @param columns the node's column for each column of the part, by its number less {@code first}
   */
  record Assembled(
      Node node, int first, int[] columns, List<WindowColumns> windows, BadData badData) {

    /** An expression over the clause's columns as one over the node's. */
    Expr place(Expr expr) {
      return Trees.mapColumns(expr, column -> columns[column - first]);
    }
  }

  private JoinAssembler() {}

  /** Builds the node of a part, keeping the rows for which all filters are true. */
  static Assembled assemble(FromTree tree, List<Expr> filters) {
    return switch (tree) {
      case FromTree.Leaf leaf -> leaf(leaf, filters);
      case FromTree.Joined join -> join(join, filters);
      case FromTree.Unnested unnested -> unnest(unnested, filters);
      case FromTree.Filtered filtered -> {
        List<Expr> all = new ArrayList<>(filtered.conditions());
        all.addAll(filters);
        yield assemble(filtered.input(), all);
      }
    };
  }

  private static Assembled leaf(FromTree.Leaf leaf, List<Expr> filters) {
    Relation relation = leaf.relation();
    Assembled all =
        new Assembled(
            relation.node(),
            leaf.first(),
            IntStream.range(0, leaf.end() - leaf.first()).toArray(),
            relation.windows(),
            relation.badData());
    return filtered(all, filters);
  }

  private static Assembled filtered(Assembled part, List<Expr> filters) {
    Optional<Expr> condition = Conjuncts.all(filters.stream().map(part::place).toList());
    return condition
        .map(c -> withNode(part, Projection.filter(part.node(), c, part.badData())))
        .orElse(part);
  }

  private static Assembled withNode(Assembled part, Node node) {
    return new Assembled(node, part.first(), part.columns(), part.windows(), part.badData());
  }

  // ---- joins

  private static Assembled join(FromTree.Joined join, List<Expr> filters) {
    Sorted sorted = Sorted.of(join, filters);
    Assembled left = assemble(join.left(), sorted.left);
    Assembled right = assemble(join.right(), sorted.right);
    return filtered(
        new JoinBuilder(join.kind(), left, right, sorted.between).build(), sorted.above);
  }

  /** The conditions of a join by the place at which they are checked. */
  private record Sorted(List<Expr> left, List<Expr> right, List<Expr> between, List<Expr> above) {

    static Sorted of(FromTree.Joined join, List<Expr> filters) {
      Sorted sorted =
          new Sorted(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      boolean inner = join.kind() == JoinKind.INNER;
      join.on().forEach(condition -> sorted.addOn(join, condition));
      for (Expr filter : filters) {
        if (inner) {
          sorted.addOn(join, filter);
        } else {
          sorted.addFilter(join, filter);
        }
      }
      return sorted;
    }

    /** A condition of ON only concerns which rows match: a kept side may not lose rows by it. */
    private void addOn(FromTree.Joined join, Expr condition) {
      JoinKind kind = join.kind();
      if (!kind.keepsLeft() && within(condition, join.left())) {
        left.add(condition);
      } else if (!kind.keepsRight() && within(condition, join.right())) {
        right.add(condition);
      } else {
        between.add(condition);
      }
    }

    /** A filter may go down on a side whose rows are never made up of nulls. */
    private void addFilter(FromTree.Joined join, Expr filter) {
      JoinKind kind = join.kind();
      if (!kind.keepsRight() && within(filter, join.left())) {
        left.add(filter);
      } else if (!kind.keepsLeft() && within(filter, join.right())) {
        right.add(filter);
      } else {
        above.add(filter);
      }
    }
  }

  /** Whether the expression reads columns of that part and no others, and always says the same. */
  static boolean within(Expr expr, FromTree part) {
    BitSet columns = Trees.columns(expr);
    return !columns.isEmpty()
        && columns.nextSetBit(0) >= part.first()
        && columns.length() <= part.end()
        && !Volatility.isVolatile(expr);
  }

  // ---- lists

  private static Assembled unnest(FromTree.Unnested unnested, List<Expr> filters) {
    List<Expr> below = new ArrayList<>();
    List<Expr> above = new ArrayList<>();
    for (Expr filter : filters) {
      (within(filter, unnested.input()) ? below : above).add(filter);
    }
    Assembled input = assemble(unnested.input(), below);
    Node node =
        new Node.Unnest(
            input.node(),
            input.place(unnested.list()),
            unnested.elements(),
            unnested.spread(),
            unnested.ordinality(),
            unnested.outer());
    int added = unnested.end() - unnested.input().end();
    int width = input.node().schema().size();
    int[] columns =
        IntStream.concat(IntStream.of(input.columns()), IntStream.range(width, width + added))
            .toArray();
    return filtered(
        new Assembled(node, input.first(), columns, input.windows(), input.badData()), above);
  }

  /** Where the time of one side stands in a join's output. */
  static OptionalInt shifted(OptionalInt time, int by) {
    return time.isPresent() ? OptionalInt.of(time.getAsInt() + by) : time;
  }
}
