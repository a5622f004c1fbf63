package dev.laminar.sql.internal.bind;

import dev.laminar.data.DataType;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.plan.JoinKind;
import dev.laminar.internal.plan.Node;
import dev.laminar.sql.internal.bind.JoinAssembler.Assembled;
import dev.laminar.sql.internal.bind.Relation.WindowColumns;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Makes the node of one join: finds its keys, and whether it joins window with equal window. One
 * use.
 */
final class JoinBuilder {

  private final JoinKind kind;
  private final Assembled left;
  private final Assembled right;
  private final BadData badData;
  private final Projection leftColumns;
  private final Projection rightColumns;
  private final List<Integer> leftKeys = new ArrayList<>();
  private final List<Integer> rightKeys = new ArrayList<>();
  private final List<Expr> residual = new ArrayList<>();

  /** The conditions use the numbers of the FROM clause. */
  JoinBuilder(JoinKind kind, Assembled left, Assembled right, List<Expr> conditions) {
    this.kind = kind;
    this.left = left;
    this.right = right;
    this.badData = BadDataPolicies.stricter(left.badData(), right.badData());
    this.leftColumns = Projection.identity(left.node().schema());
    this.rightColumns = Projection.identity(right.node().schema());
    for (Expr condition : conditions) {
      if (!isKey(condition)) {
        residual.add(condition);
      }
    }
  }

  private boolean isKey(Expr condition) {
    if (!(condition instanceof Expr.Call call)
        || !call.function().equals(Conjuncts.EQUALS)
        || Volatility.isVolatile(call)) {
      return false;
    }
    Expr a = call.args().get(0);
    Expr b = call.args().get(1);
    if (!a.type().equals(b.type())) {
      return false;
    }
    if (within(a, left) && within(b, right)) {
      addKey(a, b);
      return true;
    }
    if (within(a, right) && within(b, left)) {
      addKey(b, a);
      return true;
    }
    return false;
  }

  private void addKey(Expr onLeft, Expr onRight) {
    leftKeys.add(leftColumns.add(left.place(onLeft), "key"));
    rightKeys.add(rightColumns.add(right.place(onRight), "key"));
  }

  private static boolean within(Expr expr, Assembled part) {
    BitSet columns = Trees.columns(expr);
    return !columns.isEmpty()
        && columns.nextSetBit(0) >= part.first()
        && columns.length() <= part.first() + part.columns().length;
  }

  Assembled build() {
    Node leftNode = input(left, leftColumns);
    Node rightNode = input(right, rightColumns);
    int shift = leftColumns.size();
    int[] columns =
        IntStream.concat(
                IntStream.of(left.columns()), IntStream.of(right.columns()).map(c -> c + shift))
            .toArray();
    Assembled unjoined = new Assembled(leftNode, left.first(), columns, List.of(), badData);
    Optional<Expr> condition = Conjuncts.all(residual.stream().map(unjoined::place).toList());
    Optional<WindowColumns[]> windows = equalWindows();
    if (windows.isEmpty()) {
      Node join =
          new Node.Join(leftNode, rightNode, kind, ints(leftKeys), ints(rightKeys), condition);
      return new Assembled(join, left.first(), columns, List.of(), badData);
    }
    Node.WindowJoin join =
        new Node.WindowJoin(
            leftNode,
            rightNode,
            kind,
            ints(leftKeys),
            ints(rightKeys),
            windows.get()[0].end(),
            windows.get()[1].end(),
            condition,
            timeColumn(leftNode, rightNode, shift));
    return windowed(join, columns, windows.get()[0], windows.get()[1].shifted(shift), shift);
  }

  private Node input(Assembled part, Projection columns) {
    Node node = part.node();
    return columns.size() == node.schema().size()
        ? node
        : columns.over(node, node.timeColumn(), part.badData());
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  // ---- windows

  /** A window of either side whose start and end are both among the keys. */
  private Optional<WindowColumns[]> equalWindows() {
    if (left.node().timeColumn().isEmpty() || right.node().timeColumn().isEmpty()) {
      return Optional.empty();
    }
    for (WindowColumns l : left.windows()) {
      for (WindowColumns r : right.windows()) {
        if (areKeys(l.start(), r.start()) && areKeys(l.end(), r.end())) {
          return Optional.of(new WindowColumns[] {l, r});
        }
      }
    }
    return Optional.empty();
  }

  private boolean areKeys(int leftColumn, int rightColumn) {
    for (int i = 0; i < leftKeys.size(); i++) {
      if (leftKeys.get(i) == leftColumn && rightKeys.get(i) == rightColumn) {
        return true;
      }
    }
    return false;
  }

  private OptionalInt timeColumn(Node leftNode, Node rightNode, int shift) {
    return switch (kind) {
      case INNER, LEFT -> leftNode.timeColumn();
      case RIGHT -> JoinAssembler.shifted(rightNode.timeColumn(), shift);
      case FULL -> OptionalInt.empty();
    };
  }

  private Assembled windowed(
      Node.WindowJoin join, int[] columns, WindowColumns l, WindowColumns r, int shift) {
    List<WindowColumns> windows =
        switch (kind) {
          case INNER -> concat(left.windows(), right.windows(), shift);
          case LEFT -> left.windows();
          case RIGHT -> concat(List.of(), right.windows(), shift);
          case FULL -> List.of();
        };
    if (kind != JoinKind.FULL) {
      return new Assembled(join, left.first(), columns, windows, badData);
    }
    return fullJoin(join, columns, l, r, shift);
  }

  private static List<WindowColumns> concat(
      List<WindowColumns> left, List<WindowColumns> right, int shift) {
    List<WindowColumns> both = new ArrayList<>(left);
    right.forEach(window -> both.add(window.shifted(shift)));
    return both;
  }

  /** Either side may miss: time and window are those of the side that is there. */
  private Assembled fullJoin(
      Node.WindowJoin join, int[] columns, WindowColumns l, WindowColumns r, int shift) {
    Projection all = Projection.identity(join.schema());
    int start = all.append(either(l.start(), r.start()), "window_start");
    int end = all.append(either(l.end(), r.end()), "window_end");
    int time =
        all.append(
            either(
                left.node().timeColumn().getAsInt(), right.node().timeColumn().getAsInt() + shift),
            "window_time");
    Node node = all.over(join, OptionalInt.of(time), badData);
    boolean fixed = l.fixed() && r.fixed();
    return new Assembled(
        node, left.first(), columns, List.of(new WindowColumns(start, end, fixed)), badData);
  }

  private static Expr either(int leftColumn, int rightColumn) {
    Expr onLeft = new Expr.ColumnRef(leftColumn, DataType.TIMESTAMP, true);
    Expr onRight = new Expr.ColumnRef(rightColumn, DataType.TIMESTAMP, true);
    return new Expr.Call("coalesce", List.of(onLeft, onRight), DataType.TIMESTAMP, true);
  }
}
