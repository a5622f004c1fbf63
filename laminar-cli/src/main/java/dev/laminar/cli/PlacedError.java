package dev.laminar.cli;

import dev.laminar.LaminarException;

/** An error together with the text that its line and column refer to. */
final class PlacedError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient LaminarException error;
  private final transient SqlText text;

  PlacedError(LaminarException error, SqlText text) {
    super(error);
    this.error = error;
    this.text = text;
  }

  LaminarException error() {
    return error;
  }

  SqlText text() {
    return text;
  }
}
