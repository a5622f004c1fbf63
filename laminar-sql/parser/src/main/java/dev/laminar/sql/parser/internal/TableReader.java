package dev.laminar.sql.parser.internal;

import dev.laminar.sql.parser.Column;
import dev.laminar.sql.parser.Option;
import dev.laminar.sql.parser.Span;
import dev.laminar.sql.parser.Statement;
import dev.laminar.sql.parser.TypeName;
import dev.laminar.sql.parser.Watermark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/**
 * Reads CREATE TABLE, behind these words. <b>State:</b> what has been read of the table.
 * <b>Threads:</b> one.
 */
final class TableReader {
  private final Cursor cursor;
  private final QueryReader queries;
  private final List<Column> columns = new ArrayList<>();
  private final List<SqlIdentifier> primaryKey = new ArrayList<>();
  private @Nullable Watermark watermark;

  TableReader(Cursor cursor, QueryReader queries) {
    this.cursor = cursor;
    this.queries = queries;
  }

  Statement read(int first) {
    boolean ifNotExists = cursor.accept("IF", "NOT", "EXISTS");
    SqlIdentifier name = cursor.compoundName("the name of the table");
    if (cursor.acceptSymbol("(")) {
      do {
        readElement();
      } while (cursor.acceptSymbol(","));
      cursor.expectSymbol(")");
    }
    List<Option> options = cursor.accept("WITH") ? OptionReader.options(cursor) : List.of();
    SqlNode query = cursor.accept("AS") ? readQuery() : null;
    if (cursor.hasNext()) {
      throw cursor.unexpected();
    }
    return new Statement.CreateTable(
        cursor.spanFrom(first),
        cursor.textFrom(first),
        name,
        ifNotExists,
        columns,
        Optional.ofNullable(watermark),
        primaryKey,
        options,
        query);
  }

  private SqlNode readQuery() {
    SqlNode query = queries.query(cursor.index(), cursor.end());
    cursor.goTo(cursor.end());
    return query;
  }

  private void readElement() {
    int begin = cursor.index();
    if (cursor.accept("WATERMARK", "FOR")) {
      readWatermark(begin);
    } else if ((cursor.isWord(0, "PRIMARY") && cursor.isWord(1, "KEY"))
        || (cursor.isWord(0, "CONSTRAINT") && cursor.isWord(2, "PRIMARY"))) {
      readPrimaryKey(begin);
    } else {
      readColumn();
    }
  }

  private void readWatermark(int begin) {
    SqlIdentifier column = cursor.compoundName("the name of a column");
    SqlNode expression = cursor.accept("AS") ? readExpression(true) : null;
    Span span = cursor.spanFrom(begin);
    if (watermark != null) {
      throw cursor.error(
          span,
          "a table has one watermark; the first is for "
              + Shown.shortened(watermark.column().toString()));
    }
    watermark = new Watermark(span, column, expression);
  }

  private void readPrimaryKey(int begin) {
    if (cursor.accept("CONSTRAINT")) {
      cursor.name("the name of the constraint");
    }
    cursor.expect("PRIMARY", "KEY");
    List<SqlIdentifier> key = cursor.nameList("the name of a column");
    cursor.accept("NOT", "ENFORCED");
    setPrimaryKey(key, begin);
  }

  private void setPrimaryKey(List<SqlIdentifier> key, int begin) {
    if (!primaryKey.isEmpty()) {
      throw cursor.error(
          cursor.spanFrom(begin),
          "a table has one primary key; for several columns write PRIMARY KEY (a, b)");
    }
    primaryKey.addAll(key);
  }

  private void readColumn() {
    int begin = cursor.index();
    SqlIdentifier name = cursor.simpleName("the name of a column");
    Span span = cursor.spanFrom(begin);
    TypeName type = null;
    if (!cursor.isWord(0, "GENERATED") && !cursor.isWord(0, "AS")) {
      int typeBegin = cursor.index();
      type = new TypeReader(cursor).read();
      span = cursor.spanFrom(typeBegin);
    }
    readConstraints(name, type, span);
  }

  private void readConstraints(SqlIdentifier name, @Nullable TypeName type, Span typeSpan) {
    boolean notNull = false;
    Column.Origin origin = new Column.Stored();
    while (true) {
      int begin = cursor.index();
      if (cursor.accept("NOT", "NULL")) {
        notNull = true;
      } else if (cursor.accept("PRIMARY", "KEY")) {
        cursor.accept("NOT", "ENFORCED");
        setPrimaryKey(List.of(name), begin);
        notNull = true;
      } else if (origin instanceof Column.Stored && cursor.accept("GENERATED")) {
        cursor.expect("ALWAYS", "AS");
        origin = readGenerated();
      } else if (origin instanceof Column.Stored && type == null && cursor.accept("AS")) {
        origin = new Column.Generated(readExpression(true), false);
      } else if (origin instanceof Column.Stored && cursor.accept("METADATA")) {
        origin = readMetadata(name);
      } else if (!cursor.accept("NULL")) {
        break;
      }
    }
    columns.add(new Column(name, type, typeSpan, notNull, origin));
  }

  /** Reads {@code (expression) [STORED | VIRTUAL]}. */
  private Column.Origin readGenerated() {
    cursor.expectSymbol("(");
    SqlNode expression = readExpression(false);
    cursor.expectSymbol(")");
    boolean stored = cursor.accept("STORED");
    if (!stored) {
      cursor.accept("VIRTUAL");
    }
    return new Column.Generated(expression, stored);
  }

  private Column.Origin readMetadata(SqlIdentifier name) {
    if (cursor.accept("FROM")) {
      String key = cursor.string("the connector's name for it, as '…'");
      return new Column.Metadata(key, cursor.previous().span());
    }
    return new Column.Metadata(name.getSimple(), cursor.previous().span());
  }

  /** Reads the expression up to the bracket that closes around it, or to a comma. */
  private SqlNode readExpression(boolean toComma) {
    int begin = cursor.index();
    int depth = 0;
    int end = begin;
    for (; end < cursor.end(); end++) {
      Lexeme lexeme = cursor.lexemes().get(end);
      if (lexeme.isSymbol("(") || lexeme.isSymbol("[")) {
        depth++;
      } else if (lexeme.isSymbol(")") || lexeme.isSymbol("]")) {
        depth--;
      }
      if (depth < 0 || (toComma && depth == 0 && lexeme.isSymbol(","))) {
        break;
      }
    }
    SqlNode expression = queries.expression(begin, end);
    cursor.goTo(end);
    return expression;
  }
}
