package dev.laminar.sql.internal.bind;

import dev.laminar.internal.expr.Expr;
import dev.laminar.sql.internal.bind.Relation.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.jspecify.annotations.Nullable;

/** What stands between SELECT and FROM. */
final class SelectList {

  /**
   * One column of the result.
   *
   * @param bound its expression if it came from a star
   */
  record Item(String name, SqlNode node, @Nullable Expr bound) {
    Expr bind(ExpressionBinder binder) {
      return bound != null ? bound : binder.bind(node);
    }
  }

  private final List<SqlNode> nodes;

  SelectList(SqlSelect select) {
    this.nodes = NodeLists.of(select.getSelectList());
  }

  /** The columns, stars written out. */
  List<Item> items(Scope scope) {
    List<Item> items = new ArrayList<>();
    for (SqlNode node : nodes) {
      if (node instanceof SqlIdentifier identifier && identifier.isStar()) {
        star(identifier, scope).forEach(out -> items.add(new Item(out.name(), node, out.expr())));
      } else {
        items.add(new Item(name(node, items.size()), node, null));
      }
    }
    return items;
  }

  private static List<Output> star(SqlIdentifier star, Scope scope) {
    if (scope.tables().isEmpty()) {
      throw BindError.invalid(star, "SELECT * needs a FROM clause");
    }
    return star.names.size() == 1 ? scope.all() : scope.all(star);
  }

  /** The name of a column: its alias, else what Postgres would call it. */
  static String name(SqlNode node, int index) {
    String name = ownName(node);
    return name == null ? "column" + (index + 1) : name;
  }

  private static @Nullable String ownName(SqlNode node) {
    return switch (node.getKind()) {
      case AS -> ((SqlIdentifier) ((SqlCall) node).operand(1)).getSimple();
      case IDENTIFIER -> ((SqlIdentifier) node).names.getLast();
      case CAST, SAFE_CAST, FILTER, WITHIN_GROUP, OVER -> ownName(((SqlCall) node).operand(0));
      case CASE -> "case";
      case DOT -> ownName(((SqlCall) node).operand(1));
      default -> functionName(node);
    };
  }

  private static @Nullable String functionName(SqlNode node) {
    if (!(node instanceof SqlCall call) || !(call.getOperator() instanceof SqlFunction function)) {
      return null;
    }
    String name = ExpressionBinder.functionName(function).toLowerCase(java.util.Locale.ROOT);
    return WindowFunctions.isWindow(name) ? "window" : name;
  }

  /** The expression that has the alias, or null. */
  @Nullable SqlNode aliased(String name) {
    SqlNode found = null;
    for (SqlNode node : nodes) {
      if (node.getKind() == SqlKind.AS
          && ((SqlIdentifier) ((SqlCall) node).operand(1)).getSimple().equalsIgnoreCase(name)) {
        found = found == null ? ((SqlCall) node).operand(0) : found;
      }
    }
    return found;
  }

  /** Whether the expression is a call that makes windows. */
  static boolean isWindowCall(SqlNode node) {
    return node instanceof SqlCall call
        && call.getOperator() instanceof SqlFunction function
        && WindowFunctions.isWindow(ExpressionBinder.functionName(function));
  }

  /** What may stand in the list. */
  Place place(boolean groups, Grouping grouping, Unnests unnests, boolean having) {
    return new Place() {
      @Override
      public String clause() {
        return "the select list";
      }

      @Override
      public Expr aggregate(AggregateRequest request) {
        return grouping.aggregate(request);
      }

      @Override
      public Expr window(SqlCall call, Supplier<Expr> window) {
        if (groups) {
          return window.get();
        }
        throw BindError.invalid(
            call,
            call.getOperator().getName()
                + "(…) makes windows, and rows are only put into windows by GROUP BY"
                + (having || grouping.hasAggregates() ? "" : ", which goes with aggregates")
                + "; add GROUP BY "
                + "window, by its position or alias");
      }

      @Override
      public Expr unnest(SqlCall call, Supplier<Expr> elements) {
        return unnests.add(call, elements.get());
      }
    };
  }
}
