package dev.laminar.sql.internal.statement;

import dev.laminar.sql.internal.bind.BindError;
import dev.laminar.sql.internal.bind.QueryBinder;
import dev.laminar.sql.internal.bind.Relation;
import dev.laminar.sql.internal.bind.Sinks;
import dev.laminar.sql.internal.catalog.Catalog;
import dev.laminar.sql.internal.catalog.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/**
 * The relations of a text's tables. Each is made once, at first use, so that all statements that
 * read a table share its nodes. A table in memory is the union of what all statements insert,
 * wherever they stand. One use, one thread.
 */
final class Session {

  private final IdentityHashMap<Table, Relation> relations = new IdentityHashMap<>();
  private final IdentityHashMap<Table.Memory, List<Supplier<Relation>>> inserts =
      new IdentityHashMap<>();
  private final Set<Table> inProgress = Collections.newSetFromMap(new IdentityHashMap<>());

  /** A query over the tables of a catalogue. */
  Relation bind(SqlNode query, Catalog catalog) {
    return binder(catalog).bindFully(query);
  }

  private QueryBinder binder(Catalog catalog) {
    return new QueryBinder(name -> relation(catalog.get(name), name));
  }

  /** Adds rows to a table in memory. */
  void insert(Table.Memory table, Supplier<Relation> rows) {
    inserts.computeIfAbsent(table, t -> new ArrayList<>()).add(rows);
  }

  /** A relation that is there already, such as one of the fluent API. */
  void put(Table table, Relation relation) {
    relations.put(table, relation);
  }

  Relation relation(Table table, SqlIdentifier where) {
    Relation known = relations.get(table);
    if (known != null) {
      return known;
    }
    if (!inProgress.add(table)) {
      throw BindError.invalid(
          where, "'" + table.name() + "' is inserted into from itself, directly or by others");
    }
    Relation made =
        switch (table) {
          case Table.External external -> TableReader.read(external);
          case Table.Memory memory -> memory(memory);
          case Table.View view -> view(view);
        };
    inProgress.remove(table);
    relations.put(table, made);
    return made;
  }

  private Relation memory(Table.Memory table) {
    List<Relation> rows = new ArrayList<>();
    inserts.getOrDefault(table, List.of()).forEach(insert -> rows.add(insert.get()));
    return rows.isEmpty() ? Sinks.empty(table.physical()) : Sinks.union(rows);
  }

  private Relation view(Table.View view) {
    Relation relation = binder(view.definedIn()).bindLazily(view.query());
    return view.columns().isEmpty()
        ? relation
        : QueryBinder.renamed(relation, view.columns(), view.identifier());
  }
}
