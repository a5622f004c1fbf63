package dev.laminar.sql.parser.internal;

import dev.laminar.sql.parser.Interval;
import dev.laminar.sql.parser.SqlParseError;
import dev.laminar.sql.parser.TypeName;
import dev.laminar.sql.parser.internal.Lexeme.Kind;
import dev.laminar.sql.parser.internal.grammar.GrammarToken;
import dev.laminar.sql.parser.internal.grammar.LaminarGrammarConstants;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where {@link ContextualKeywords} stands in a query: the lexemes before and behind, the brackets
 * that are open, what may come next, and the tokens made so far.
 *
 * <p><b>State:</b> all of that. <b>Threads:</b> one.
 */
final class WordScan {
  /** What the grammar can take next. */
  enum Expect {
    /** The beginning of an expression or query. */
    OPERAND,
    /** Something behind a complete expression: an operator, an alias, a comma, a clause. */
    FOLLOWING,
    /** A name, whatever word it is. */
    NAME,
    /** A table, a query in brackets or a table function. */
    TABLE
  }

  private static final Set<String> SET_OPERATORS = Set.of("UNION", "INTERSECT", "EXCEPT");

  /** Words behind which nothing can be an alias without AS. */
  private static final Set<String> CLAUSES =
      Set.of(
          "FROM",
          "WHERE",
          "GROUP",
          "HAVING",
          "ORDER",
          "LIMIT",
          "OFFSET",
          "FETCH",
          "UNION",
          "INTERSECT",
          "EXCEPT",
          "QUALIFY",
          "WINDOW",
          "AS",
          "ON",
          "JOIN",
          "INNER",
          "LEFT",
          "RIGHT",
          "FULL",
          "CROSS",
          "NATURAL",
          "USING",
          "WHEN",
          "THEN",
          "ELSE",
          "END",
          "AND",
          "OR",
          "ASC",
          "DESC",
          "IS",
          "IN",
          "LIKE",
          "BETWEEN",
          "NOT");

  /** Names that Calcite would take for functions without brackets. */
  private static final Set<String> NO_FUNCTIONS =
      Set.of(
          "USER",
          "CURRENT_USER",
          "SESSION_USER",
          "SYSTEM_USER",
          "CURRENT_ROLE",
          "CURRENT_PATH",
          "CURRENT_SCHEMA",
          "CURRENT_CATALOG");

  Expect expect = Expect.OPERAND;

  private final SourceText source;
  private final List<Lexeme> lexemes;
  private final int begin;
  private final int end;
  private final Lexeme endMark;
  private final Deque<Frame> frames = new ArrayDeque<>();
  private final List<GrammarToken> tokens = new ArrayList<>();
  private final @Nullable Expect[] expected;
  private int at;

  /** What the next round bracket opens, if that is known. */
  private @Nullable Frame pending;

  /** Reads the lexemes from one index to another, not included. */
  WordScan(SourceText source, List<Lexeme> lexemes, int begin, int end) {
    this.source = source;
    this.lexemes = lexemes;
    this.begin = begin;
    this.end = end;
    this.at = begin;
    this.endMark = lexemes.get(end);
    this.expected = new Expect[end - begin + 1];
    frames.push(new Frame(Frame.Kind.TOP, ""));
  }

  boolean hasNext() {
    return at < end;
  }

  /** Remembers what may stand at the next lexeme, for errors. */
  void mark() {
    expected[at - begin] = expect;
  }

  /** What could stand at a lexeme; null if it belongs to what was read with the one before. */
  @Nullable Expect expectedAt(int index) {
    return index < begin || index > end ? null : expected[index - begin];
  }

  int end() {
    return end;
  }

  /** The lexeme that is k behind the one that is to be read; at the end, one of kind END. */
  Lexeme at(int k) {
    int index = at + k;
    if (index < begin || index >= end) {
      return new Lexeme(Kind.END, "", endMark.begin(), endMark.begin(), endMark.span());
    }
    return lexemes.get(index);
  }

  boolean isWord(int k, String word) {
    return at(k).isWord(word);
  }

  boolean isAnyWord(int k, Set<String> words) {
    return at(k).is(Kind.WORD) && words.contains(at(k).value());
  }

  boolean isSymbol(int k, String symbol) {
    return at(k).isSymbol(symbol);
  }

  Frame frame() {
    return frames.element();
  }

  /** Whether a frame of that kind is open, at any depth. */
  boolean isInside(Frame.Kind kind) {
    return frames.stream().anyMatch(frame -> frame.kind == kind);
  }

  void open(Frame frame) {
    frames.push(frame);
  }

  void close() {
    frames.pop();
  }

  boolean isOutermost() {
    return frames.size() == 1;
  }

  boolean isInside(Frame.Clause clause) {
    return frames.stream().anyMatch(frame -> frame.clause == clause);
  }

  /** Says what the next round bracket opens. */
  void expectBracket(Frame frame) {
    pending = frame;
  }

  @Nullable Frame takePending() {
    Frame frame = pending;
    pending = null;
    return frame;
  }

  /** Whether a query may begin here, as behind a bracket or UNION. */
  boolean mayBeginQuery() {
    Lexeme before = at(-1);
    return before.is(Kind.END)
        || before.isSymbol("(")
        || before.isSymbol(")")
        || isAnyWord(-1, SET_OPERATORS)
        || ((before.isWord("ALL") || before.isWord("DISTINCT")) && isAnyWord(-2, SET_OPERATORS));
  }

  /**
   * Whether a word before that lexeme can only be a name: nothing that could belong to a clause
   * begins there.
   */
  boolean endsItem(int k) {
    Lexeme lexeme = at(k);
    return switch (lexeme.kind()) {
      case END, HINT_END -> true;
      case SYMBOL -> lexeme.value().equals(",") || lexeme.value().equals(")");
      case WORD -> CLAUSES.contains(lexeme.value());
      default -> false;
    };
  }

  /** Whether the round bracket at k contains a word directly, in no bracket of its own. */
  boolean bracketHasWord(int k, Set<String> words) {
    return bracketHas(k, lexeme -> lexeme.is(Kind.WORD) && words.contains(lexeme.value()));
  }

  /** The place of the bracket that closes the one at k, or the end. */
  int closing(int k) {
    int depth = 0;
    int i = k;
    do {
      depth += scanDepth(at(i));
      i++;
    } while (depth > 0 && !at(i).is(Kind.END));
    return i - 1;
  }

  private static int scanDepth(Lexeme lexeme) {
    if (!lexeme.is(Kind.SYMBOL)) {
      return 0;
    }
    return switch (lexeme.value()) {
      case "(", "[" -> 1;
      case ")", "]" -> -1;
      default -> 0;
    };
  }

  boolean bracketHasComma(int k) {
    return bracketHas(k, lexeme -> lexeme.isSymbol(","));
  }

  private boolean bracketHas(int k, Predicate<Lexeme> what) {
    int depth = 1;
    for (int i = k + 1; depth > 0 && !at(i).is(Kind.END); i++) {
      depth += scanDepth(at(i));
      if (depth == 1 && what.test(at(i))) {
        return true;
      }
    }
    return false;
  }

  /** Gives the next lexeme to the grammar as the keyword or symbol that it spells. */
  void keyword() {
    if (TokenKinds.exists(at(0).value())) {
      keyword(at(0).value());
    } else {
      name();
    }
  }

  /** Gives the next lexeme to the grammar as some keyword or symbol. */
  void keyword(String image) {
    take(TokenKinds.of(image), 1, null);
  }

  /** Gives up to some words to the grammar as the keywords that they spell. */
  void keywords(int count) {
    for (int i = 0; i < count && at(0).is(Kind.WORD); i++) {
      keyword();
    }
  }

  /** Gives the next lexeme to the grammar as a name. */
  void name() {
    Lexeme lexeme = at(0);
    if (lexeme.is(Kind.QUOTED_NAME) || NO_FUNCTIONS.contains(lexeme.value())) {
      String name = lexeme.is(Kind.WORD) ? source.of(lexeme) : lexeme.value();
      String image = '"' + name.replace("\"", "\"\"") + '"';
      image(LaminarGrammarConstants.QUOTED_IDENTIFIER, image, 1);
    } else {
      take(LaminarGrammarConstants.IDENTIFIER, 1, null);
    }
  }

  /** Gives the next lexeme to the grammar as a string. */
  void string(String value) {
    image(LaminarGrammarConstants.QUOTED_STRING, "'" + value.replace("'", "''") + "'", 1);
  }

  /** Takes back the token that was given last, which one lexeme made. */
  void takeBack() {
    tokens.removeLast();
    at--;
  }

  /** Gives some lexemes to the grammar as one token. */
  void take(int kind, int count, @Nullable Object payload) {
    add(kind, count == 1 ? source.of(at(0)) : "", count, payload);
    at += count;
  }

  /** Gives the grammar a token whose letters are not in the text. */
  void image(int kind, String image, int count) {
    add(kind, image, count, null);
    at += count;
  }

  /** Gives the grammar several tokens in the place of some lexemes. */
  void replace(int count, List<GrammarToken> replacements) {
    for (GrammarToken token : replacements) {
      place(token, count);
      tokens.add(token);
    }
    at += count;
  }

  GrammarToken token(String image) {
    return token(TokenKinds.of(image), image);
  }

  GrammarToken token(int kind, String image) {
    return new GrammarToken(kind, image, at, null);
  }

  /** Reads a type name and gives it to the grammar as one token. */
  void type() {
    if (!hasNext()) {
      throw source.unexpected(endMark, List.of("a type"), null);
    }
    TypeReader reader = new TypeReader(new Cursor(source, lexemes, at, end));
    TypeName type = reader.read();
    take(LaminarGrammarConstants.PARSED_TYPE, reader.cursor().index() - at, type);
  }

  void mixedInterval(int count, Interval interval) {
    take(LaminarGrammarConstants.MIXED_INTERVAL, count, interval);
  }

  SqlParseError error(int k, String reason) {
    return source.error(at(k), reason);
  }

  /** The tokens, closed by one of kind EOF. */
  List<GrammarToken> tokens() {
    mark();
    GrammarToken eof = new GrammarToken(LaminarGrammarConstants.EOF, "", end, null);
    eof.beginLine = endMark.span().line();
    eof.beginColumn = endMark.span().column();
    eof.endLine = eof.beginLine;
    eof.endColumn = eof.beginColumn;
    tokens.add(eof);
    return tokens;
  }

  private void add(int kind, String image, int count, @Nullable Object payload) {
    GrammarToken token = new GrammarToken(kind, image, at, payload);
    place(token, count);
    tokens.add(token);
  }

  private void place(GrammarToken token, int count) {
    Lexeme first = at(count == 0 ? -1 : 0);
    Lexeme last = at(count - 1);
    token.beginLine = first.span().line();
    token.beginColumn = first.span().column();
    token.endLine = last.span().endLine();
    token.endColumn = last.span().endColumn();
  }
}
