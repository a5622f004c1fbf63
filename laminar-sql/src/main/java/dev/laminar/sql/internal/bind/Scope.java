package dev.laminar.sql.internal.bind;

import dev.laminar.data.DataType;
import dev.laminar.internal.connect.Names;
import dev.laminar.internal.expr.Expr;
import dev.laminar.sql.internal.bind.Relation.Output;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.calcite.sql.SqlIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * The names that an expression can use: tables with their columns. Unquoted and quoted names alike
 * match exactly first, else without regard to case.
 */
final class Scope {

  static final Scope EMPTY = new Scope(List.of());

  /**
   * A table in FROM.
   *
   * @param alias null for the merged columns of JOIN … USING
   */
  record Table(@Nullable String alias, List<Column> columns) {
    Table {
      columns = List.copyOf(columns);
    }
  }

  /**
   * A column of it.
   *
   * @param merged whether JOIN … USING gave its bare name to a merged column
   */
  record Column(String name, Expr expr, boolean merged) {
    Output output() {
      return new Output(name, expr);
    }
  }

  private final List<Table> tables;

  Scope(List<Table> tables) {
    this.tables = List.copyOf(tables);
  }

  List<Table> tables() {
    return tables;
  }

  /** The columns of {@code *}. */
  List<Output> all() {
    List<Output> outputs = new ArrayList<>();
    for (Table table : tables) {
      table.columns().stream().filter(c -> !c.merged()).map(Column::output).forEach(outputs::add);
    }
    return outputs;
  }

  /** The columns of {@code table.*}. */
  List<Output> all(SqlIdentifier star) {
    String name = star.names.get(star.names.size() - 2);
    return named(name, star).columns().stream().map(Column::output).toList();
  }

  private Table named(String name, SqlIdentifier where) {
    Table table = find(tables, t -> name.equals(t.alias()));
    if (table == null) {
      table = find(tables, t -> name.equalsIgnoreCase(t.alias()));
    }
    if (table == null) {
      throw BindError.invalid(
          where, "there is no table '" + name + "' here" + Names.didYouMean(name, aliases()));
    }
    return table;
  }

  /** Whether a bare column of that name is here. */
  boolean has(String name) {
    return !candidates(name).isEmpty();
  }

  /**
   * What an identifier stands for: {@code column}, {@code table.column}, either with fields of
   * structs behind.
   */
  Expr resolve(SqlIdentifier identifier) {
    List<String> names = identifier.names;
    if (names.size() > 1) {
      Table table = tableOf(names.getFirst());
      if (table != null) {
        Column column = columnOf(table, names.get(1));
        if (column != null) {
          return Fields.path(column.expr(), identifier, 2);
        }
        if (!has(names.getFirst())) {
          throw unknown(identifier, names.get(1), table);
        }
      }
    }
    return Fields.path(bare(identifier).expr(), identifier, 1);
  }

  private Column bare(SqlIdentifier identifier) {
    String name = identifier.names.getFirst();
    List<Column> found = candidates(name);
    if (found.isEmpty()) {
      throw unknown(identifier, name, null);
    }
    if (found.size() > 1) {
      throw BindError.invalid(
          identifier,
          "column '"
              + name
              + "' is ambiguous: "
              + String.join(", ", owners(name))
              + " have it; write the table's name before it");
    }
    return found.getFirst();
  }

  private List<Column> candidates(String name) {
    List<Column> exact = matching(column -> column.name().equals(name));
    return exact.isEmpty() ? matching(column -> column.name().equalsIgnoreCase(name)) : exact;
  }

  private List<Column> matching(Predicate<Column> test) {
    List<Column> found = new ArrayList<>();
    for (Table table : tables) {
      table.columns().stream().filter(c -> !c.merged()).filter(test).forEach(found::add);
    }
    return found;
  }

  private Set<String> owners(String name) {
    Set<String> owners = new LinkedHashSet<>();
    for (Table table : tables) {
      if (table.alias() != null && columnOf(table, name) != null) {
        owners.add(table.alias());
      }
    }
    return owners;
  }

  private @Nullable Table tableOf(String name) {
    Table table = find(tables, t -> name.equals(t.alias()));
    return table != null ? table : find(tables, t -> name.equalsIgnoreCase(t.alias()));
  }

  private static @Nullable Column columnOf(Table table, String name) {
    Column column = find(table.columns(), c -> c.name().equals(name));
    return column != null ? column : find(table.columns(), c -> c.name().equalsIgnoreCase(name));
  }

  private static <T> @Nullable T find(List<T> list, Predicate<T> test) {
    for (T element : list) {
      if (test.test(element)) {
        return element;
      }
    }
    return null;
  }

  private dev.laminar.LaminarException unknown(
      SqlIdentifier where, String name, @Nullable Table table) {
    List<Table> searched = table == null ? tables : List.of(table);
    List<String> known =
        searched.stream().flatMap(t -> t.columns().stream()).map(Column::name).distinct().toList();
    String place = table == null ? "" : " in '" + table.alias() + "'";
    String hint = Names.didYouMean(name, known);
    if (hint.isEmpty() && !known.isEmpty()) {
      hint =
          "; there are "
              + String.join(", ", known.subList(0, Math.min(12, known.size())))
              + (known.size() > 12 ? ", …" : "");
    }
    return BindError.invalid(where, "there is no column '" + name + "'" + place + hint);
  }

  private List<String> aliases() {
    List<String> aliases = new ArrayList<>();
    for (Table table : tables) {
      if (table.alias() != null) {
        aliases.add(table.alias());
      }
    }
    return aliases;
  }

  /** Both scopes' tables. */
  Scope and(Scope other) {
    List<Table> both = new ArrayList<>(tables);
    both.addAll(other.tables);
    return new Scope(both);
  }

  /** The type of a column as an error message shows it. */
  static String typed(String name, DataType type) {
    return name + " " + type;
  }
}
