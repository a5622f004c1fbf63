package dev.laminar.format.json;

/**
 * A record that is no JSON or does not fit its columns; caught by the decoder, never seen outside.
 * Without a stack trace, so that a file full of bad records does not become slow.
 */
@SuppressWarnings("StaticAssignmentOfThrowable") // it has no stack trace that could be wrong
final class JsonError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The record goes on after the end of the bytes: not an error. */
  static final JsonError UNFINISHED = new JsonError("the data ends inside a record", 0, true);

  /** Where it was noticed. */
  final long address;

  /** Whether it is no JSON, so that its end is unknown; otherwise a value does not fit. */
  final boolean malformed;

  JsonError(String message, long address, boolean malformed) {
    super(message, null, false, false);
    this.address = address;
    this.malformed = malformed;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
