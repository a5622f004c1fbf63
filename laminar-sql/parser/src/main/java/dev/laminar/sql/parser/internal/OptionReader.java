package dev.laminar.sql.parser.internal;

import dev.laminar.sql.parser.Interval;
import dev.laminar.sql.parser.Option;
import dev.laminar.sql.parser.OptionValue;
import dev.laminar.sql.parser.Span;
import dev.laminar.sql.parser.internal.Lexeme.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads settings and the options in WITH. */
final class OptionReader {
  private OptionReader() {}

  /** Reads {@code (key = value, …)}; a key that comes twice is an error. */
  static List<Option> options(Cursor cursor) {
    List<Option> options = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    cursor.expectSymbol("(");
    if (cursor.acceptSymbol(")")) {
      return options;
    }
    do {
      int begin = cursor.index();
      String key = key(cursor, "the name of an option");
      Span span = cursor.spanFrom(begin);
      if (!keys.add(key.toLowerCase(Locale.ROOT))) {
        throw cursor.error(span, "the option " + Shown.quoted(key) + " is given twice");
      }
      cursor.expectSymbol("=");
      options.add(new Option(key, span, value(cursor)));
    } while (cursor.acceptSymbol(","));
    cursor.expectSymbol(")");
    return options;
  }

  /** Reads a key: a string, or names with dots between them. */
  static String key(Cursor cursor, String what) {
    if (cursor.hasNext() && cursor.peek().is(Kind.STRING)) {
      return cursor.next().value();
    }
    StringBuilder key = new StringBuilder(cursor.name(what));
    while (cursor.isSymbol(".") || cursor.isSymbol("-")) {
      key.append(cursor.next().value()).append(cursor.name(what));
    }
    return key.toString();
  }

  /** Reads the value of an option; a bare word is a string. */
  static OptionValue value(Cursor cursor) {
    OptionValue value = literal(cursor);
    if (value != null) {
      return value;
    }
    if (cursor.hasNext() && cursor.peek().isName()) {
      Lexeme word = cursor.next();
      return new OptionValue.Text(cursor.nameOf(word), word.span());
    }
    throw cursor.expected("a value such as 'text', 10 or true");
  }

  /** Reads the value of a setting: a literal, or whatever stands there up to the semicolon. */
  static OptionValue settingValue(Cursor cursor) {
    int begin = cursor.index();
    OptionValue value = literal(cursor);
    if (value != null && !cursor.hasNext()) {
      return value;
    }
    if (begin == cursor.end()) {
      throw cursor.expected("a value such as 'text', 10 or true");
    }
    cursor.goTo(cursor.end());
    return new OptionValue.Text(cursor.textFrom(begin), cursor.spanFrom(begin));
  }

  private static @Nullable OptionValue literal(Cursor cursor) {
    if (!cursor.hasNext()) {
      return null;
    }
    Lexeme lexeme = cursor.peek();
    return switch (lexeme.kind()) {
      case STRING -> {
        cursor.next();
        yield new OptionValue.Text(lexeme.value(), lexeme.span());
      }
      case NUMBER -> {
        cursor.next();
        yield new OptionValue.Numeric(new BigDecimal(lexeme.value()), lexeme.span());
      }
      case SYMBOL -> signedNumber(cursor, lexeme);
      case WORD -> word(cursor, lexeme);
      default -> null;
    };
  }

  private static @Nullable OptionValue signedNumber(Cursor cursor, Lexeme sign) {
    boolean signed = sign.isSymbol("-") || sign.isSymbol("+");
    if (!signed || !cursor.peek(1).is(Kind.NUMBER)) {
      return null;
    }
    int begin = cursor.index();
    cursor.next();
    BigDecimal number = new BigDecimal(cursor.next().value());
    return new OptionValue.Numeric(
        sign.isSymbol("-") ? number.negate() : number, cursor.spanFrom(begin));
  }

  private static @Nullable OptionValue word(Cursor cursor, Lexeme lexeme) {
    if (lexeme.isWord("TRUE") || lexeme.isWord("FALSE")) {
      cursor.next();
      return new OptionValue.Bool(lexeme.isWord("TRUE"), lexeme.span());
    }
    if (lexeme.isWord("INTERVAL") && cursor.peek(1).is(Kind.STRING)) {
      return interval(cursor);
    }
    return null;
  }

  private static OptionValue interval(Cursor cursor) {
    int begin = cursor.index();
    cursor.next();
    Lexeme text = cursor.next();
    String unit = cursor.hasNext() && Literals.isUnit(cursor.peek()) ? cursor.next().value() : null;
    try {
      Interval interval =
          unit == null ? Interval.parse(text.value()) : Interval.parse(text.value(), unit, null);
      return new OptionValue.Duration(interval, cursor.spanFrom(begin));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw cursor.error(text.span(), String.valueOf(e.getMessage()));
    }
  }
}
