package dev.laminar.sql.internal.statement;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.internal.connect.Connectors;
import dev.laminar.internal.plan.Plan;
import dev.laminar.spi.Services;
import dev.laminar.sql.PreviewTables;
import dev.laminar.sql.Script;
import dev.laminar.sql.Settings;
import dev.laminar.sql.StatementResult;
import dev.laminar.sql.internal.bind.BindError;
import dev.laminar.sql.internal.bind.InsertBinder;
import dev.laminar.sql.internal.bind.Relation;
import dev.laminar.sql.internal.bind.Sinks;
import dev.laminar.sql.internal.catalog.Catalog;
import dev.laminar.sql.internal.catalog.Table;
import dev.laminar.sql.parser.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/**
 * Plans a text. Declarations take effect in order; what reads and writes is bound when the whole
 * text is known, each statement with the tables that were declared before it. One use, one thread.
 */
public final class ScriptPlanner {

  private final TableDefiner definer;
  private final Connectors connectors;
  private final PreviewTables previews;
  private final Session session = new Session();
  private final Writer writer;
  private final List<Supplier<StatementResult>> results = new ArrayList<>();

  private Settings settings;
  private Catalog catalog = Catalog.EMPTY;
  private int selects;

  public ScriptPlanner(
      Connectors connectors, Services services, Settings settings, PreviewTables previews) {
    this.connectors = connectors;
    this.definer = new TableDefiner(connectors, services);
    this.settings = settings;
    this.previews = previews;
    this.writer = new Writer(connectors, services);
  }

  /** The text's plan and results. */
  public Script plan(String text) {
    for (Statement statement : Parsing.parse(text)) {
      results.add(accept(statement, writer));
    }
    List<StatementResult> done = new ArrayList<>();
    results.forEach(result -> done.add(result.get()));
    Plan plan = writer.plan(catalog);
    return new Script(plan, settings, done);
  }

  private Supplier<StatementResult> accept(Statement statement, Writer into) {
    return switch (statement) {
      case Statement.CreateTable create -> createTable(create);
      case Statement.CreateView create -> createView(create);
      case Statement.InsertInto insert -> insert(insert, into);
      case Statement.Query query -> select(query, into);
      case Statement.SetOption set -> set(set);
      case Statement.Drop drop -> drop(drop);
      case Statement.Show show -> show(show);
      case Statement.Describe describe -> describe(describe);
      case Statement.Explain explain -> explain(explain);
      case Statement.CreateFunction create ->
          throw BindError.unsupported(
              create.name(), "CREATE FUNCTION is not supported yet; SHOW FUNCTIONS lists what is");
    };
  }

  private static Supplier<StatementResult> done(String message) {
    return () -> new StatementResult.Done(message);
  }

  // ---- declarations

  private Supplier<StatementResult> createTable(Statement.CreateTable create) {
    if (isTaken(create.name(), create.ifNotExists(), false)) {
      return done("CREATE TABLE " + name(create.name()) + " (it exists)");
    }
    Catalog before = catalog;
    Table table = definer.define(create);
    catalog = catalog.with(table);
    SqlNode query = create.query();
    if (query == null) {
      return done("CREATE TABLE " + table.name());
    }
    return insert(table, List.of(), query, before, writer);
  }

  private Supplier<StatementResult> createView(Statement.CreateView create) {
    if (isTaken(create.name(), create.ifNotExists(), create.orReplace())) {
      return done("CREATE VIEW " + name(create.name()) + " (it exists)");
    }
    Table.View view = new Table.View(create.name(), create.columns(), create.query(), catalog);
    catalog = catalog.with(view);
    return () -> {
      session.relation(view, create.name()); // so that a wrong view is an error even if unused
      return new StatementResult.Done("CREATE VIEW " + view.name());
    };
  }

  private boolean isTaken(SqlIdentifier name, boolean ifNotExists, boolean orReplace) {
    boolean exists = catalog.find(name(name)).isPresent();
    if (exists && !ifNotExists && !orReplace) {
      throw BindError.invalid(
          name, "'" + name(name) + "' exists already; DROP it first or use IF NOT EXISTS");
    }
    return exists && !orReplace;
  }

  private static String name(SqlIdentifier identifier) {
    return identifier.names.getLast();
  }

  private Supplier<StatementResult> set(Statement.SetOption set) {
    try {
      settings = settings.with(set.name(), set.value().asText());
    } catch (LaminarException e) {
      throw BindError.located(set.nameSpan().pos(), e);
    }
    return done("SET " + set.name());
  }

  private Supplier<StatementResult> drop(Statement.Drop drop) {
    String what = "DROP " + drop.target() + " " + name(drop.name());
    if (drop.target() == Statement.Drop.Target.FUNCTION) {
      throw BindError.unsupported(drop.name(), "DROP FUNCTION: there are no functions to drop");
    }
    if (drop.ifExists() && catalog.find(name(drop.name())).isEmpty()) {
      return done(what + " (there is none)");
    }
    Table table = catalog.get(drop.name());
    boolean isView = table instanceof Table.View;
    if (isView != (drop.target() == Statement.Drop.Target.VIEW)) {
      throw BindError.invalid(
          drop.name(),
          "'" + table.name() + "' is a " + (isView ? "view: DROP VIEW" : "table: DROP TABLE"));
    }
    catalog = catalog.without(table.name());
    return done(what);
  }

  // ---- writing

  private Supplier<StatementResult> insert(Statement.InsertInto insert, Writer into) {
    Table table = catalog.get(insert.table());
    return insert(table, insert.columns(), insert.query(), catalog, into);
  }

  private Supplier<StatementResult> insert(
      Table table, List<SqlIdentifier> columns, SqlNode query, Catalog visible, Writer into) {
    return switch (table) {
      case Table.View view ->
          throw BindError.invalid(
              view.identifier(), "'" + view.name() + "' is a view and cannot be inserted into");
      case Table.Memory memory -> {
        session.insert(memory, () -> fitted(memory, columns, query, visible));
        yield () -> {
          session.relation(memory, memory.identifier());
          return new StatementResult.Done("INSERT INTO " + memory.name());
        };
      }
      case Table.External external ->
          () -> {
            Relation rows = session.bind(query, visible);
            into.insert(external, columns, query, rows);
            return new StatementResult.Writes(external.name());
          };
    };
  }

  private Relation fitted(
      Table.Memory table, List<SqlIdentifier> columns, SqlNode query, Catalog visible) {
    Relation rows = session.bind(query, visible);
    return table.columns().isEmpty()
        ? rows
        : new InsertBinder(table.identifier(), query, rows).fit(table.columns(), columns, true);
  }

  private Supplier<StatementResult> select(Statement.Query query, Writer into) {
    Catalog visible = catalog;
    int number = ++selects;
    return () -> {
      Relation rows = session.bind(query.query(), visible);
      return new StatementResult.Writes(into.preview(query, Sinks.exactly(rows), number, previews));
    };
  }

  // ---- telling

  private Supplier<StatementResult> show(Statement.Show show) {
    StatementResult shown =
        switch (show.topic()) {
          case TABLES -> Shown.tables(catalog);
          case FUNCTIONS -> Shown.functions();
          case CONNECTORS -> Shown.connectors(connectors);
        };
    return () -> shown;
  }

  private Supplier<StatementResult> describe(Statement.Describe describe) {
    Table table = catalog.get(describe.name());
    return () -> Shown.columns(table, session);
  }

  private Supplier<StatementResult> explain(Statement.Explain explain) {
    Statement inner = explain.statement();
    if (!(inner instanceof Statement.Query) && !(inner instanceof Statement.InsertInto)) {
      throw BindError.at(
          inner.span().pos(), ErrorCode.UNSUPPORTED, "EXPLAIN takes a SELECT or an INSERT", null);
    }
    Writer alone = writer.alone();
    Supplier<StatementResult> planned = accept(inner, alone);
    Catalog visible = catalog;
    return () -> {
      StatementResult written = planned.get();
      if (!(written instanceof StatementResult.Writes)) {
        throw BindError.at(
            inner.span().pos(),
            ErrorCode.UNSUPPORTED,
            "a table in memory is part of the queries that read it; EXPLAIN one of those",
            null);
      }
      return Explanations.of(alone.plan(visible), settings);
    };
  }
}
