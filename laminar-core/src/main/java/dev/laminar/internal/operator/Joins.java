package dev.laminar.internal.operator;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.internal.expr.CompiledFilter;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.expr.ExprCompiler;
import dev.laminar.internal.plan.JoinKind;
import dev.laminar.internal.plan.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Chooses the operator of an unwindowed join, and what joins of all sorts have in common. */
public final class Joins {

  /** The names of the sides' tables in snapshots. */
  static final String[] TABLES = {"left", "right"};

  private Joins() {}

  /**
   * An operator with two inputs, left and right, each exchanged by its keys. Rows only join at once
   * where nothing that they bring about can have to be taken back.
   */
  public static Operator of(Node.Join node) {
    return node.updating() ? new TickJoinOperator(node) : new AppendJoinOperator(node);
  }

  static JoinInput[] inputs(Node.Join node) {
    return inputs(node.left(), node.leftKeys(), node.right(), node.rightKeys(), node.kind());
  }

  static JoinInput[] inputs(Node left, int[] leftKeys, Node right, int[] rightKeys, JoinKind kind) {
    JoinInput[] inputs = {
      new JoinInput(left.schema().types(), leftKeys, left.updating(), kind.keepsLeft()),
      new JoinInput(right.schema().types(), rightKeys, right.updating(), kind.keepsRight())
    };
    checkKeys(inputs[0], inputs[1]);
    return inputs;
  }

  static Optional<JoinCondition> condition(
      Optional<Expr> condition, JoinInput[] inputs, OperatorContext context) {
    return condition.map(expr -> condition(expr, inputs, context));
  }

  private static JoinCondition condition(
      Expr condition, JoinInput[] inputs, OperatorContext context) {
    NarrowedExpr narrowed = NarrowedExpr.of(condition);
    List<DataType> types = new ArrayList<>(inputs[0].types);
    types.addAll(inputs[1].types);
    int leftWidth = inputs[0].types.size();
    int[] left = Arrays.stream(narrowed.columns()).filter(c -> c < leftWidth).toArray();
    int[] right =
        Arrays.stream(narrowed.columns())
            .filter(c -> c >= leftWidth)
            .map(c -> c - leftWidth)
            .toArray();
    List<DataType> read = Arrays.stream(narrowed.columns()).mapToObj(types::get).toList();
    CompiledFilter filter = ExprCompiler.filter(narrowed.expr(), read, context.clock());
    JoinCondition.Predicate predicate =
        (pairs, selected) ->
            filter.select(
                pairs,
                selected,
                (row, message) -> context.bad(BadRows.of(pairs, row, "", message)));
    return new JoinCondition(context, left, right, predicate);
  }

  private static void checkKeys(JoinInput left, JoinInput right) {
    List<DataType> leftTypes = keyTypes(left);
    List<DataType> rightTypes = keyTypes(right);
    if (!alike(leftTypes, rightTypes)) {
      throw new LaminarException(
          ErrorCode.BUG,
          "the keys of a join must be of like types on both sides, after casts; found "
              + leftTypes
              + " and "
              + rightTypes);
    }
  }

  private static List<DataType> keyTypes(JoinInput input) {
    return Arrays.stream(input.keys).mapToObj(input.types::get).toList();
  }

  private static boolean alike(List<DataType> left, List<DataType> right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      if (!alike(left.get(i), right.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether equal values lie alike in memory, so that they are compared and hashed as bytes. */
  private static boolean alike(DataType left, DataType right) {
    if (left instanceof DataType.Decimal a && right instanceof DataType.Decimal b) {
      return a.scale() == b.scale();
    }
    if (left instanceof DataType.Timestamp a && right instanceof DataType.Timestamp b) {
      return a.nanos() == b.nanos();
    }
    if (left instanceof DataType.ListOf a && right instanceof DataType.ListOf b) {
      return alike(a.element().type(), b.element().type());
    }
    if (left instanceof DataType.MapOf a && right instanceof DataType.MapOf b) {
      return alike(a.key(), b.key()) && alike(a.value().type(), b.value().type());
    }
    if (left instanceof DataType.Struct a && right instanceof DataType.Struct b) {
      return alike(types(a), types(b));
    }
    return left.equals(right);
  }

  private static List<DataType> types(DataType.Struct struct) {
    return struct.fields().stream().map(Field::type).toList();
  }
}
