package dev.laminar.sql.parser.internal;

import dev.laminar.sql.parser.Span;
import dev.laminar.sql.parser.SqlParseError;
import dev.laminar.sql.parser.internal.Lexeme.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * A place among the lexemes of a statement, and the ways to go on from it. It remembers what was
 * asked for at the place and not found, so that an error can say what was expected.
 *
 * <p><b>State:</b> the place. <b>Threads:</b> one.
 */
final class Cursor {
  private static final int LONGEST_LIST = 6;

  private final SourceText source;
  private final List<Lexeme> lexemes;
  private final int end;
  private final Set<String> expected = new LinkedHashSet<>();
  private int index;

  /** Stands at an index and goes up to another, not included. */
  Cursor(SourceText source, List<Lexeme> lexemes, int index, int end) {
    this.source = source;
    this.lexemes = lexemes;
    this.index = index;
    this.end = end;
  }

  int index() {
    return index;
  }

  int end() {
    return end;
  }

  boolean hasNext() {
    return index < end;
  }

  /** The lexeme that is k behind the next. */
  Lexeme peek(int k) {
    return lexemes.get(Math.min(index + k, end));
  }

  Lexeme peek() {
    return peek(0);
  }

  /** The lexeme that was read last. */
  Lexeme previous() {
    return lexemes.get(index - 1);
  }

  Lexeme next() {
    Lexeme lexeme = peek();
    goTo(index + 1);
    return lexeme;
  }

  void goTo(int newIndex) {
    index = newIndex;
    expected.clear();
  }

  boolean isWord(int k, String word) {
    return index + k < end && peek(k).isWord(word);
  }

  boolean isSymbol(String symbol) {
    return hasNext() && peek().isSymbol(symbol);
  }

  /** Reads some words one after another, or nothing. */
  boolean accept(String... words) {
    for (int k = 0; k < words.length; k++) {
      if (!isWord(k, words[k])) {
        expected.add(String.join(" ", words));
        return false;
      }
    }
    goTo(index + words.length);
    return true;
  }

  void expect(String... words) {
    for (String word : words) {
      if (!accept(word)) {
        throw unexpected();
      }
    }
  }

  boolean acceptSymbol(String symbol) {
    if (isSymbol(symbol)) {
      next();
      return true;
    }
    expected.add("'" + symbol + "'");
    return false;
  }

  void expectSymbol(String symbol) {
    if (!acceptSymbol(symbol)) {
      throw unexpected();
    }
  }

  /** Reads a string and returns its value. */
  String string(String what) {
    if (hasNext() && peek().is(Kind.STRING)) {
      return next().value();
    }
    throw expected(what);
  }

  /** Reads a whole number. */
  int number(String what) {
    if (hasNext() && peek().is(Kind.NUMBER) && peek().value().matches("\\d{1,9}")) {
      return Integer.parseInt(next().value());
    }
    throw expected(what);
  }

  /** Reads a name of one part and returns it as it is written. */
  String name(String what) {
    if (!hasNext() || !peek().isName()) {
      throw expected(what);
    }
    return nameOf(next());
  }

  /** Reads a name of one part. */
  SqlIdentifier simpleName(String what) {
    String name = name(what);
    return new SqlIdentifier(name, pos(previous()));
  }

  /** Reads a name of one or more parts with dots between them. */
  SqlIdentifier compoundName(String what) {
    List<String> names = new ArrayList<>();
    List<SqlParserPos> positions = new ArrayList<>();
    do {
      names.add(name(what));
      positions.add(pos(previous()));
    } while (isSymbol(".") && next().isSymbol("."));
    return new SqlIdentifier(names, null, SqlParserPos.sum(positions), positions);
  }

  /** Reads names in round brackets. */
  List<SqlIdentifier> nameList(String what) {
    List<SqlIdentifier> names = new ArrayList<>();
    expectSymbol("(");
    do {
      names.add(simpleName(what));
    } while (acceptSymbol(","));
    expectSymbol(")");
    return names;
  }

  /** The text of a name: of a word as it is written, of a quoted name without its quotes. */
  String nameOf(Lexeme lexeme) {
    return lexeme.is(Kind.WORD) ? source.of(lexeme) : lexeme.value();
  }

  /** From the lexeme at an index to the one that was read last. */
  Span spanFrom(int first) {
    return lexemes.get(first).span().to(lexemes.get(Math.max(first, index - 1)).span());
  }

  /** The text from the lexeme at an index to the one that was read last. */
  String textFrom(int first) {
    return index == first
        ? ""
        : source.text().substring(lexemes.get(first).begin(), previous().end());
  }

  /** An error at the next lexeme: one of what was asked for was expected. */
  SqlParseError unexpected() {
    List<String> words = expected.stream().limit(LONGEST_LIST).toList();
    Lexeme found = peek();
    return source.unexpected(found, words, Spelling.meant(source.of(found), expected));
  }

  SqlParseError expected(String what) {
    expected.add(what);
    return unexpected();
  }

  SqlParseError error(Span span, String reason) {
    return source.error(span, reason);
  }

  SourceText source() {
    return source;
  }

  List<Lexeme> lexemes() {
    return lexemes;
  }

  private static SqlParserPos pos(Lexeme lexeme) {
    return lexeme.span().pos().withQuoting(lexeme.is(Kind.QUOTED_NAME));
  }
}
