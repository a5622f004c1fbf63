package dev.laminar.sql.parser;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** A stretch of the text, from its first to its last character; lines and columns begin at 1. */
public record Span(int line, int column, int endLine, int endColumn) {

  /** The span of a Calcite position. */
  public static Span of(SqlParserPos pos) {
    return new Span(
        pos.getLineNum(), pos.getColumnNum(), pos.getEndLineNum(), pos.getEndColumnNum());
  }

  /** The span of a node of a query. */
  public static Span of(SqlNode node) {
    return of(node.getParserPosition());
  }

  /** The stretch from the first character of this one to the last of the other. */
  public Span to(Span other) {
    return new Span(line, column, other.endLine, other.endColumn);
  }

  /** This span as Calcite writes it. */
  public SqlParserPos pos() {
    return new SqlParserPos(line, column, endLine, endColumn);
  }

  @Override
  public String toString() {
    return "line " + line + ", column " + column;
  }
}
