package dev.laminar.sql.internal.bind;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.internal.connect.Names;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.expr.Functions;
import dev.laminar.internal.expr.Types;
import dev.laminar.sql.internal.bind.Relation.Output;
import dev.laminar.sql.internal.catalog.TableColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.jspecify.annotations.Nullable;

/** Fits the columns of a query to those of the table it is inserted into, as Postgres assigns. */
public final class InsertBinder {

  private final SqlIdentifier table;
  private final SqlNode query;
  private final Relation relation;

  public InsertBinder(SqlIdentifier table, SqlNode query, Relation relation) {
    this.table = table;
    this.query = query;
    this.relation = relation;
  }

  /**
   * The query's rows with the table's columns: the physical ones and those generated columns that
   * are stored (all of them if {@code allGenerated}).
   *
   * @param named the columns that INSERT names; none if it goes by position
   */
  public Relation fit(List<TableColumn> columns, List<SqlIdentifier> named, boolean allGenerated) {
    List<Field> physical = new ArrayList<>();
    for (TableColumn column : columns) {
      if (column instanceof TableColumn.Physical p) {
        physical.add(p.field());
      }
    }
    int[] sources = named.isEmpty() ? byPosition(physical) : byName(physical, named);
    List<Output> written = new ArrayList<>();
    for (int i = 0; i < physical.size(); i++) {
      written.add(new Output(physical.get(i).name(), value(physical.get(i), sources[i])));
    }
    return relation.withOutputs(withGenerated(columns, written, allGenerated));
  }

  private int[] byPosition(List<Field> physical) {
    int given = relation.outputs().size();
    if (given != physical.size()) {
      throw BindError.invalid(
          query,
          "table '"
              + table.names.getLast()
              + "' has "
              + physical.size()
              + " columns ("
              + String.join(", ", physical.stream().map(Field::name).toList())
              + "), the query has "
              + given
              + " ("
              + String.join(", ", relation.schema().names())
              + "); name the columns that are meant: INSERT INTO "
              + table.names.getLast()
              + " (column, …) SELECT …");
    }
    return Relations.range(given);
  }

  private int[] byName(List<Field> physical, List<SqlIdentifier> named) {
    if (relation.outputs().size() != named.size()) {
      throw BindError.invalid(
          query,
          "INSERT names " + named.size() + " columns, the query has " + relation.outputs().size());
    }
    int[] sources = new int[physical.size()];
    java.util.Arrays.fill(sources, -1);
    for (int i = 0; i < named.size(); i++) {
      int column = indexOf(physical, named.get(i));
      if (sources[column] >= 0) {
        throw BindError.invalid(
            named.get(i), "column '" + named.get(i).getSimple() + "' is named twice");
      }
      sources[column] = i;
    }
    return sources;
  }

  private int indexOf(List<Field> physical, SqlIdentifier name) {
    OptionalInt index = new dev.laminar.data.Schema(physical).indexOf(name.getSimple());
    List<String> known = physical.stream().map(Field::name).toList();
    return index.orElseThrow(
        () ->
            BindError.invalid(
                name,
                "table '"
                    + table.names.getLast()
                    + "' has no column '"
                    + name.getSimple()
                    + "' to insert into"
                    + Names.didYouMean(name.getSimple(), known)));
  }

  private Expr value(Field target, int source) {
    if (source < 0) {
      if (!target.nullable()) {
        throw BindError.invalid(
            query, "column '" + target.name() + "' is NOT NULL and gets no value");
      }
      return new Expr.Literal(null, target.type());
    }
    Output output = relation.outputs().get(source);
    SqlNode where = item(source);
    Expr assigned = assign(output, target, where);
    return target.nullable() || !assigned.nullable() ? assigned : notNull(assigned, target, where);
  }

  private Expr assign(Output output, Field target, SqlNode where) {
    Expr value = output.expr();
    DataType from = value.type();
    boolean flexible =
        value instanceof Expr.Literal literal
            && (literal.value() == null || literal.type() instanceof DataType.Text);
    boolean fits =
        flexible ? Types.castable(from, target.type()) : Types.assignable(from, target.type());
    if (!fits) {
      throw BindError.invalid(
          where,
          "column '"
              + target.name()
              + "' of table '"
              + table.names.getLast()
              + "' is "
              + target.type()
              + ", the query's column '"
              + output.name()
              + "' is "
              + from
              + (Types.castable(from, target.type())
                  ? "; write CAST(… AS " + target.type() + ")"
                  : ""));
    }
    return BindError.locate(where, () -> Functions.cast(value, target.type()));
  }

  /** A null for a column that takes none is bad data of that row. */
  private Expr notNull(Expr value, Field target, SqlNode where) {
    if (value instanceof Expr.Literal) {
      throw BindError.invalid(where, "column '" + target.name() + "' is NOT NULL");
    }
    String message =
        "null for column '"
            + target.name()
            + "' of table '"
            + table.names.getLast()
            + "', which is NOT NULL";
    return Functions.call("require", value, new Expr.Literal(message, DataType.TEXT));
  }

  /** The item of the select list, if it can be told, else the query. */
  private SqlNode item(int index) {
    if (query instanceof SqlSelect select) {
      List<SqlNode> items = NodeLists.of(select.getSelectList());
      boolean star =
          items.stream().anyMatch(item -> item instanceof SqlIdentifier id && id.isStar());
      if (!star && index < items.size()) {
        return items.get(index);
      }
    }
    return query;
  }

  private List<Output> withGenerated(
      List<TableColumn> columns, List<Output> written, boolean allGenerated) {
    List<Output> all = new ArrayList<>();
    for (TableColumn column : columns) {
      Output output =
          switch (column) {
            case TableColumn.Physical physical -> named(written, physical.name());
            case TableColumn.Generated generated ->
                generated.stored() || allGenerated
                    ? new Output(
                        generated.name(),
                        TableBinder.computed(
                            generated, written, relation.badData(), relation.node()))
                    : null;
          };
      if (output != null) {
        all.add(output);
      }
    }
    return all;
  }

  private static @Nullable Output named(List<Output> written, String name) {
    return written.stream().filter(out -> out.name().equals(name)).findFirst().orElse(null);
  }
}
