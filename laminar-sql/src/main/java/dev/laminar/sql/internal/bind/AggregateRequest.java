package dev.laminar.sql.internal.bind;

import dev.laminar.internal.aggregate.AggregateFunctions;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.jspecify.annotations.Nullable;

/**
 * A call of an aggregate as written, its clauses taken apart.
 *
 * @param args the arguments; none for {@code count(*)}
 * @param orderBy what {@code ORDER BY} inside the call or {@code WITHIN GROUP} says
 * @param withinGroup whether the order is the set that the aggregate ranks, as in percentile_cont
 */
record AggregateRequest(
    SqlCall call,
    String name,
    List<SqlNode> args,
    boolean distinct,
    @Nullable SqlNode filter,
    List<SqlNode> orderBy,
    boolean withinGroup) {

  static boolean isAggregate(String name) {
    return AggregateFunctions.exists(name);
  }

  /**
   * Takes {@code f(…) FILTER (WHERE …)}, {@code f(…) WITHIN GROUP (ORDER BY …)} or {@code f(…)}
   * apart.
   */
  static AggregateRequest of(SqlCall call) {
    return switch (call.getKind()) {
      case FILTER -> {
        AggregateRequest inner = of(inner(call));
        yield new AggregateRequest(
            call,
            inner.name,
            inner.args,
            inner.distinct,
            call.operand(1),
            inner.orderBy,
            inner.withinGroup);
      }
      case WITHIN_GROUP -> {
        AggregateRequest inner = of(inner(call));
        SqlNodeList order = call.operand(1);
        yield new AggregateRequest(
            call, inner.name, inner.args, inner.distinct, inner.filter, NodeLists.of(order), true);
      }
      case WITHIN_DISTINCT, IGNORE_NULLS, RESPECT_NULLS ->
          throw BindError.unsupported(
              call, call.getOperator().getName() + " is not supported; use FILTER (WHERE …)");
      default -> plain(call);
    };
  }

  private static SqlCall inner(SqlCall call) {
    if (call.operand(0) instanceof SqlCall inner
        && (inner.getKind() == SqlKind.FILTER
            || inner.getKind() == SqlKind.WITHIN_GROUP
            || inner.getOperator() instanceof SqlFunction)) {
      return inner;
    }
    throw BindError.invalid(call, call.getOperator().getName() + " needs an aggregate before it");
  }

  private static AggregateRequest plain(SqlCall call) {
    String name = ExpressionBinder.functionName((SqlFunction) call.getOperator());
    if (!isAggregate(name)) {
      throw BindError.invalid(
          call, name + " is no aggregate, so it takes no FILTER or WITHIN GROUP");
    }
    List<SqlNode> args = new ArrayList<>(call.getOperandList());
    List<SqlNode> order = List.of();
    if (!args.isEmpty() && args.getLast() instanceof SqlNodeList list) {
      order = NodeLists.of(list);
      args.removeLast();
    }
    if (args.size() == 1 && args.getFirst() instanceof SqlIdentifier star && star.isStar()) {
      args.clear();
    }
    SqlLiteral quantifier = call.getFunctionQuantifier();
    boolean distinct = quantifier != null && quantifier.getValue() == SqlSelectKeyword.DISTINCT;
    return new AggregateRequest(call, name, List.copyOf(args), distinct, null, order, false);
  }
}
