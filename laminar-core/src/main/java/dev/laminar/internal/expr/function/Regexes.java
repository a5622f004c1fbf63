package dev.laminar.internal.expr.function;

import dev.laminar.data.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Regular expressions, those of java.util.regex. */
public final class Regexes {

  private Regexes() {}

  /** How a pattern is written. */
  public enum Syntax {
    PLAIN,
    IGNORE_CASE,
    SIMILAR
  }

  /** A place of call: keeps its compiled expression. */
  public static final class Regex {
    private final Memo<Matcher> matchers;

    public Regex(@Nullable String literal, Syntax syntax) {
      matchers =
          switch (syntax) {
            case PLAIN -> new Matchers(literal);
            case IGNORE_CASE ->
                new Matchers(literal) {
                  @Override
                  Matcher make(String text) {
                    return compile(text, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
                  }
                };
            case SIMILAR ->
                new Matchers(literal) {
                  @Override
                  Matcher make(String text) {
                    return compile(similarPattern(text), Pattern.DOTALL);
                  }
                };
          };
    }

    Matcher on(long a, int n, long pattern, int length) {
      return matchers.get(pattern, length).reset(Boxes.text(a, n));
    }
  }

  private static class Matchers extends Memo<Matcher> {
    Matchers(@Nullable String literal) {
      super(literal);
    }

    @Override
    Matcher make(String text) {
      return compile(text, 0);
    }
  }

  static Matcher compile(String pattern, int flags) {
    try {
      return Pattern.compile(pattern, flags).matcher("");
    } catch (PatternSyntaxException e) {
      throw new RowError("no regular expression: '" + pattern + "': " + e.getDescription());
    }
  }

  static String similarPattern(String text) {
    StringBuilder regex = new StringBuilder();
    boolean inClass = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        i++;
        regex.append(Pattern.quote(String.valueOf(text.charAt(i))));
      } else if (inClass) {
        regex.append(c);
        inClass = c != ']';
      } else if (c == '%') {
        regex.append(".*");
      } else if (c == '_') {
        regex.append('.');
      } else if (c == '.' || c == '^' || c == '$') {
        regex.append('\\').append(c);
      } else {
        regex.append(c);
        inClass = c == '[';
      }
    }
    return regex.toString();
  }

  public static boolean find(long a, int n, long pattern, int length, Regex regex) {
    return regex.on(a, n, pattern, length).find();
  }

  public static boolean find(long a, int n, long pattern, int length, long flags, int m) {
    return compile(Boxes.text(pattern, length), flags(Boxes.text(flags, m)))
        .reset(Boxes.text(a, n))
        .find();
  }

  public static boolean similar(long a, int n, long pattern, int length, Regex regex) {
    return regex.on(a, n, pattern, length).matches();
  }

  private static int flags(String text) {
    int flags = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      flags |=
          switch (c) {
            case 'i' -> Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
            case 'm', 'n' -> Pattern.MULTILINE;
            case 's' -> Pattern.DOTALL;
            case 'x' -> Pattern.COMMENTS;
            case 'g', 'c' -> 0;
            default -> throw new RowError("no flag of a regular expression: '" + c + "'");
          };
    }
    return flags;
  }

  public static boolean substring(
      long a, int n, long pattern, int length, Regex regex, Scratch scratch, Slice out) {
    Matcher matcher = regex.on(a, n, pattern, length);
    if (!matcher.find()) {
      return false;
    }
    return put(matcher.group(matcher.groupCount() > 0 ? 1 : 0), scratch, out);
  }

  public static boolean extract(
      long a, int n, long pattern, int length, Regex regex, Scratch scratch, Slice out) {
    Matcher matcher = regex.on(a, n, pattern, length);
    return matcher.find() && put(matcher.group(), scratch, out);
  }

  public static boolean extract(
      long a,
      int n,
      long pattern,
      int length,
      long group,
      Regex regex,
      Scratch scratch,
      Slice out) {
    Matcher matcher = regex.on(a, n, pattern, length);
    if (group < 0 || group > matcher.groupCount()) {
      throw new RowError(
          "the regular expression has " + matcher.groupCount() + " groups, not " + group);
    }
    return matcher.find() && put(matcher.group((int) group), scratch, out);
  }

  private static boolean put(@Nullable String text, Scratch scratch, Slice out) {
    if (text == null) {
      return false;
    }
    scratch.put(text, out);
    return true;
  }

  public static void replace(
      long a,
      int n,
      long pattern,
      int length,
      long by,
      int m,
      Regex regex,
      Scratch scratch,
      Slice out) {
    Matcher matcher = regex.on(a, n, pattern, length);
    if (!matcher.find()) {
      out.set(a, n);
      return;
    }
    scratch.put(matcher.replaceFirst(replacement(Boxes.text(by, m), matcher)), out);
  }

  public static void replace(
      long a,
      int n,
      long pattern,
      int length,
      long by,
      int m,
      long flags,
      int flagsLength,
      Scratch scratch,
      Slice out) {
    String options = Boxes.text(flags, flagsLength);
    Matcher matcher = compile(Boxes.text(pattern, length), flags(options));
    matcher.reset(Boxes.text(a, n));
    String replacement = replacement(Boxes.text(by, m), matcher);
    scratch.put(
        options.indexOf('g') >= 0
            ? matcher.replaceAll(replacement)
            : matcher.replaceFirst(replacement),
        out);
  }

  /** Postgres writes \\1 and \\& where Java writes $1 and $0. */
  private static String replacement(String text, Matcher matcher) {
    StringBuilder java = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
      if (c == '\\' && next == '&') {
        java.append("$0");
        i++;
      } else if (c == '\\' && Character.isDigit(next)) {
        if (next - '0' <= matcher.groupCount()) {
          java.append('$').append(next);
          if (i + 2 < text.length() && Character.isDigit(text.charAt(i + 2))) {
            java.append('\\');
          }
        }
        i++;
      } else if (c == '\\' || c == '$') {
        java.append('\\').append(c);
        if (c == '\\' && next == '\\') {
          i++;
        }
      } else {
        java.append(c);
      }
    }
    return java.toString();
  }

  public static @Nullable List<@Nullable String> match(
      long a, int n, long pattern, int length, Regex regex) {
    Matcher matcher = regex.on(a, n, pattern, length);
    if (!matcher.find()) {
      return null;
    }
    List<@Nullable String> groups = new ArrayList<>();
    for (int i = matcher.groupCount() == 0 ? 0 : 1; i <= matcher.groupCount(); i++) {
      groups.add(matcher.group(i));
    }
    return groups;
  }

  public static long count(long a, int n, long pattern, int length, Regex regex) {
    Matcher matcher = regex.on(a, n, pattern, length);
    long count = 0;
    while (matcher.find()) {
      count++;
    }
    return count;
  }
}
