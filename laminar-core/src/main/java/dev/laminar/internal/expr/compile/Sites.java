package dev.laminar.internal.expr.compile;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.internal.expr.Expr;
import dev.laminar.internal.expr.function.Dates;
import dev.laminar.internal.expr.function.Formats;
import dev.laminar.internal.expr.function.Jsons;
import dev.laminar.internal.expr.function.Likes;
import dev.laminar.internal.expr.function.Regexes;
import dev.laminar.internal.expr.function.RowError;
import dev.laminar.internal.expr.function.Zones;
import org.jspecify.annotations.Nullable;

/**
 * What a place of call keeps between rows: a compiled pattern, path or format. Made once if the
 * argument is a literal, else whenever the argument changes.
 */
final class Sites {

  private Sites() {}

  static Class<?> type(char kind) {
    return switch (kind) {
      case 'R', 'C', 'S' -> Regexes.Regex.class;
      case 'L', 'I' -> Likes.Like.class;
      case 'J' -> Jsons.Path.class;
      case 'F', 'D' -> Formats.Format.class;
      case 'Z' -> Zones.Zone.class;
      default -> throw new IllegalStateException("no such token: " + kind);
    };
  }

  static Object create(char kind, Expr arg) {
    String literal = literal(arg);
    try {
      return switch (kind) {
        case 'R' -> new Regexes.Regex(literal, Regexes.Syntax.PLAIN);
        case 'C' -> new Regexes.Regex(literal, Regexes.Syntax.IGNORE_CASE);
        case 'S' -> new Regexes.Regex(literal, Regexes.Syntax.SIMILAR);
        case 'L' -> new Likes.Like(literal, false);
        case 'I' -> new Likes.Like(literal, true);
        case 'J' -> new Jsons.Path(literal);
        case 'F' -> new Formats.Format(literal, false);
        case 'D' -> new Formats.Format(literal, true);
        case 'Z' -> new Zones.Zone(literal);
        default -> throw new IllegalStateException("no such token: " + kind);
      };
    } catch (RowError e) {
      throw new LaminarException(ErrorCode.INVALID_QUERY, e.getMessage(), e);
    }
  }

  /** The number of a unit of time that a literal names. */
  static int unit(String literal) {
    try {
      return Dates.unit(literal);
    } catch (RowError e) {
      throw new LaminarException(ErrorCode.INVALID_QUERY, e.getMessage(), e);
    }
  }

  static @Nullable String literal(Expr arg) {
    return arg instanceof Expr.Literal literal && literal.value() instanceof String text
        ? text
        : null;
  }
}
