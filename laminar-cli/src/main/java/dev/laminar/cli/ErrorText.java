package dev.laminar.cli;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import org.jspecify.annotations.Nullable;

/**
 * How an error is shown on stderr: what went wrong, the line of SQL with a mark, never a stack
 * trace.
 */
final class ErrorText {

  private ErrorText() {}

  /**
   * @param file where the SQL came from, for the place's name
   * @param sql the text that line and column refer to, or null if there is none
   */
  static String of(LaminarException error, String file, @Nullable String sql) {
    StringBuilder out = new StringBuilder("error: ").append(error.getMessage()).append('\n');
    if (error.line() > 0 && sql != null) {
      place(out, error, file, sql);
    }
    if (error.code().kind() == ErrorCode.Kind.BUG) {
      out.append("This is a bug in Laminar. Run again with LMNR_DEBUG=1 for details to report.\n");
    }
    return out.toString();
  }

  private static void place(StringBuilder out, LaminarException error, String file, String sql) {
    String[] lines = sql.split("\n", -1);
    int index = Math.min(error.line(), lines.length) - 1;
    String number = Integer.toString(error.line());
    String margin = " ".repeat(number.length());
    out.append(margin).append(" ┌ ").append(file);
    out.append(':').append(error.line()).append(':').append(error.column()).append('\n');
    out.append(number).append(" │ ").append(lines[index].replace('\t', ' ')).append('\n');
    out.append(margin).append(" │ ").append(" ".repeat(Math.max(0, error.column() - 1)));
    out.append("^\n");
  }
}
