package dev.laminar.format.csv;

/**
 * A record that is no CSV or does not fit its columns; caught by the decoder, never seen outside.
 * Without a stack trace, so that a file full of bad records does not become slow.
 */
@SuppressWarnings("StaticAssignmentOfThrowable") // it has no stack trace that could be wrong
final class CsvError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The record goes on after the end of the bytes: not an error. */
  static final CsvError UNFINISHED = new CsvError("the data ends inside a record", true);

  /** Whether the record's end is unknown; otherwise a value does not fit. */
  final boolean malformed;

  CsvError(String message, boolean malformed) {
    super(message, null, false, false);
    this.malformed = malformed;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
