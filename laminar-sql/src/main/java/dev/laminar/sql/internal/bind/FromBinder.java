package dev.laminar.sql.internal.bind;

import dev.laminar.data.DataType;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.expr.Functions;
import dev.laminar.internal.plan.JoinKind;
import dev.laminar.sql.internal.bind.Relation.Output;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.jspecify.annotations.Nullable;

/** Binds a FROM clause: its tables, and the names that they bring. One use. */
final class FromBinder {

  /** A part of the clause with its names. */
  record Bound(FromTree tree, Scope scope) {}

  private final QueryBinder queries;
  private int next;

  FromBinder(QueryBinder queries) {
    this.queries = queries;
  }

  /**
   * Binds the clause.
   *
   * @param assignWindows whether windows of table functions are computed at once, because something
   *     other than a grouping needs their values
   */
  Bound bind(SqlNode from, boolean assignWindows) {
    return bind(from, Scope.EMPTY, assignWindows ? Need.WINDOWS : Need.NOTHING);
  }

  /** What is asked of a table. */
  private enum Need {
    NOTHING,
    /** Windows as columns. */
    WINDOWS,
    /** Windows too, and all values null where an outer join finds no row. */
    MAY_MISS;

    Need join(boolean mayMiss) {
      return this == MAY_MISS || mayMiss ? MAY_MISS : WINDOWS;
    }
  }

  /**
   * Binds a part.
   *
   * @param before the tables left of it, whose columns UNNEST may use
   */
  private Bound bind(SqlNode node, Scope before, Need need) {
    UnnestCall unnest = UnnestCall.of(node);
    if (unnest != null) {
      Bound nothing = leaf(Relations.oneRow(), null, Need.NOTHING);
      return unnested(nothing, before, unnest, false);
    }
    return switch (node.getKind()) {
      case JOIN -> join((SqlJoin) node, before, need);
      case AS -> aliased((SqlCall) node, need);
      case IDENTIFIER -> {
        SqlIdentifier name = (SqlIdentifier) node;
        yield BindError.locate(node, () -> leaf(queries.table(name), name.names.getLast(), need));
      }
      case TABLE_REF -> bind(((SqlCall) node).operand(0), before, need);
      case LATERAL -> bind(lateral(node), before, need);
      default -> BindError.locate(node, () -> leaf(relation(node), null, need));
    };
  }

  /** A table that is not merely named. */
  private Relation relation(SqlNode node) {
    return switch (node.getKind()) {
      case COLLECTION_TABLE, EXPLICIT_TABLE -> new TableFunctions(queries).bind((SqlCall) node);
      case SNAPSHOT ->
          throw SpecialForms.later(node, "FOR SYSTEM_TIME AS OF", "join the table as it is");
      case MATCH_RECOGNIZE ->
          throw SpecialForms.later(node, "MATCH_RECOGNIZE", "use windows or joins");
      case PIVOT, UNPIVOT ->
          throw SpecialForms.later(node, "PIVOT", "use aggregates with FILTER (WHERE …)");
      case TABLESAMPLE -> throw SpecialForms.later(node, "TABLESAMPLE", "filter the rows instead");
      default -> queries.bind(node);
    };
  }

  private Bound aliased(SqlCall as, Need need) {
    SqlNode inner = unwrapped(as.operand(0));
    String alias = ((SqlIdentifier) as.operand(1)).getSimple();
    Relation relation = inner instanceof SqlIdentifier name ? queries.table(name) : relation(inner);
    List<SqlIdentifier> columns = new ArrayList<>();
    for (SqlNode column : as.getOperandList().subList(2, as.operandCount())) {
      columns.add((SqlIdentifier) column);
    }
    return BindError.locate(as, () -> leaf(renamed(relation, columns, as), alias, need));
  }

  private static SqlNode unwrapped(SqlNode node) {
    return node.getKind() == SqlKind.TABLE_REF || node.getKind() == SqlKind.LATERAL
        ? ((SqlCall) node).operand(0)
        : node;
  }

  /** The relation with the names of {@code AS t(a, b, …)}. */
  static Relation renamed(Relation relation, List<SqlIdentifier> names, SqlNode where) {
    if (names.isEmpty()) {
      return relation;
    }
    if (names.size() > relation.outputs().size()) {
      throw BindError.invalid(
          where,
          names.size()
              + " names are given for "
              + relation.outputs().size()
              + " columns: "
              + String.join(", ", relation.schema().names()));
    }
    List<Output> outputs = new ArrayList<>(relation.outputs());
    for (int i = 0; i < names.size(); i++) {
      outputs.set(i, new Output(names.get(i).getSimple(), outputs.get(i).expr()));
    }
    return relation.withOutputs(outputs);
  }

  private Bound leaf(Relation table, @Nullable String alias, Need need) {
    Relation relation =
        switch (need) {
          case NOTHING -> table;
          case WINDOWS -> WindowAssigner.assign(table);
          case MAY_MISS -> Relations.missing(WindowAssigner.assign(table));
        };
    int first = next;
    next += relation.node().schema().size();
    List<Scope.Column> columns = new ArrayList<>();
    for (Output output : relation.outputs()) {
      Expr expr = Trees.mapColumns(output.expr(), column -> column + first);
      columns.add(new Scope.Column(output.name(), expr, false));
    }
    return new Bound(
        new FromTree.Leaf(relation, first), new Scope(List.of(new Scope.Table(alias, columns))));
  }

  // ---- joins

  private Bound join(SqlJoin join, Scope before, Need need) {
    JoinKind kind = kind(join);
    Bound left = bind(join.getLeft(), before, need.join(kind.keepsRight()));
    Scope seen = before.and(left.scope());
    UnnestCall unnest = UnnestCall.of(join.getRight());
    if (unnest != null) {
      return unnestJoin(join, left, seen, unnest, kind);
    }
    Bound right = bind(lateral(join.getRight()), seen, need.join(kind.keepsLeft()));
    Scope both = left.scope().and(right.scope());
    List<String> shared = sharedNames(join, left.scope(), right.scope());
    if (!shared.isEmpty()) {
      return new UsingJoin(join, kind, left, right).bind(shared);
    }
    List<Expr> on = new ArrayList<>();
    if (join.getConditionType() == JoinConditionType.ON) {
      on.addAll(condition(join.getCondition(), both));
    }
    return new Bound(new FromTree.Joined(left.tree(), right.tree(), kind, on), both);
  }

  private static List<Expr> condition(@Nullable SqlNode condition, Scope scope) {
    if (condition == null) {
      return List.of();
    }
    return Conjuncts.of(new ExpressionBinder(scope, Place.plain("ON")).condition(condition, "ON"));
  }

  private static JoinKind kind(SqlJoin join) {
    return switch (join.getJoinType()) {
      case INNER, CROSS, COMMA -> JoinKind.INNER;
      case LEFT -> JoinKind.LEFT;
      case RIGHT -> JoinKind.RIGHT;
      case FULL -> JoinKind.FULL;
      case LEFT_SEMI_JOIN, LEFT_ANTI_JOIN, ASOF, LEFT_ASOF ->
          throw SpecialForms.later(
              join, join.getJoinType().name().replace('_', ' '), "inner and outer joins are there");
    };
  }

  /** {@code LATERAL (query)} that uses nothing from its left is a query like any other. */
  private static SqlNode lateral(SqlNode node) {
    if (node.getKind() == SqlKind.LATERAL) {
      return ((SqlCall) node).operand(0);
    }
    if (node.getKind() == SqlKind.AS && ((SqlCall) node).operand(0).getKind() == SqlKind.LATERAL) {
      SqlCall as = (SqlCall) node;
      List<SqlNode> operands = new ArrayList<>(as.getOperandList());
      operands.set(0, lateral(operands.getFirst()));
      return as.getOperator().createCall(as.getParserPosition(), operands);
    }
    return node;
  }

  private static List<String> sharedNames(SqlJoin join, Scope left, Scope right) {
    if (join.getConditionType() == JoinConditionType.USING) {
      return NodeLists.identifiers((SqlNodeList) join.getCondition()).stream()
          .map(SqlIdentifier::getSimple)
          .toList();
    }
    if (!join.isNatural()) {
      return List.of();
    }
    List<String> shared = new ArrayList<>();
    for (Output output : left.all()) {
      if (right.has(output.name()) && !shared.contains(output.name())) {
        shared.add(output.name());
      }
    }
    return shared;
  }

  // ---- unnest

  private Bound unnestJoin(SqlJoin join, Bound left, Scope seen, UnnestCall unnest, JoinKind kind) {
    if (kind.keepsRight()) {
      throw BindError.unsupported(
          join, kind + " JOIN UNNEST is not supported; CROSS JOIN and LEFT JOIN are");
    }
    boolean outer = kind == JoinKind.LEFT;
    Bound bound = unnested(left, seen, unnest, outer);
    if (join.getConditionType() != JoinConditionType.ON) {
      return bound;
    }
    List<Expr> on = condition(join.getCondition(), bound.scope());
    if (outer && !on.isEmpty()) {
      throw BindError.unsupported(
          join, "LEFT JOIN UNNEST takes no condition but ON TRUE; filter in WHERE");
    }
    return on.isEmpty() ? bound : new Bound(new FromTree.Filtered(bound.tree(), on), bound.scope());
  }

  private Bound unnested(Bound left, Scope seen, UnnestCall unnest, boolean outer) {
    Expr list = new ExpressionBinder(seen, Place.plain("UNNEST")).bind(unnest.list());
    boolean spread = Elements.isStructList(list.type());
    FromTree.Unnested tree =
        new FromTree.Unnested(
            left.tree(),
            list,
            Elements.fields(list.type(), unnest.list(), spread, outer),
            spread,
            unnest.ordinality(),
            outer);
    next = tree.end();
    return new Bound(tree, left.scope().and(scope(tree, unnest)));
  }

  private static Scope scope(FromTree.Unnested tree, UnnestCall unnest) {
    List<Scope.Column> columns = new ArrayList<>();
    int first = tree.input().end();
    for (int i = 0; i < tree.elements().size(); i++) {
      var element = tree.elements().get(i);
      String name = unnest.name(i, tree.elements().size() == 1 ? "unnest" : element.name());
      Expr expr = new Expr.ColumnRef(first + i, element.type(), element.nullable());
      columns.add(new Scope.Column(name, expr, false));
    }
    if (tree.ordinality()) {
      int last = tree.elements().size();
      Expr expr = new Expr.ColumnRef(first + last, DataType.BIGINT, tree.outer());
      columns.add(new Scope.Column(unnest.name(last, "ordinality"), expr, false));
    }
    return new Scope(List.of(new Scope.Table(unnest.alias(), columns)));
  }

  /** Equality of two values, as in a condition. */
  static Expr equal(Expr left, Expr right) {
    return Functions.call(Conjuncts.EQUALS, left, right);
  }
}
