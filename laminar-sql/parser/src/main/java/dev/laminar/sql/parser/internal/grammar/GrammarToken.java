package dev.laminar.sql.parser.internal.grammar;

import dev.laminar.sql.parser.Interval;
import dev.laminar.sql.parser.TypeName;
import dev.laminar.sql.parser.TypeNameSpec;
import org.apache.calcite.sql.SqlTypeNameSpec;
import org.apache.calcite.sql.parser.SqlParserPos;

/** A token that remembers which lexeme it comes from and may carry what has been read ahead. */
public final class GrammarToken extends Token {
  private static final long serialVersionUID = 1L;

  private final int lexeme;
  private final transient Object payload;

  /**
   * Makes a token.
   *
   * @param lexeme the index of the lexeme that it begins with
   * @param payload a {@link TypeName}, an {@link Interval} or null
   */
  public GrammarToken(int kind, String image, int lexeme, Object payload) {
    super(kind, image);
    this.lexeme = lexeme;
    this.payload = payload;
  }

  public int lexeme() {
    return lexeme;
  }

  SqlTypeNameSpec typeNameSpec(SqlParserPos pos) {
    return new TypeNameSpec((TypeName) payload, pos);
  }

  Interval interval() {
    return (Interval) payload;
  }
}
