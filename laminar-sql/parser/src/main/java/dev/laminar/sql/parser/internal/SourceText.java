package dev.laminar.sql.parser.internal;

import dev.laminar.sql.parser.Span;
import dev.laminar.sql.parser.SqlParseError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The text that is parsed: makes errors that show the place. */
final class SourceText {
  private static final int LONGEST_EXCERPT = 100;

  private final String text;

  SourceText(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  /** The characters of a lexeme as they are written. */
  String of(Lexeme lexeme) {
    return text.substring(lexeme.begin(), lexeme.end());
  }

  SqlParseError error(Span span, String reason) {
    return new SqlParseError(span, reason, excerpt(span), List.of(), null);
  }

  SqlParseError error(Lexeme at, String reason) {
    return error(at.span(), reason);
  }

  /**
   * An error that says what was expected instead of a lexeme.
   *
   * @param hint a word that was probably meant, or null
   */
  SqlParseError unexpected(Lexeme at, List<String> expected, @Nullable String hint) {
    String found = at.is(Lexeme.Kind.END) ? "the end of the text" : Shown.quoted(of(at));
    String reason =
        (expected.isEmpty() ? "did not expect " : "expected " + anyOf(expected) + ", found ")
            + found
            + (hint == null ? "" : "; did you mean " + hint + "?");
    return new SqlParseError(
        at.span(), reason, excerpt(at.span()), expected, at.is(Lexeme.Kind.END) ? null : of(at));
  }

  private static String anyOf(List<String> words) {
    int last = words.size() - 1;
    return last == 0
        ? words.get(0)
        : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
  }

  private String excerpt(Span span) {
    String line = text.lines().skip(span.line() - 1L).findFirst().orElse("");
    int from = Math.max(0, span.column() - 1 - LONGEST_EXCERPT / 2);
    int to = Math.min(line.length(), from + LONGEST_EXCERPT);
    String shown = line.substring(Math.min(from, to), to).replace('\t', ' ');
    int width =
        span.endLine() == span.line() ? Math.max(1, span.endColumn() - span.column() + 1) : 1;
    int marks = Math.max(1, Math.min(width, to - span.column() + 1));
    return shown + "\n" + " ".repeat(span.column() - 1 - from) + "^".repeat(marks);
  }
}
