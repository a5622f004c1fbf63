package dev.laminar.internal.expr.function;

import dev.laminar.data.Mem;
import dev.laminar.data.Slice;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** LIKE: patterns are taken apart beforehand; matching needs no regular expressions. */
public final class Likes {

  private Likes() {}

  public static boolean like(long a, int n, long pattern, int length, Like like) {
    return like.matches(pattern, length, a, n);
  }

  public static boolean ilike(long a, int n, long pattern, int length, Like like) {
    return like.matches(pattern, length, a, n);
  }

  public static boolean like(long a, int n, long pattern, int length, long escape, int escapes) {
    return with(pattern, length, escape, escapes, false).matches(pattern, length, a, n);
  }

  public static boolean ilike(long a, int n, long pattern, int length, long escape, int escapes) {
    return with(pattern, length, escape, escapes, true).matches(pattern, length, a, n);
  }

  private static Like with(long pattern, int length, long escape, int escapes, boolean ignoreCase) {
    String character = Boxes.text(escape, escapes);
    if (character.codePointCount(0, character.length()) > 1) {
      throw new RowError("ESCAPE expects one character, got '" + character + "'");
    }
    String text = Boxes.text(pattern, length);
    return new Like(Pattern.of(text, character, ignoreCase), ignoreCase);
  }

  /** A place of LIKE: keeps its pattern. */
  public static final class Like {
    private final Memo<Pattern> patterns;
    private final boolean ignoreCase;
    private final Scratch scratch = new Scratch();
    private final Slice folded = new Slice();

    public Like(@Nullable String literal, boolean ignoreCase) {
      this.ignoreCase = ignoreCase;
      this.patterns =
          ignoreCase
              ? new Memo<>(literal) {
                @Override
                Pattern make(String text) {
                  return Pattern.of(text, "\\", true);
                }
              }
              : new Memo<>(literal) {
                @Override
                Pattern make(String text) {
                  return Pattern.of(text, "\\", false);
                }
              };
    }

    private Like(Pattern pattern, boolean ignoreCase) {
      this.ignoreCase = ignoreCase;
      this.patterns =
          new Memo<>(null) {
            @Override
            Pattern make(String text) {
              return pattern;
            }
          };
    }

    boolean matches(long pattern, int length, long a, int n) {
      Pattern found = patterns.get(pattern, length);
      if (!ignoreCase) {
        return found.matches(a, n);
      }
      scratch.reset();
      Texts.lower(a, n, scratch, folded);
      return found.matches(folded.address, folded.length);
    }
  }

  /**
   * Pieces between the {@code %}: the first is anchored at the start, the last at the end, those
   * between are found one after the other.
   */
  static final class Pattern {
    private final Piece[] pieces;

    private Pattern(Piece[] pieces) {
      this.pieces = pieces;
    }

    static Pattern of(String text, String escape, boolean ignoreCase) {
      List<Piece> pieces = new ArrayList<>();
      StringBuilder literal = new StringBuilder();
      List<Integer> any = new ArrayList<>();
      int escapePoint = escape.isEmpty() ? -1 : escape.codePointAt(0);
      int[] points = (ignoreCase ? text.toLowerCase(Locale.ROOT) : text).codePoints().toArray();
      int count = 0;
      for (int i = 0; i < points.length; i++) {
        int point = points[i];
        if (point == '%' && point != escapePoint) {
          pieces.add(new Piece(literal.toString(), any, count));
          literal.setLength(0);
          any.clear();
          count = 0;
          continue;
        }
        if (point == escapePoint) {
          i++;
          if (i == points.length) {
            throw new RowError("a LIKE pattern must not end with the escape character");
          }
          literal.appendCodePoint(points[i]);
        } else if (point == '_') {
          any.add(count);
          literal.append('_');
        } else {
          literal.appendCodePoint(point);
        }
        count++;
      }
      pieces.add(new Piece(literal.toString(), any, count));
      return new Pattern(pieces.toArray(Piece[]::new));
    }

    boolean matches(long a, int n) {
      Piece first = pieces[0];
      int at = first.matchAt(a, n, 0);
      if (pieces.length == 1) {
        return at == n;
      }
      if (at < 0) {
        return false;
      }
      for (int i = 1; i < pieces.length - 1; i++) {
        at = pieces[i].find(a, n, at);
        if (at < 0) {
          return false;
        }
      }
      return pieces[pieces.length - 1].endsFrom(a, n, at);
    }
  }

  /** Text without {@code %}; {@code _} stands for one character. */
  private static final class Piece {
    private final MemorySegment bytes;
    private final long address;
    private final int length;
    private final int characters;
    private final int @Nullable [] any;
    private final int[] offsets;

    Piece(String text, List<Integer> any, int characters) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      bytes = Arena.ofAuto().allocate(Math.max(1, utf8.length));
      address = bytes.address();
      length = utf8.length;
      Mem.copy(utf8, 0, address, length);
      this.characters = characters;
      this.any = any.isEmpty() ? null : any.stream().mapToInt(i -> i).toArray();
      offsets = new int[characters + 1];
      for (int i = 0; i < characters; i++) {
        offsets[i + 1] = Utf8.next(address, length, offsets[i]);
      }
    }

    /** The offset after the match at {@code at}, or −1. */
    int matchAt(long a, int n, int at) {
      if (any == null) {
        return n - at >= length && Mem.equal(a + at, address, length) ? at + length : -1;
      }
      int to = at;
      int next = 0;
      for (int i = 0; i < characters; i++) {
        if (to >= n) {
          return -1;
        }
        int end = Utf8.next(a, n, to);
        boolean wild = next < any.length && any[next] == i;
        if (wild) {
          next++;
        } else if (end - to != offsets[i + 1] - offsets[i]
            || !Mem.equal(a + to, address + offsets[i], end - to)) {
          return -1;
        }
        to = end;
      }
      return to;
    }

    int find(long a, int n, int from) {
      if (any == null) {
        int at = Utf8.find(a, n, address, length, from);
        return at < 0 ? -1 : at + length;
      }
      for (int at = from; at <= n; at = Utf8.next(a, n, at)) {
        int end = matchAt(a, n, at);
        if (end >= 0) {
          return end;
        }
      }
      return -1;
    }

    boolean endsFrom(long a, int n, int from) {
      if (any == null) {
        return n - from >= length && Mem.equal(a + n - length, address, length);
      }
      int start = n;
      for (int i = 0; i < characters; i++) {
        if (start <= from) {
          return false;
        }
        start = Utf8.previous(a, start);
      }
      return start >= from && matchAt(a, n, start) == n;
    }
  }
}
