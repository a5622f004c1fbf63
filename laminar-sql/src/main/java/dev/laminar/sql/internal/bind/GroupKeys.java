package dev.laminar.sql.internal.bind;

import dev.laminar.internal.expr.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;

/**
 * The keys of GROUP BY: expressions, positions in the select list, or aliases from it. A column of
 * the input comes before an alias, as in Postgres, unless the alias names a window.
 */
final class GroupKeys {

  private static final Place PLACE =
      new Place() {
        @Override
        public String clause() {
          return "GROUP BY";
        }

        @Override
        public Expr window(SqlCall call, Supplier<Expr> window) {
          return window.get();
        }
      };

  private final SelectList list;
  private final List<SelectList.Item> items;
  private final Scope scope;
  private final ExpressionBinder binder;

  GroupKeys(Scope scope, SelectList list, List<SelectList.Item> items) {
    this.scope = scope;
    this.list = list;
    this.items = items;
    this.binder = new ExpressionBinder(scope, PLACE);
  }

  List<Expr> bind(SqlNodeList group) {
    List<Expr> keys = new ArrayList<>();
    for (SqlNode node : group) {
      add(node, keys);
    }
    return keys;
  }

  private void add(SqlNode node, List<Expr> keys) {
    if (node instanceof SqlNodeList nested) {
      nested.forEach(part -> add(part, keys));
    } else if (node.getKind() == SqlKind.ROW) {
      ((SqlCall) node).getOperandList().forEach(part -> add(part, keys));
    } else {
      Expr key = key(node);
      if (!keys.contains(key)) {
        keys.add(key);
      }
    }
  }

  private Expr key(SqlNode node) {
    if (node instanceof SqlNumericLiteral position) {
      return atPosition(position);
    }
    if (node instanceof SqlIdentifier identifier && identifier.isSimple()) {
      SqlNode aliased = list.aliased(identifier.getSimple());
      boolean preferred = aliased != null && SelectList.isWindowCall(aliased);
      if (aliased != null && (preferred || !scope.has(identifier.getSimple()))) {
        return binder.bind(aliased);
      }
      return fromStarOrScope(identifier);
    }
    return binder.bind(node);
  }

  /** An item without alias has a name too: {@code SELECT tumble(…) … GROUP BY window}. */
  private Expr fromStarOrScope(SqlIdentifier identifier) {
    if (!scope.has(identifier.getSimple())) {
      for (SelectList.Item item : items) {
        if (item.name().equalsIgnoreCase(identifier.getSimple())
            && SelectList.isWindowCall(item.node())) {
          return binder.bind(item.node());
        }
      }
    }
    return binder.bind(identifier);
  }

  private Expr atPosition(SqlNumericLiteral position) {
    int index = position.isInteger() ? position.intValue(false) : 0;
    if (index < 1 || index > items.size()) {
      throw BindError.invalid(
          position,
          "GROUP BY " + position + ": the select list has positions 1 to " + items.size());
    }
    SelectList.Item item = items.get(index - 1);
    return item.bind(binder);
  }
}
