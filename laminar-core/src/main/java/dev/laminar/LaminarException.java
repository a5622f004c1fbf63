package dev.laminar;

import org.jspecify.annotations.Nullable;

/**
 * The one exception of Laminar's API. Its message is for the user: what was expected, what came,
 * what to do. Where it comes from SQL it knows line and column, both from 1.
 */
public final class LaminarException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final int line;
  private final int column;

  public LaminarException(ErrorCode code, String message) {
    this(code, message, null);
  }

  public LaminarException(ErrorCode code, String message, @Nullable Throwable cause) {
    this(code, message, 0, 0, cause);
  }

  private LaminarException(
      ErrorCode code, String message, int line, int column, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.line = line;
    this.column = column;
  }

  /** An error at a place in a SQL text. */
  public static LaminarException at(
      ErrorCode code, String message, int line, int column, @Nullable Throwable cause) {
    return new LaminarException(code, message, line, column, cause);
  }

  public ErrorCode code() {
    return code;
  }

  /** The line in the SQL text, or 0 if the error has no place there. */
  public int line() {
    return line;
  }

  /** The column in the line, or 0. */
  public int column() {
    return column;
  }
}
