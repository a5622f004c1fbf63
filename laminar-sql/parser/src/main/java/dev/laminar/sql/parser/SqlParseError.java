package dev.laminar.sql.parser;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A text that is no SQL: where it went wrong, what was expected there and what stands there. */
public final class SqlParseError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Span span;
  private final String reason;
  private final String excerpt;
  private final transient List<String> expected;
  private final @Nullable String found;

  /**
   * Makes an error.
   *
   * @param reason the message without the position
   * @param excerpt the line of the text, and below it a mark under the place
   * @param expected what could have stood there, in words; empty if that is not the trouble
   * @param found what stands there
   */
  public SqlParseError(
      Span span, String reason, String excerpt, List<String> expected, @Nullable String found) {
    super("line " + span.line() + ", column " + span.column() + ": " + reason);
    this.span = span;
    this.reason = reason;
    this.excerpt = excerpt;
    this.expected = List.copyOf(expected);
    this.found = found;
  }

  public int line() {
    return span.line();
  }

  public int column() {
    return span.column();
  }

  public Span span() {
    return span;
  }

  /** The message without the position. */
  public String reason() {
    return reason;
  }

  /** The line of the text and, below it, a mark under the place. */
  public String excerpt() {
    return excerpt;
  }

  /** What could have stood at the place, the likeliest first; empty if something else is wrong. */
  public List<String> expected() {
    return expected;
  }

  /** What stands at the place, as it is written. */
  public @Nullable String found() {
    return found;
  }
}
