package dev.laminar.internal.expr.function;

/** An expression cannot be computed on a row; the message is for the user. Without a stack. */
public final class RowError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public RowError(String message) {
    super(message, null, false, false);
  }

  @Override
  public String getMessage() {
    String message = super.getMessage();
    return message == null ? "failed" : message;
  }
}
