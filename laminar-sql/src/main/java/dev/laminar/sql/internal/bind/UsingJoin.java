package dev.laminar.sql.internal.bind;

import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.expr.Functions;
import dev.laminar.internal.plan.JoinKind;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlJoin;

/** {@code JOIN … USING (…)} and NATURAL joins: equal names join and become one column. */
final class UsingJoin {

  private final SqlJoin join;
  private final JoinKind kind;
  private final FromBinder.Bound left;
  private final FromBinder.Bound right;

  UsingJoin(SqlJoin join, JoinKind kind, FromBinder.Bound left, FromBinder.Bound right) {
    this.join = join;
    this.kind = kind;
    this.left = left;
    this.right = right;
  }

  FromBinder.Bound bind(List<String> names) {
    List<Expr> on = new ArrayList<>();
    List<Scope.Column> merged = new ArrayList<>();
    for (String name : names) {
      Expr onLeft = column(left.scope(), name);
      Expr onRight = column(right.scope(), name);
      on.addAll(Conjuncts.of(BindError.locate(join, () -> FromBinder.equal(onLeft, onRight))));
      merged.add(new Scope.Column(name, value(onLeft, onRight), false));
    }
    List<Scope.Table> tables = new ArrayList<>();
    tables.add(new Scope.Table(null, merged));
    tables.addAll(marked(left.scope(), names));
    tables.addAll(marked(right.scope(), names));
    return new FromBinder.Bound(
        new FromTree.Joined(left.tree(), right.tree(), kind, on), new Scope(tables));
  }

  private Expr column(Scope scope, String name) {
    return scope.resolve(new org.apache.calcite.sql.SqlIdentifier(name, join.getParserPosition()));
  }

  private Expr value(Expr onLeft, Expr onRight) {
    return switch (kind) {
      case INNER, LEFT -> onLeft;
      case RIGHT -> onRight;
      case FULL -> Functions.call("coalesce", onLeft, onRight);
    };
  }

  private static List<Scope.Table> marked(Scope scope, List<String> names) {
    List<Scope.Table> tables = new ArrayList<>();
    for (Scope.Table table : scope.tables()) {
      List<Scope.Column> columns = new ArrayList<>();
      for (Scope.Column column : table.columns()) {
        boolean isMerged = names.stream().anyMatch(column.name()::equalsIgnoreCase);
        columns.add(new Scope.Column(column.name(), column.expr(), column.merged() || isMerged));
      }
      tables.add(new Scope.Table(table.alias(), columns));
    }
    return tables;
  }
}
