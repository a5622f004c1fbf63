package dev.laminar.sql.internal.bind;

import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.plan.Node;
import dev.laminar.sql.internal.bind.JoinAssembler.Assembled;
import dev.laminar.sql.internal.bind.Relation.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.jspecify.annotations.Nullable;

/** Binds one SELECT: FROM and WHERE, then groups, then the select list, HAVING and DISTINCT. */
final class SelectBinder {

  private final QueryBinder queries;
  private final SqlSelect select;
  private final SelectList list;

  SelectBinder(QueryBinder queries, SqlSelect select) {
    this.queries = queries;
    this.select = select;
    this.list = new SelectList(select);
  }

  Relation bind() {
    refuseUnsupported();
    Optional<Relation> lazily = bind(false);
    Relation relation = lazily.or(() -> bind(true)).orElseThrow();
    return select.isDistinct() ? Relations.distinct(relation) : Relations.settled(relation);
  }

  private void refuseUnsupported() {
    if (select.getQualify() != null) {
      throw SpecialForms.later(
          select.getQualify(), "QUALIFY", "filter the query's result in an outer query");
    }
    SqlNodeList group = select.getGroup();
    if (group != null) {
      for (SqlNode item : group) {
        if (item.isA(java.util.EnumSet.of(SqlKind.GROUPING_SETS, SqlKind.ROLLUP, SqlKind.CUBE))) {
          throw SpecialForms.later(
              item,
              item.getKind().sql,
              "write one query per grouping and connect them by UNION ALL");
        }
      }
    }
  }

  /** Binds the query; empty if windows that FROM only names have to be columns first. */
  private Optional<Relation> bind(boolean assignWindows) {
    SqlNode from = select.getFrom();
    FromBinder.Bound bound =
        from == null
            ? new FromBinder.Bound(new FromTree.Leaf(Relations.oneRow(), 0), Scope.EMPTY)
            : new FromBinder(queries).bind(from, assignWindows);
    List<Expr> where = new ArrayList<>();
    if (select.getWhere() != null) {
      bound = new QueryConditions(queries, bound).bind(select.getWhere(), where);
    }
    if (where.stream().anyMatch(Windows::hasPending)) {
      return Optional.empty();
    }
    Assembled input = JoinAssembler.assemble(bound.tree(), where);
    Relation relation = new Relation(input.node(), List.of(), input.windows(), input.badData());
    boolean named = !assignWindows && namesWindows(bound.tree());
    return select(relation, placed(bound.scope(), input), named);
  }

  /** Whether FROM is a table function's windows that are not columns yet. */
  private static boolean namesWindows(FromTree from) {
    return from instanceof FromTree.Leaf leaf
        && leaf.relation().expressions().stream().anyMatch(Windows::hasPending);
  }

  /** The names over the assembled node's columns. */
  private static Scope placed(Scope scope, Assembled input) {
    List<Scope.Table> tables = new ArrayList<>();
    for (Scope.Table table : scope.tables()) {
      List<Scope.Column> columns = new ArrayList<>();
      for (Scope.Column column : table.columns()) {
        columns.add(new Scope.Column(column.name(), input.place(column.expr()), column.merged()));
      }
      tables.add(new Scope.Table(table.alias(), columns));
    }
    return new Scope(tables);
  }

  // ---- the select list

  /**
   * Binds what follows FROM and WHERE.
   *
   * @param namesWindows whether each row still has to appear once in every window that it belongs
   *     to: empty then if neither a grouping nor an outer query will see to that
   */
  private Optional<Relation> select(Relation input, Scope scope, boolean namesWindows) {
    List<SelectList.Item> items = list.items(scope);
    SqlNodeList group = select.getGroup();
    boolean groups = group != null;
    List<Expr> keys = group == null ? List.of() : new GroupKeys(scope, list, items).bind(group);
    Grouping grouping = new Grouping(input, scope, keys);
    Unnests unnests = new Unnests();
    Place place = list.place(groups, grouping, unnests, select.getHaving() != null);
    ExpressionBinder binder = new ExpressionBinder(scope, place);
    List<Output> outputs = new ArrayList<>();
    for (SelectList.Item item : items) {
      outputs.add(new Output(item.name(), item.bind(binder)));
    }
    Expr having = having(scope, grouping, outputs);
    if (!groups && having == null && !grouping.hasAggregates()) {
      boolean kept = outputs.stream().map(Output::expr).anyMatch(Windows::hasPending);
      return namesWindows && !kept
          ? Optional.empty()
          : Optional.of(unnests.apply(input.withOutputs(outputs)));
    }
    if (grouping.needsWindows() || namesWindows && keys.stream().noneMatch(Windows::hasPending)) {
      return Optional.empty();
    }
    return Optional.of(
        unnests.over(grouping).apply(grouped(scope, grouping, items, outputs, having)));
  }

  private @Nullable Expr having(Scope scope, Grouping grouping, List<Output> outputs) {
    SqlNode having = select.getHaving();
    if (having == null) {
      return null;
    }
    Place place =
        new Place() {
          @Override
          public String clause() {
            return "HAVING";
          }

          @Override
          public Expr aggregate(AggregateRequest request) {
            return grouping.aggregate(request);
          }

          @Override
          public Optional<Expr> otherName(SqlIdentifier name) {
            return outputs.stream()
                .filter(output -> output.name().equalsIgnoreCase(name.getSimple()))
                .map(Output::expr)
                .findFirst();
          }
        };
    return new ExpressionBinder(scope, place).condition(having, "HAVING");
  }

  private Relation grouped(
      Scope scope,
      Grouping grouping,
      List<SelectList.Item> items,
      List<Output> outputs,
      @Nullable Expr having) {
    SqlNodeList keys = select.getGroup();
    SqlNode where = keys == null || keys.isEmpty() ? select : keys.get(0);
    Relation groups = BindError.locate(where, grouping::build);
    Ungrouped ungrouped = new Ungrouped(scope, grouping);
    List<Output> rebased = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      SelectList.Item item = items.get(i);
      Expr expr = outputs.get(i).expr();
      rebased.add(
          new Output(
              outputs.get(i).name(),
              grouping
                  .rebase(expr)
                  .orElseThrow(() -> ungrouped.error(item.node(), "the select list"))));
    }
    Node node = groups.node();
    if (having != null) {
      SqlNode text = java.util.Objects.requireNonNull(select.getHaving());
      Expr condition = grouping.rebase(having).orElseThrow(() -> ungrouped.error(text, "HAVING"));
      node = Projection.filter(node, condition, groups.badData());
    }
    return new Relation(node, rebased, groups.windows(), groups.badData());
  }
}
