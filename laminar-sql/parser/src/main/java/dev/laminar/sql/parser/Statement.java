package dev.laminar.sql.parser;

import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a text. Names keep the case in which they are written; queries and expressions
 * are Calcite's trees, whose positions count from the beginning of the whole text.
 */
public sealed interface Statement {
  /** Where it stands, without the semicolon. */
  Span span();

  /** What is written there. */
  String text();

  /**
   * {@code CREATE TABLE}.
   *
   * @param primaryKey the columns of the primary key, whether it was declared with a column or for
   *     the table; empty if there is none
   * @param query what follows AS, or null
   */
  record CreateTable(
      Span span,
      String text,
      SqlIdentifier name,
      boolean ifNotExists,
      List<Column> columns,
      Optional<Watermark> watermark,
      List<SqlIdentifier> primaryKey,
      List<Option> options,
      @Nullable SqlNode query)
      implements Statement {
    public CreateTable {
      columns = List.copyOf(columns);
      primaryKey = List.copyOf(primaryKey);
      options = List.copyOf(options);
    }
  }

  /**
   * {@code CREATE VIEW}.
   *
   * @param columns the names for the columns of the query; empty if they keep their own
   */
  record CreateView(
      Span span,
      String text,
      SqlIdentifier name,
      boolean orReplace,
      boolean ifNotExists,
      List<SqlIdentifier> columns,
      SqlNode query)
      implements Statement {
    public CreateView {
      columns = List.copyOf(columns);
    }
  }

  /**
   * {@code CREATE FUNCTION}.
   *
   * @param language in lower case
   * @param body the source text of the function, in its language
   * @param bodySpan where the body stands, with its quotes
   */
  record CreateFunction(
      Span span,
      String text,
      SqlIdentifier name,
      boolean orReplace,
      boolean ifNotExists,
      List<Parameter> parameters,
      TypeName returns,
      String language,
      String body,
      Span bodySpan,
      List<Option> options)
      implements Statement {
    public CreateFunction {
      parameters = List.copyOf(parameters);
      options = List.copyOf(options);
    }
  }

  /**
   * {@code INSERT INTO}.
   *
   * @param columns the columns that are named behind the table; empty if none are
   */
  record InsertInto(
      Span span, String text, SqlIdentifier table, List<SqlIdentifier> columns, SqlNode query)
      implements Statement {
    public InsertInto {
      columns = List.copyOf(columns);
    }
  }

  /** A query that stands alone. */
  record Query(Span span, String text, SqlNode query) implements Statement {}

  /**
   * {@code SET name = value}.
   *
   * @param name with its dots, as it is written
   */
  record SetOption(Span span, String text, String name, Span nameSpan, OptionValue value)
      implements Statement {}

  /** {@code DROP}. */
  record Drop(Span span, String text, Target target, boolean ifExists, SqlIdentifier name)
      implements Statement {
    /** What is dropped. */
    public enum Target {
      TABLE,
      VIEW,
      FUNCTION
    }
  }

  /** {@code SHOW}. */
  record Show(Span span, String text, Topic topic) implements Statement {
    /** What is shown. */
    public enum Topic {
      TABLES,
      FUNCTIONS,
      CONNECTORS
    }
  }

  /** {@code DESCRIBE}. */
  record Describe(Span span, String text, SqlIdentifier name) implements Statement {}

  /** {@code EXPLAIN}. */
  record Explain(Span span, String text, Statement statement) implements Statement {}
}
