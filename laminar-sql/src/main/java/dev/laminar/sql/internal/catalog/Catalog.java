package dev.laminar.sql.internal.catalog;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.internal.connect.Names;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;

/** The tables and views that there are at one point of a text, by name. Immutable. */
public final class Catalog {

  public static final Catalog EMPTY = new Catalog(new LinkedHashMap<>());

  private final Map<String, Table> tables;

  private Catalog(Map<String, Table> tables) {
    this.tables = tables;
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  public Catalog with(Table table) {
    Map<String, Table> more = new LinkedHashMap<>(tables);
    more.put(key(table.name()), table);
    return new Catalog(more);
  }

  public Catalog without(String name) {
    Map<String, Table> fewer = new LinkedHashMap<>(tables);
    fewer.remove(key(name));
    return new Catalog(fewer);
  }

  public Optional<Table> find(String name) {
    return Optional.ofNullable(tables.get(key(name)));
  }

  /** The table of that name; an unknown one is an error that says which are near. */
  public Table get(SqlIdentifier name) {
    return find(name.names.getLast()).orElseThrow(() -> unknown(name));
  }

  private LaminarException unknown(SqlIdentifier identifier) {
    String name = identifier.names.getLast();
    List<String> known = tables.values().stream().map(Table::name).toList();
    String hint = Names.didYouMean(name, known);
    if (hint.isEmpty()) {
      hint =
          known.isEmpty() ? "; CREATE TABLE makes one" : "; there are " + String.join(", ", known);
    }
    SqlParserPos pos = identifier.getParserPosition();
    return LaminarException.at(
        ErrorCode.INVALID_QUERY,
        "there is no table '" + name + "'" + hint,
        pos.getLineNum(),
        pos.getColumnNum(),
        null);
  }

  public Collection<Table> tables() {
    return tables.values();
  }
}
