package dev.laminar.internal.expr;

/** Hears of rows on which an expression failed. */
@FunctionalInterface
public interface RowErrors {

  /** After it returns the row is left out; it may throw instead. */
  void failed(int row, String message);
}
