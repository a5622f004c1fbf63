package dev.laminar.sql.parser.internal;

import dev.laminar.sql.parser.Span;
import dev.laminar.sql.parser.SqlParseError;
import dev.laminar.sql.parser.internal.Lexeme.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts a text into lexemes; comments and white space fall away.
 *
 * <p>Comments are {@code -- …}, {@code // …} and {@code /* … *}{@code /}, which nest as in
 * Postgres. Names are quoted with double quotes or backquotes; texts with single quotes, as {@code
 * E'…'} with escapes, or as {@code $tag$…$tag$} with none. <b>State:</b> where it stands.
 * <b>Threads:</b> one.
 */
final class Lexer {
  /** The longest come first. */
  private static final String[] SYMBOLS = {
    "!~*", "->>", "<=>", "!~", "~*", "->", "::", "==", "<=", ">=", "<>", "!=", "||", "=>", "<<",
  };

  private final SourceText source;
  private final String text;
  private final List<Lexeme> lexemes = new ArrayList<>();
  private int at;
  private int line = 1;
  private int lineBegin;

  private Lexer(SourceText source) {
    this.source = source;
    this.text = source.text();
  }

  /** The lexemes of a text; the last is of kind END. */
  static List<Lexeme> read(SourceText source) {
    Lexer lexer = new Lexer(source);
    lexer.readAll();
    return lexer.lexemes;
  }

  private void readAll() {
    boolean inHint = false;
    while (skipBlanks(inHint)) {
      char c = text.charAt(at);
      if (inHint && text.startsWith("*/", at)) {
        add(Kind.HINT_END, at + 2, "*/");
        inHint = false;
      } else if (text.startsWith("/*+", at)) {
        add(Kind.HINT_BEGIN, at + 3, "/*+");
        inHint = true;
      } else {
        readLexeme(c);
      }
    }
    add(Kind.END, at, "");
  }

  private void readLexeme(char c) {
    char next = charAt(at + 1);
    if (c == '\'') {
      add(Kind.STRING, quoteEnd(at, '\''), quoted(at, '\''));
    } else if (next == '\'' && (c == 'e' || c == 'E')) {
      readEscapedString();
    } else if (next == '\'' && (c == 'x' || c == 'X')) {
      add(Kind.BINARY, quoteEnd(at + 1, '\''), quoted(at + 1, '\''));
    } else if (c == '"' || c == '`') {
      readQuotedName(c);
    } else if (c == '$') {
      readDollar();
    } else if (isDigit(c) || (c == '.' && isDigit(next))) {
      readNumber();
    } else if (Character.isUnicodeIdentifierStart(c) || c == '_') {
      int end = wordEnd(at);
      add(Kind.WORD, end, text.substring(at, end).toUpperCase(Locale.ROOT));
    } else {
      readSymbol(c);
    }
  }

  /** Goes to the next lexeme and says whether there is one. */
  private boolean skipBlanks(boolean inHint) {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n') {
        at++;
        newLine();
      } else if (Character.isWhitespace(c) || c == '\ufeff' || c == '\u00a0') {
        at++;
      } else if (text.startsWith("--", at) || text.startsWith("//", at)) {
        at = endOfLine(at);
      } else if (text.startsWith("/*", at) && !isHint(inHint)) {
        skipComment();
      } else {
        return true;
      }
    }
    return false;
  }

  /** A hint is a comment that begins with a plus, right behind SELECT or a table. */
  private boolean isHint(boolean inHint) {
    if (inHint || charAt(at + 2) != '+' || lexemes.isEmpty()) {
      return false;
    }
    return lexemes.getLast().isName();
  }

  private void skipComment() {
    Span begin = spanFrom(at, at + 2);
    int depth = 0;
    do {
      if (at >= text.length()) {
        throw source.error(begin, "the comment that begins here has no end; close it with */");
      }
      if (text.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (text.startsWith("*/", at)) {
        depth--;
        at += 2;
      } else if (text.charAt(at++) == '\n') {
        newLine();
      }
    } while (depth > 0);
  }

  private int endOfLine(int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  private void newLine() {
    line++;
    lineBegin = at;
  }

  private void readQuotedName(char quote) {
    String name = quoted(at, quote);
    if (name.isEmpty()) {
      throw source.error(spanFrom(at, at + 2), "a quoted name must not be empty");
    }
    add(Kind.QUOTED_NAME, quoteEnd(at, quote), name);
  }

  /**
   * The offset behind the closing quote of what is opened at a place; a doubled quote is no end.
   */
  private int quoteEnd(int open, char quote) {
    int i = open + 1;
    while (i < text.length()) {
      if (text.charAt(i) == quote) {
        if (charAt(i + 1) != quote) {
          return i + 1;
        }
        i++;
      }
      i++;
    }
    throw unterminated(quote == '\'' ? "string" : "quoted name", quote);
  }

  private SqlParseError unterminated(String what, char quote) {
    return source.error(
        spanFrom(at, at + 1), "the " + what + " that begins here has no closing " + quote);
  }

  private String quoted(int open, char quote) {
    String inner = text.substring(open + 1, quoteEnd(open, quote) - 1);
    String one = String.valueOf(quote);
    return inner.replace(one + one, one);
  }

  private void readEscapedString() {
    StringBuilder value = new StringBuilder();
    int i = at + 2;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '\'' && charAt(i + 1) != '\'') {
        add(Kind.STRING, i + 1, value.toString());
        return;
      }
      if (c == '\\') {
        i = readEscape(i + 1, value);
      } else {
        value.append(c);
        i += c == '\'' ? 2 : 1;
      }
    }
    throw unterminated("string", '\'');
  }

  /** Reads what follows a backslash and returns the offset behind it. */
  private int readEscape(int i, StringBuilder value) {
    char c = charAt(i);
    switch (c) {
      case 'n' -> value.append('\n');
      case 't' -> value.append('\t');
      case 'r' -> value.append('\r');
      case 'b' -> value.append('\b');
      case 'f' -> value.append('\f');
      case 'u' -> {
        return readCodePoint(i + 1, 4, value);
      }
      case 'U' -> {
        return readCodePoint(i + 1, 8, value);
      }
      case 'x' -> {
        return readCodePoint(i + 1, 2, value);
      }
      default -> value.append(c);
    }
    return i + 1;
  }

  private int readCodePoint(int from, int digits, StringBuilder value) {
    int end = Math.min(text.length(), from + digits);
    String hex = text.substring(from, end);
    if (hex.length() == digits && hex.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
      long codePoint = Long.parseLong(hex, 16);
      if (codePoint <= Character.MAX_CODE_POINT) {
        value.appendCodePoint((int) codePoint);
        return end;
      }
    }
    throw source.error(
        spanFrom(at, at + 2), "the string has an escape that is no character: \\…" + hex);
  }

  /**
   * Reads a dollar sign: it opens a text without escapes, or stands alone in a MATCH_RECOGNIZE
   * pattern.
   */
  private void readDollar() {
    int tagEnd = at + 1;
    while (tagEnd < text.length() && isWordPart(text.charAt(tagEnd), false)) {
      tagEnd++;
    }
    if (charAt(tagEnd) != '$') {
      if (tagEnd == at + 1) {
        add(Kind.SYMBOL, at + 1, "$");
        return;
      }
      String name = text.substring(at, tagEnd);
      throw source.error(
          spanFrom(at, tagEnd), "the variable " + Shown.shortened(name) + " has no value");
    }
    String tag = text.substring(at, tagEnd + 1);
    int end = text.indexOf(tag, tagEnd + 1);
    if (end < 0) {
      throw source.error(
          spanFrom(at, tagEnd + 1),
          "the text that begins here has no closing " + Shown.shortened(tag));
    }
    add(Kind.STRING, end + tag.length(), text.substring(tagEnd + 1, end));
  }

  private void readNumber() {
    int i = digitsEnd(at);
    if (charAt(i) == '.' && charAt(i + 1) != '.') {
      i = digitsEnd(i + 1);
    }
    if (charAt(i) == 'e' || charAt(i) == 'E') {
      int sign = charAt(i + 1) == '+' || charAt(i + 1) == '-' ? 1 : 0;
      if (isDigit(charAt(i + 1 + sign))) {
        i = digitsEnd(i + 1 + sign);
      }
    }
    if (i < text.length() && isWordPart(text.charAt(i), true)) {
      throw source.error(
          spanFrom(at, wordEnd(i)),
          Shown.quoted(text.substring(at, wordEnd(i)))
              + " is neither a number nor a name;"
              + " a name that begins with a digit needs quotes");
    }
    add(Kind.NUMBER, i, text.substring(at, i));
  }

  private int digitsEnd(int from) {
    int i = from;
    while (isDigit(charAt(i))) {
      i++;
    }
    return i;
  }

  private int wordEnd(int from) {
    int i = from;
    while (i < text.length() && isWordPart(text.charAt(i), true)) {
      i++;
    }
    return i;
  }

  private void readSymbol(char c) {
    for (String symbol : SYMBOLS) {
      if (text.startsWith(symbol, at)) {
        add(Kind.SYMBOL, at + symbol.length(), symbol);
        return;
      }
    }
    if ("()[]{},;.=<>?:+-*/%|^&~".indexOf(c) < 0) {
      throw source.error(
          spanFrom(at, at + Character.charCount(text.codePointAt(at))),
          "the character '" + Character.toString(text.codePointAt(at)) + "' has no meaning here");
    }
    add(Kind.SYMBOL, at + 1, String.valueOf(c));
  }

  /** Adds the lexeme that reaches from where the lexer stands to an offset, and goes there. */
  private void add(Kind kind, int end, String value) {
    int beginLine = line;
    int beginColumn = at - lineBegin + 1;
    int begin = at;
    int last = begin;
    for (at = begin; at < end; ) {
      last = at;
      if (text.charAt(at++) == '\n' && at < end) {
        newLine();
      }
    }
    Span span = new Span(beginLine, beginColumn, line, last - lineBegin + 1);
    lexemes.add(new Lexeme(kind, value, begin, end, span));
  }

  private Span spanFrom(int begin, int end) {
    int column = begin - lineBegin + 1;
    return new Span(line, column, line, column + end - begin - 1);
  }

  private char charAt(int i) {
    return i < text.length() ? text.charAt(i) : '\0';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWordPart(char c, boolean dollar) {
    return (Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c))
        || c == '_'
        || (dollar && c == '$');
  }
}
