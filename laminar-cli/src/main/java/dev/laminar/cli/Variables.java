package dev.laminar.cli;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code $name} and {@code ${name}} in SQL by the values of {@code -D name=value}.
 *
 * <p>Everywhere, within quoted texts too, but not between {@code $$} marks (function bodies). Every
 * name must have a value. Stateless.
 */
final class Variables {

  private static final Pattern PLACE =
      Pattern.compile(
          "(?<body>\\$\\$.*?\\$\\$)|\\$\\{(?<braced>[^}\\n]*)}|\\$(?<plain>[A-Za-z_][A-Za-z0-9_]*)",
          Pattern.DOTALL);

  private final Map<String, String> values;

  Variables(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /** The text with all variables replaced; one without a value is an error that names its place. */
  String replaceIn(String sql) {
    return PLACE.matcher(sql).replaceAll(match -> Matcher.quoteReplacement(value(sql, match)));
  }

  private String value(String sql, MatchResult match) {
    if (match.group("body") != null) {
      return match.group();
    }
    String name = match.group("braced") != null ? match.group("braced") : match.group("plain");
    String value = values.get(name.strip());
    if (value == null) {
      throw missing(sql, match.start(), name.strip());
    }
    return value;
  }

  private LaminarException missing(String sql, int offset, String name) {
    String before = sql.substring(0, offset);
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    int column = offset - before.lastIndexOf('\n');
    String given =
        values.isEmpty() ? "none is given" : "given are " + new TreeSet<>(values.keySet());
    String message =
        "variable '" + name + "' has no value (" + given + "); give it with -D " + name + "=value";
    return LaminarException.at(ErrorCode.INVALID_QUERY, message, line, column, null);
  }
}
