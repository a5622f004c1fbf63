package dev.laminar.sql.internal.bind;

import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.plan.JoinKind;
import dev.laminar.internal.plan.Node;
import dev.laminar.sql.internal.bind.Relation.Output;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;

/**
 * A WHERE clause. Its plain conditions are bound; {@code x IN (query)} becomes a join with the
 * distinct rows of the query, a query that always has one row a join with that row.
 */
final class QueryConditions {

  private final QueryBinder queries;
  private final Scope scope;
  private FromTree tree;

  QueryConditions(QueryBinder queries, FromBinder.Bound from) {
    this.queries = queries;
    this.scope = from.scope();
    this.tree = from.tree();
  }

  /** Adds the conditions to {@code where} and gives the FROM clause with the joins they need. */
  FromBinder.Bound bind(SqlNode condition, List<Expr> where) {
    if (condition.getKind() == SqlKind.AND) {
      ((SqlCall) condition).getOperandList().forEach(part -> bind(part, where));
    } else if (isIn(condition)) {
      in((SqlCall) condition);
    } else {
      ExpressionBinder binder = new ExpressionBinder(scope, place());
      where.addAll(Conjuncts.of(binder.condition(condition, "WHERE")));
    }
    return new FromBinder.Bound(tree, scope);
  }

  private static boolean isIn(SqlNode condition) {
    return condition.getKind() == SqlKind.IN
        && ExpressionBinder.isQuery(((SqlCall) condition).operand(1).getKind());
  }

  private void in(SqlCall call) {
    ExpressionBinder binder = new ExpressionBinder(scope, place());
    List<SqlNode> values =
        call.operand(0).getKind() == SqlKind.ROW
            ? ((SqlCall) call.operand(0)).getOperandList()
            : List.of(call.operand(0));
    Relation query = Relations.distinct(queries.bind(call.operand(1)));
    if (query.outputs().size() != values.size()) {
      throw BindError.invalid(
          call,
          "IN compares "
              + values.size()
              + " value"
              + (values.size() == 1 ? "" : "s")
              + " with a query of "
              + query.outputs().size()
              + " columns");
    }
    List<Expr> on = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Expr column = joined(query.outputs().get(i));
      Expr value = binder.bind(values.get(i));
      on.addAll(Conjuncts.of(BindError.locate(call, () -> FromBinder.equal(value, column))));
    }
    join(query, on);
  }

  private Expr joined(Output output) {
    int first = tree.end();
    return Trees.mapColumns(output.expr(), column -> column + first);
  }

  private void join(Relation query, List<Expr> on) {
    FromTree.Leaf leaf = new FromTree.Leaf(query, tree.end());
    tree = new FromTree.Joined(tree, leaf, JoinKind.INNER, on);
  }

  private Place place() {
    return new Place() {
      @Override
      public String clause() {
        return "WHERE";
      }

      @Override
      public Expr scalarQuery(SqlCall query) {
        return onlyRow(query);
      }
    };
  }

  private Expr onlyRow(SqlCall call) {
    SqlNode node = call.getKind() == SqlKind.SCALAR_QUERY ? call.operand(0) : call;
    Relation query = Relations.materialised(queries.bind(node));
    if (query.outputs().size() != 1) {
      throw BindError.invalid(
          call, "a query as a value has one column, this one has " + query.outputs().size());
    }
    if (!hasOneRow(query.node())) {
      throw BindError.unsupported(
          call,
          "a query as a value has to be an aggregate without GROUP BY, which always has one row;"
              + " join it otherwise");
    }
    Expr value = joined(query.outputs().getFirst());
    join(query, List.of());
    return value;
  }

  private static boolean hasOneRow(Node node) {
    return switch (node) {
      case Node.Calc calc when calc.filter().isEmpty() -> hasOneRow(calc.input());
      case Node.Aggregate aggregate -> aggregate.keys().length == 0;
      default -> false;
    };
  }
}
