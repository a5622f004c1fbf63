package dev.laminar.sql.parser.internal;

import dev.laminar.sql.parser.Option;
import dev.laminar.sql.parser.Parameter;
import dev.laminar.sql.parser.Span;
import dev.laminar.sql.parser.Statement;
import dev.laminar.sql.parser.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.sql.SqlIdentifier;

/** Reads CREATE FUNCTION, behind these words. */
final class FunctionReader {
  private final Cursor cursor;

  FunctionReader(Cursor cursor) {
    this.cursor = cursor;
  }

  Statement read(int first, boolean orReplace) {
    boolean ifNotExists = cursor.accept("IF", "NOT", "EXISTS");
    SqlIdentifier name = cursor.compoundName("the name of the function");
    List<Parameter> parameters = parameters();
    cursor.expect("RETURNS");
    TypeName returns = new TypeReader(cursor).read();
    String language = null;
    String body = null;
    Span bodySpan = null;
    List<Option> options = List.of();
    while (cursor.hasNext()) {
      if (language == null && cursor.accept("LANGUAGE")) {
        language = cursor.name("the name of a language").toLowerCase(Locale.ROOT);
      } else if (body == null && cursor.accept("AS")) {
        body = cursor.string("the body as '…' or $$…$$");
        bodySpan = cursor.previous().span();
      } else if (options.isEmpty() && cursor.accept("WITH")) {
        options = OptionReader.options(cursor);
      } else {
        throw cursor.unexpected();
      }
    }
    if (language == null) {
      throw cursor.expected("LANGUAGE");
    }
    if (body == null || bodySpan == null) {
      throw cursor.expected("AS");
    }
    return new Statement.CreateFunction(
        cursor.spanFrom(first),
        cursor.textFrom(first),
        name,
        orReplace,
        ifNotExists,
        parameters,
        returns,
        language,
        body,
        bodySpan,
        options);
  }

  private List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>();
    cursor.expectSymbol("(");
    if (cursor.acceptSymbol(")")) {
      return parameters;
    }
    do {
      parameters.add(parameter());
    } while (cursor.acceptSymbol(","));
    cursor.expectSymbol(")");
    return parameters;
  }

  /** Reads {@code name type}, or a type alone if a comma or bracket follows the first word. */
  private Parameter parameter() {
    int begin = cursor.index();
    boolean named = cursor.peek().isName() && cursor.peek(1).isName() && !isTypeOfTwoWords();
    String name = named ? cursor.name("the name of a parameter") : null;
    TypeName type = new TypeReader(cursor).read();
    return new Parameter(name, type, cursor.spanFrom(begin));
  }

  private boolean isTypeOfTwoWords() {
    return cursor.isWord(1, "UNSIGNED")
        || cursor.isWord(1, "PRECISION")
        || cursor.isWord(1, "VARYING")
        || (cursor.isWord(1, "ARRAY") && !cursor.peek(2).isSymbol("<"))
        || cursor.isWord(1, "WITH")
        || cursor.isWord(1, "WITHOUT");
  }
}
