package dev.laminar.internal.expr.function;

import dev.laminar.data.Mem;
import dev.laminar.data.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Texts and binary strings. Positions count characters from 1. Stateless. */
public final class Texts {

  /** No text may be longer. */
  private static final int LONGEST = 1 << 28;

  private Texts() {}

  /** A length that is not beyond what one text may take. */
  public static int size(long bytes) {
    if (bytes > LONGEST) {
      throw new RowError("the text would have " + bytes + " bytes; at most " + LONGEST + " can be");
    }
    return (int) bytes;
  }

  public static void append(long a, int n, long b, int m, Scratch scratch, Slice out) {
    int length = size((long) n + m);
    long at = scratch.allocate(length);
    Mem.copy(a, at, n);
    Mem.copy(b, at + n, m);
    out.set(at, length);
  }

  public static long length(long a, int n) {
    return Utf8.count(a, n);
  }

  @Total
  public static long octets(long a, int n) {
    return n;
  }

  @Total
  public static long bits(long a, int n) {
    return 8L * n;
  }

  // ---- case

  public static void upper(long a, int n, Scratch scratch, Slice out) {
    long at = scratch.allocate(n);
    if (flipped(a, n, at, 'a')) {
      out.set(at, n);
    } else {
      scratch.put(Boxes.text(a, n).toUpperCase(Locale.ROOT), out);
    }
  }

  public static void lower(long a, int n, Scratch scratch, Slice out) {
    long at = scratch.allocate(n);
    if (flipped(a, n, at, 'A')) {
      out.set(at, n);
    } else {
      scratch.put(Boxes.text(a, n).toLowerCase(Locale.ROOT), out);
    }
  }

  /**
   * Copies ASCII text with the other case for the 26 letters from {@code first} on, eight at a
   * time; false if it is not all ASCII.
   */
  private static boolean flipped(long a, int n, long to, char first) {
    long below = 0x0101010101010101L * (0x80 - first);
    long above = 0x0101010101010101L * (0x80 - first - 26);
    int i = 0;
    for (; n - i >= 8; i += 8) {
      long word = Mem.getLong(a + i);
      if ((word & 0x8080808080808080L) != 0) {
        return false;
      }
      long letters = (word + below) & ~(word + above) & 0x8080808080808080L;
      Mem.putLong(to + i, word ^ (letters >>> 2));
    }
    for (; i < n; i++) {
      byte b = Mem.getByte(a + i);
      if (b < 0) {
        return false;
      }
      Mem.putByte(to + i, (byte) (b >= first && b < first + 26 ? b ^ 0x20 : b));
    }
    return true;
  }

  public static void initcap(long a, int n, Scratch scratch, Slice out) {
    StringBuilder text = new StringBuilder();
    boolean inWord = false;
    for (int point : Boxes.text(a, n).codePoints().toArray()) {
      text.appendCodePoint(inWord ? Character.toLowerCase(point) : Character.toTitleCase(point));
      inWord = Character.isLetterOrDigit(point);
    }
    scratch.put(text.toString(), out);
  }

  // ---- parts

  public static void substring(long a, int n, long start, Slice out) {
    int from = Utf8.offset(a, n, Math.max(0, start - 1));
    out.set(a + from, n - from);
  }

  public static void substring(long a, int n, long start, long count, Slice out) {
    if (count < 0) {
      throw new RowError("substring expects a length of at least 0, got " + count);
    }
    long first = Math.max(0, start - 1);
    long end = Math.max(first, saturatedAdd(start - 1, count));
    int from = Utf8.offset(a, n, first);
    int taken = Utf8.offset(a + from, n - from, end - first);
    out.set(a + from, taken);
  }

  private static long saturatedAdd(long a, long b) {
    long sum = a + b;
    return b > 0 && sum < a ? Long.MAX_VALUE : sum;
  }

  public static void subbytes(long a, int n, long start, Slice out) {
    int from = (int) Math.clamp(start - 1, 0L, (long) n);
    out.set(a + from, n - from);
  }

  public static void subbytes(long a, int n, long start, long count, Slice out) {
    if (count < 0) {
      throw new RowError("substring expects a length of at least 0, got " + count);
    }
    int from = (int) Math.clamp(start - 1, 0L, (long) n);
    int to = (int) Math.clamp(saturatedAdd(start - 1, count), (long) from, (long) n);
    out.set(a + from, to - from);
  }

  public static void left(long a, int n, long count, Slice out) {
    long wanted = count >= 0 ? count : Math.max(0, Utf8.count(a, n) + count);
    out.set(a, Utf8.offset(a, n, wanted));
  }

  public static void right(long a, int n, long count, Slice out) {
    long skipped = count >= 0 ? Math.max(0, Utf8.count(a, n) - count) : -count;
    int from = Utf8.offset(a, n, skipped);
    out.set(a + from, n - from);
  }

  // ---- trimming

  public static void trim(long a, int n, Slice out) {
    ltrim(a, n, out);
    rtrim(out.address, out.length, out);
  }

  public static void ltrim(long a, int n, Slice out) {
    int from = 0;
    while (from < n && Mem.getByte(a + from) == ' ') {
      from++;
    }
    out.set(a + from, n - from);
  }

  public static void rtrim(long a, int n, Slice out) {
    int to = n;
    while (to > 0 && Mem.getByte(a + to - 1) == ' ') {
      to--;
    }
    out.set(a, to);
  }

  public static void trim(long a, int n, long set, int setLength, Slice out) {
    ltrim(a, n, set, setLength, out);
    rtrim(out.address, out.length, set, setLength, out);
  }

  public static void ltrim(long a, int n, long set, int setLength, Slice out) {
    int from = 0;
    while (from < n) {
      int next = Utf8.next(a, n, from);
      if (!hasCharacter(set, setLength, a + from, next - from)) {
        break;
      }
      from = next;
    }
    out.set(a + from, n - from);
  }

  public static void rtrim(long a, int n, long set, int setLength, Slice out) {
    int to = n;
    while (to > 0) {
      int start = Utf8.previous(a, to);
      if (!hasCharacter(set, setLength, a + start, to - start)) {
        break;
      }
      to = start;
    }
    out.set(a, to);
  }

  private static boolean hasCharacter(long set, int setLength, long character, int length) {
    return Utf8.find(set, setLength, character, length, 0) >= 0;
  }

  // ---- padding and repeating

  public static void lpad(long a, int n, long width, Scratch scratch, Slice out) {
    pad(a, n, width, " ", true, scratch, out);
  }

  public static void lpad(
      long a, int n, long width, long fill, int fillLength, Scratch scratch, Slice out) {
    pad(a, n, width, Boxes.text(fill, fillLength), true, scratch, out);
  }

  public static void rpad(long a, int n, long width, Scratch scratch, Slice out) {
    pad(a, n, width, " ", false, scratch, out);
  }

  public static void rpad(
      long a, int n, long width, long fill, int fillLength, Scratch scratch, Slice out) {
    pad(a, n, width, Boxes.text(fill, fillLength), false, scratch, out);
  }

  private static void pad(
      long a, int n, long width, String fill, boolean left, Scratch scratch, Slice out) {
    int count = Utf8.count(a, n);
    if (width <= count || fill.isEmpty()) {
      out.set(a, Utf8.offset(a, n, Math.max(0, width)));
      return;
    }
    int missing = size(width - count);
    int[] points = fill.codePoints().toArray();
    StringBuilder filling = new StringBuilder();
    for (int i = 0; i < missing; i++) {
      filling.appendCodePoint(points[i % points.length]);
    }
    String text = Boxes.text(a, n);
    scratch.put(left ? filling + text : text + filling, out);
  }

  public static void repeat(long a, int n, long times, Scratch scratch, Slice out) {
    if (times <= 0 || n == 0) {
      out.set(a, 0);
      return;
    }
    int length = size(times > LONGEST ? Long.MAX_VALUE : n * times);
    long at = scratch.allocate(length);
    for (long to = at; to < at + length; to += n) {
      Mem.copy(a, to, n);
    }
    out.set(at, length);
  }

  public static void reverse(long a, int n, Scratch scratch, Slice out) {
    long at = scratch.allocate(n);
    int from = 0;
    while (from < n) {
      int next = Utf8.next(a, n, from);
      Mem.copy(a + from, at + n - next, next - from);
      from = next;
    }
    out.set(at, n);
  }

  // ---- replacing

  public static void replace(
      long a, int n, long from, int fromLength, long to, int toLength, Scratch scratch, Slice out) {
    int at = fromLength == 0 ? -1 : Utf8.find(a, n, from, fromLength, 0);
    if (at < 0) {
      out.set(a, n);
      return;
    }
    long most = n + (long) (n / fromLength) * Math.max(0, toLength - fromLength);
    long result = scratch.allocate(size(most));
    long write = result;
    int done = 0;
    while (at >= 0) {
      Mem.copy(a + done, write, at - done);
      write += at - done;
      Mem.copy(to, write, toLength);
      write += toLength;
      done = at + fromLength;
      at = Utf8.find(a, n, from, fromLength, done);
    }
    Mem.copy(a + done, write, n - done);
    write += n - done;
    scratch.release(write);
    out.set(result, (int) (write - result));
  }

  public static void translate(
      long a, int n, long from, int fromLength, long to, int toLength, Scratch scratch, Slice out) {
    int[] sources = Boxes.text(from, fromLength).codePoints().toArray();
    int[] targets = Boxes.text(to, toLength).codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int point : Boxes.text(a, n).codePoints().toArray()) {
      int index = indexOf(sources, point);
      if (index < 0) {
        text.appendCodePoint(point);
      } else if (index < targets.length) {
        text.appendCodePoint(targets[index]);
      }
    }
    scratch.put(text.toString(), out);
  }

  private static int indexOf(int[] points, int point) {
    for (int i = 0; i < points.length; i++) {
      if (points[i] == point) {
        return i;
      }
    }
    return -1;
  }

  public static void overlay(long a, int n, long b, int m, long start, Scratch scratch, Slice out) {
    overlay(a, n, b, m, start, Utf8.count(b, m), scratch, out);
  }

  public static void overlay(
      long a, int n, long b, int m, long start, long count, Scratch scratch, Slice out) {
    if (start < 1 || count < 0) {
      throw new RowError("overlay expects a place of at least 1, got " + start);
    }
    int head = Utf8.offset(a, n, start - 1);
    int tail = Utf8.offset(a, n, saturatedAdd(start - 1, count));
    int length = size((long) head + m + n - tail);
    long at = scratch.allocate(length);
    Mem.copy(a, at, head);
    Mem.copy(b, at + head, m);
    Mem.copy(a + tail, at + head + m, n - tail);
    out.set(at, length);
  }

  // ---- searching

  public static long position(long a, int n, long part, int partLength) {
    int at = Utf8.find(a, n, part, partLength, 0);
    return at < 0 ? 0 : Utf8.count(a, at) + 1;
  }

  public static boolean startsWith(long a, int n, long part, int partLength) {
    return partLength <= n && Mem.equal(a, part, partLength);
  }

  public static boolean endsWith(long a, int n, long part, int partLength) {
    return partLength <= n && Mem.equal(a + n - partLength, part, partLength);
  }

  public static boolean contains(long a, int n, long part, int partLength) {
    return Utf8.find(a, n, part, partLength, 0) >= 0;
  }

  public static void splitPart(long a, int n, long by, int byLength, long number, Slice out) {
    if (number == 0) {
      throw new RowError("split_part expects a field from 1 on, or a negative one, got 0");
    }
    long wanted = number > 0 ? number : fields(a, n, by, byLength) + number + 1;
    int from = 0;
    for (long field = 1; ; field++) {
      int at = byLength == 0 ? -1 : Utf8.find(a, n, by, byLength, from);
      if (field == wanted) {
        out.set(a + from, (at < 0 ? n : at) - from);
        return;
      }
      if (at < 0 || wanted < 1) {
        out.set(a, 0);
        return;
      }
      from = at + byLength;
    }
  }

  private static long fields(long a, int n, long by, int byLength) {
    long count = 1;
    int at = byLength == 0 ? -1 : Utf8.find(a, n, by, byLength, 0);
    while (at >= 0) {
      count++;
      at = Utf8.find(a, n, by, byLength, at + byLength);
    }
    return count;
  }

  public static List<String> split(long a, int n, long by, int byLength) {
    List<String> parts = new ArrayList<>();
    if (n == 0) {
      return parts;
    }
    int from = 0;
    int at = byLength == 0 ? -1 : Utf8.find(a, n, by, byLength, 0);
    while (at >= 0) {
      parts.add(Boxes.text(a + from, at - from));
      from = at + byLength;
      at = Utf8.find(a, n, by, byLength, from);
    }
    parts.add(Boxes.text(a + from, n - from));
    return parts;
  }

  // ---- characters

  public static long ascii(long a, int n) {
    return n == 0 ? 0 : Utf8.codePoint(a, n, 0);
  }

  public static void chr(long point, Scratch scratch, Slice out) {
    boolean surrogate = point >= 0xD800 && point <= 0xDFFF;
    if (point <= 0 || point > Character.MAX_CODE_POINT || surrogate) {
      throw new RowError("chr expects the code point of a character, got " + point);
    }
    scratch.put(Character.toString((int) point), out);
  }
}
