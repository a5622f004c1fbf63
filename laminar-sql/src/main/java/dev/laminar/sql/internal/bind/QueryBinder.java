package dev.laminar.sql.internal.bind;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;

/**
 * Binds queries: SELECT, UNION, VALUES, WITH. Immutable; queries within queries see the names of
 * WITH around them.
 */
public final class QueryBinder {

  private final Function<SqlIdentifier, Relation> tables;
  private final Map<String, Relation> named;

  /** Looks tables up with that function, which refuses unknown ones. */
  public QueryBinder(Function<SqlIdentifier, Relation> tables) {
    this(tables, Map.of());
  }

  private QueryBinder(Function<SqlIdentifier, Relation> tables, Map<String, Relation> named) {
    this.tables = tables;
    this.named = named;
  }

  /** The query's relation; windows that it only names may be pending. */
  Relation bind(SqlNode query) {
    return switch (query.getKind()) {
      case SELECT -> new SelectBinder(this, (SqlSelect) query).bind();
      case UNION -> new UnionBinder(this, (SqlCall) query).bind();
      case INTERSECT, EXCEPT ->
          throw SpecialForms.later(query, query.getKind().sql, "use joins or UNION");
      case VALUES -> new ValuesBinder().bind((SqlCall) query);
      case WITH -> with((SqlWith) query);
      case ORDER_BY -> orderBy((SqlOrderBy) query);
      case EXPLICIT_TABLE -> table(((SqlCall) query).operand(0));
      case LATERAL -> bind(((SqlCall) query).operand(0));
      default -> throw BindError.unsupported(query, "expected a query such as SELECT … FROM …");
    };
  }

  /** The query's relation, all its columns computed. */
  public Relation bindFully(SqlNode query) {
    return WindowAssigner.assign(bind(query));
  }

  /**
   * The query's relation as a view: windows that it only names stay so until something reads them.
   */
  public Relation bindLazily(SqlNode query) {
    return bind(query);
  }

  /** The relation under other column names. */
  public static Relation renamed(Relation relation, List<SqlIdentifier> names, SqlNode where) {
    return FromBinder.renamed(relation, names, where);
  }

  private Relation orderBy(SqlOrderBy query) {
    SqlNode limit = query.fetch != null ? query.fetch : query.offset;
    if (limit != null) {
      throw SpecialForms.later(
          limit, "LIMIT", "filter the rows, or read the first rows of the output");
    }
    throw BindError.unsupported(
        query.orderList,
        "ORDER BY without LIMIT has no meaning for rows that keep coming; leave it out and sort"
            + " what reads the output");
  }

  private Relation with(SqlWith with) {
    Map<String, Relation> inner = new LinkedHashMap<>(named);
    for (SqlNode node : with.withList) {
      SqlWithItem item = (SqlWithItem) node;
      if (item.recursive.booleanValue()) {
        throw SpecialForms.later(item, "WITH RECURSIVE", "write the levels out as joins");
      }
      Relation relation = new QueryBinder(tables, inner).bind(item.query);
      if (item.columnList != null) {
        relation = FromBinder.renamed(relation, NodeLists.identifiers(item.columnList), item);
      }
      inner.put(item.name.getSimple().toLowerCase(Locale.ROOT), relation);
    }
    return new QueryBinder(tables, inner).bind(with.body);
  }

  /** The table, view or query of WITH that has the name. */
  Relation table(SqlIdentifier name) {
    Relation relation =
        name.isSimple() ? named.get(name.getSimple().toLowerCase(Locale.ROOT)) : null;
    return relation != null ? relation : tables.apply(name);
  }
}
