package dev.laminar.sql.internal.statement;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.sql.parser.SqlParseError;
import dev.laminar.sql.parser.Statement;
import dev.laminar.sql.parser.Statements;
import java.util.List;
import java.util.function.Function;
import org.apache.calcite.sql.SqlNode;

/** Parses, and turns the parser's errors into the engine's. */
final class Parsing {

  private Parsing() {}

  static List<Statement> parse(String text) {
    return located(text, Statements::parse);
  }

  static SqlNode query(String text) {
    return located(text, Statements::parseQuery);
  }

  private static <T> T located(String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (SqlParseError e) {
      throw LaminarException.at(ErrorCode.SYNTAX, e.reason(), e.line(), e.column(), e);
    }
  }
}
