package dev.laminar.sql.parser.internal;

import dev.laminar.sql.parser.Span;

/**
 * The smallest piece of a text.
 *
 * @param value what it says: the upper-cased word, the name or text without its quotes and escapes,
 *     the digits of a number, the characters of a symbol
 * @param begin the offset in the text of its first character
 * @param end the offset behind its last character
 */
record Lexeme(Kind kind, String value, int begin, int end, Span span) {

  enum Kind {
    /** A keyword or an unquoted name. */
    WORD,
    /** A name in quotes of either sort. */
    QUOTED_NAME,
    STRING,
    /** {@code x'…'}. */
    BINARY,
    NUMBER,
    SYMBOL,
    HINT_BEGIN,
    HINT_END,
    /** Behind the last character of the text. */
    END
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && value.equals(word);
  }

  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && value.equals(symbol);
  }

  boolean is(Kind other) {
    return kind == other;
  }

  /** Whether it can be a name: any word can. */
  boolean isName() {
    return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
  }
}
