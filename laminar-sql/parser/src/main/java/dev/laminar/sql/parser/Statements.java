package dev.laminar.sql.parser;

import dev.laminar.sql.parser.internal.StatementReader;
import java.util.List;
import org.apache.calcite.sql.SqlNode;

/**
 * Reads SQL text. Whatever is wrong with a text is a {@link SqlParseError}. <b>Threads:</b> any;
 * nothing is kept.
 */
public final class Statements {
  private Statements() {}

  /** The statements of a text, between its semicolons; none if the text is empty. */
  public static List<Statement> parse(String text) {
    return StatementReader.statements(text);
  }

  /** The one query of a text. */
  public static SqlNode parseQuery(String text) {
    return StatementReader.query(text);
  }

  /** The one expression of a text, such as a condition. */
  public static SqlNode parseExpression(String text) {
    return StatementReader.expression(text);
  }

  /** The one type of a text. */
  public static TypeName parseType(String text) {
    return StatementReader.type(text);
  }
}
