package dev.laminar.sql.internal.bind;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import java.util.function.Supplier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** Errors that know where in the text they belong. */
public final class BindError {

  private BindError() {}

  public static LaminarException at(SqlNode node, ErrorCode code, String message) {
    return at(node.getParserPosition(), code, message, null);
  }

  /** A query that is well-formed but cannot mean anything. */
  public static LaminarException invalid(SqlNode node, String message) {
    return at(node, ErrorCode.INVALID_QUERY, message);
  }

  /** Something that Laminar does not do; the message says what does. */
  public static LaminarException unsupported(SqlNode node, String message) {
    return at(node, ErrorCode.UNSUPPORTED, message);
  }

  /** A query that cannot mean anything; whoever knows the place adds it. */
  static LaminarException unlocated(String message) {
    return new LaminarException(ErrorCode.INVALID_QUERY, message);
  }

  /** Gives an error that has no place the place of the node in whose handling it arose. */
  public static <T> T locate(SqlNode node, Supplier<T> action) {
    try {
      return action.get();
    } catch (LaminarException e) {
      throw located(node.getParserPosition(), e);
    }
  }

  /** The same error at that place, unless it has one. */
  public static LaminarException located(SqlParserPos pos, LaminarException e) {
    return e.line() > 0 ? e : at(pos, e.code(), String.valueOf(e.getMessage()), e);
  }

  public static LaminarException at(
      SqlParserPos pos, ErrorCode code, String message, @Nullable Throwable cause) {
    return LaminarException.at(code, message, pos.getLineNum(), pos.getColumnNum(), cause);
  }
}
