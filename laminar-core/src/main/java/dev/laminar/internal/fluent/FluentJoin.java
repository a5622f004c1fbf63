package dev.laminar.internal.fluent;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Row;
import dev.laminar.data.Schema;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.plan.BadData;
import dev.laminar.internal.plan.JoinKind;
import dev.laminar.internal.plan.Node;
import dev.laminar.stream.DataStream;
import dev.laminar.stream.JoinType;
import dev.laminar.stream.JoinedStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A join that is being said. Immutable. */
record FluentJoin(PlanBuilder builder, Node left, Node right, JoinType type, List<Pair> pairs)
    implements JoinedStream {

  /** Columns that have to be equal. */
  record Pair(int left, int right) {}

  FluentJoin {
    pairs = List.copyOf(pairs);
  }

  @Override
  public JoinedStream on(String leftName, String rightName) {
    Pair pair =
        new Pair(
            new Binder(left.schema()).column(leftName),
            new Binder(right.schema()).column(rightName));
    DataType leftType = left.schema().field(pair.left()).type();
    DataType rightType = right.schema().field(pair.right()).type();
    if (!leftType.equals(rightType)) {
      throw new LaminarException(
          ErrorCode.INVALID_QUERY,
          "a join needs equal types, but "
              + (leftName + " is " + leftType + " and " + rightName + " is " + rightType)
              + "; cast one of them with select(…)");
    }
    List<Pair> more = new ArrayList<>(pairs);
    more.add(pair);
    return new FluentJoin(builder, left, right, type, more);
  }

  @Override
  public DataStream<Row> rows() {
    JoinKind kind = JoinKind.valueOf(type.name());
    OptionalInt leftEnd = windowEnd(left);
    OptionalInt rightEnd = windowEnd(right);
    Node join;
    if (leftEnd.isPresent() && rightEnd.isPresent()) {
      join = windowed(kind, leftEnd.getAsInt(), rightEnd.getAsInt());
    } else {
      join = new Node.Join(left, right, kind, leftKeys(pairs), rightKeys(pairs), Optional.empty());
    }
    Node named = renamed(join);
    return new FluentStream<>(builder, named, RecordCodec.rows(named.schema()));
  }

  private Node windowed(JoinKind kind, int leftEnd, int rightEnd) {
    List<Pair> all = new ArrayList<>(pairs);
    all.add(new Pair(leftEnd - 1, rightEnd - 1));
    all.add(new Pair(leftEnd, rightEnd));
    OptionalInt time = kind.keepsRight() ? OptionalInt.empty() : left.timeColumn();
    return new Node.WindowJoin(
        left,
        right,
        kind,
        leftKeys(all),
        rightKeys(all),
        leftEnd,
        rightEnd,
        Optional.empty(),
        time);
  }

  /** Where a windowed aggregate's window end stands; its start is the column before. */
  private static OptionalInt windowEnd(Node node) {
    OptionalInt end = node.schema().indexOf("window_end");
    OptionalInt start = node.schema().indexOf("window_start");
    boolean windowed =
        node.timeColumn().isPresent()
            && end.isPresent()
            && start.isPresent()
            && start.getAsInt() == end.getAsInt() - 1;
    return windowed ? end : OptionalInt.empty();
  }

  private static int[] leftKeys(List<Pair> pairs) {
    return pairs.stream().mapToInt(Pair::left).toArray();
  }

  private static int[] rightKeys(List<Pair> pairs) {
    return pairs.stream().mapToInt(Pair::right).toArray();
  }

  private Node renamed(Node join) {
    Schema schema = join.schema();
    Set<String> taken = new HashSet<>();
    List<String> names = new ArrayList<>();
    List<Expr> columns = new ArrayList<>();
    for (int i = 0; i < schema.size(); i++) {
      Field field = schema.field(i);
      String name = taken.contains(field.name()) ? "right_" + field.name() : field.name();
      if (!taken.add(name)) {
        throw new LaminarException(
            ErrorCode.INVALID_QUERY,
            "the join would have two columns '" + name + "'; rename one with select(…)");
      }
      names.add(name);
      columns.add(new Expr.ColumnRef(i, field.type(), field.nullable()));
    }
    return new Node.Calc(join, Optional.empty(), columns, names, join.timeColumn(), BadData.FAIL);
  }
}
