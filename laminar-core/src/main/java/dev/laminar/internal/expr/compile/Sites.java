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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a place of call keeps between rows: a compiled pattern, path or format. Made once if the
 * argument is a literal, else whenever the argument changes.
 */
public final class Sites {

  private Sites() {}

  /** Tries the literals that a call's code takes for patterns, paths, formats and units. */
  public static void check(String code, List<Expr> args) {
    int open = code.indexOf('(');
    if (open < 0) {
      return;
    }
    for (String text : code.substring(open + 1, code.length() - 1).split(",", -1)) {
      boolean isSite = text.length() == 2 && "RCSLIJFDZU".indexOf(text.charAt(0)) >= 0;
      String literal = isSite ? literal(args.get(text.charAt(1) - '0')) : null;
      if (literal != null) {
        if (text.charAt(0) == 'U') {
          unit(literal);
        } else {
          create(text.charAt(0), args.get(text.charAt(1) - '0'));
        }
      }
    }
  }

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
