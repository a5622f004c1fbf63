package dev.laminar.cli;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;

/**
 * How an error is shown on stderr: what went wrong, the line of SQL with a mark, never a stack
 * trace.
 */
final class ErrorText {

  private ErrorText() {}

  /** {@code text} is what line and column refer to. */
  static String of(LaminarException error, SqlText text) {
    StringBuilder out = new StringBuilder("error: ").append(error.getMessage()).append('\n');
    if (error.line() > 0 && !text.parts().isEmpty()) {
      place(out, text.place(error.line()), error.column());
    }
    if (error.code().kind() == ErrorCode.Kind.BUG) {
      out.append("This is a bug in Laminar. Run again with LMNR_DEBUG=1 for details to report.\n");
    }
    return out.toString();
  }

  private static void place(StringBuilder out, SqlText.Place place, int column) {
    String number = Integer.toString(place.line());
    String margin = " ".repeat(number.length());
    out.append(margin).append(" ┌ ").append(place.file());
    out.append(':').append(place.line()).append(':').append(column).append('\n');
    out.append(number).append(" │ ").append(place.text().replace('\t', ' ')).append('\n');
    out.append(margin).append(" │ ").append(" ".repeat(Math.max(0, column - 1))).append("^\n");
  }
}
