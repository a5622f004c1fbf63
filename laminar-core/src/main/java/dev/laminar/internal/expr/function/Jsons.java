package dev.laminar.internal.expr.function;

import dev.laminar.data.DataType;
import dev.laminar.data.Mem;
import dev.laminar.data.Slice;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * JSON, scanned where it lies. A value found is a view of the document; malformed text on the way
 * to it fails the row. Stateless but for the paths kept by places of call.
 */
public final class Jsons {

  private Jsons() {}

  // ---- members and elements

  /** Points at the member's value; false if there is none. */
  private static boolean member(long a, int n, long key, int length, Slice out) {
    long end = a + n;
    long at = JsonScan.blanks(a, end);
    if (JsonScan.peek(at, end, a) != '{') {
      return false;
    }
    at = JsonScan.blanks(at + 1, end);
    while (JsonScan.peek(at, end, a) == '"') {
      long nameEnd = JsonScan.string(at, end, a);
      boolean found = isName(at + 1, nameEnd - 1, key, length);
      at = JsonScan.blanks(nameEnd, end);
      if (JsonScan.peek(at, end, a) != ':') {
        throw JsonScan.malformed(a, at);
      }
      at = JsonScan.blanks(at + 1, end);
      long valueEnd = JsonScan.value(at, end, a);
      if (found) {
        out.set(at, (int) (valueEnd - at));
        return true;
      }
      at = JsonScan.blanks(valueEnd, end);
      if (JsonScan.peek(at, end, a) == '}') {
        return false;
      }
      if (Mem.getByte(at) != ',') {
        throw JsonScan.malformed(a, at);
      }
      at = JsonScan.blanks(at + 1, end);
    }
    if (Mem.getByte(at) != '}') {
      throw JsonScan.malformed(a, at);
    }
    return false;
  }

  private static boolean isName(long at, long end, long key, int length) {
    int size = (int) (end - at);
    if (size == length && Mem.equal(at, key, length)) {
      return true;
    }
    if (size <= length || Utf8.find(at, size, BACKSLASH.address(), 1, 0) < 0) {
      return false;
    }
    return JsonScan.unescaped(Boxes.text(at, size)).equals(Boxes.text(key, length));
  }

  private static final MemorySegment BACKSLASH = Arena.global().allocate(1);

  static {
    Mem.putByte(BACKSLASH.address(), (byte) '\\');
  }

  /** Points at the element; from the end if negative. */
  private static boolean elementAt(long a, int n, long index, Slice out) {
    long wanted = index < 0 ? count(a, n) + index : index;
    if (wanted < 0) {
      return false;
    }
    long end = a + n;
    long at = JsonScan.blanks(a, end);
    if (JsonScan.peek(at, end, a) != '[') {
      return false;
    }
    at = JsonScan.blanks(at + 1, end);
    for (long i = 0; JsonScan.peek(at, end, a) != ']'; i++) {
      long valueEnd = JsonScan.value(at, end, a);
      if (i == wanted) {
        out.set(at, (int) (valueEnd - at));
        return true;
      }
      at = comma(valueEnd, end, a, ']');
    }
    return false;
  }

  private static long comma(long valueEnd, long end, long from, char close) {
    long at = JsonScan.blanks(valueEnd, end);
    byte b = JsonScan.peek(at, end, from);
    if (b == close) {
      return at;
    }
    if (b != ',') {
      throw JsonScan.malformed(from, at);
    }
    long next = JsonScan.blanks(at + 1, end);
    if (JsonScan.peek(next, end, from) == close) {
      throw JsonScan.malformed(from, next);
    }
    return next;
  }

  /** The number of elements; −1 if it is no array. */
  private static long count(long a, int n) {
    long end = a + n;
    long at = JsonScan.blanks(a, end);
    if (JsonScan.peek(at, end, a) != '[') {
      return -1;
    }
    at = JsonScan.blanks(at + 1, end);
    long count = 0;
    while (JsonScan.peek(at, end, a) != ']') {
      at = comma(JsonScan.value(at, end, a), end, a, ']');
      count++;
    }
    return count;
  }

  public static boolean field(long a, int n, long key, int length, Slice out) {
    return member(a, n, key, length, out);
  }

  public static boolean element(long a, int n, long index, Slice out) {
    return elementAt(a, n, index, out);
  }

  public static boolean fieldText(long a, int n, long key, int length, Scratch scratch, Slice out) {
    return member(a, n, key, length, out) && asText(scratch, out);
  }

  public static boolean elementText(long a, int n, long index, Scratch scratch, Slice out) {
    return elementAt(a, n, index, out) && asText(scratch, out);
  }

  /** The value as text, strings without quotation marks; false for null. */
  private static boolean asText(Scratch scratch, Slice out) {
    byte first = Mem.getByte(out.address);
    if (first == '"') {
      JsonScan.unquote(out.address + 1, out.address + out.length - 1, scratch, out);
      return true;
    }
    return first != 'n';
  }

  // ---- paths

  /** A place of call: keeps its path. */
  public static final class Path {
    private final Memo<List<Step>> steps;

    public Path(@Nullable String literal) {
      steps =
          new Memo<>(literal) {
            @Override
            List<Step> make(String text) {
              return Step.parse(text);
            }
          };
    }

    boolean find(long a, int n, long path, int length, Slice out) {
      long end = a + n;
      long start = JsonScan.blanks(a, end);
      out.set(start, (int) (JsonScan.value(start, end, a) - start));
      for (Step step : steps.get(path, length)) {
        boolean found =
            step.name == null
                ? at(out, step.index)
                : member(out.address, out.length, step.address, step.length, out);
        if (!found) {
          return false;
        }
      }
      return true;
    }

    /** In lax mode anything else than an array is an array of itself. */
    private static boolean at(Slice out, long index) {
      if (Mem.getByte(out.address) != '[') {
        return index == 0 || index == -1;
      }
      return elementAt(out.address, out.length, index, out);
    }
  }

  /** A member's name or an element's number. */
  private static final class Step {
    private final @Nullable MemorySegment name;
    private final long address;
    private final int length;
    private final long index;

    private Step(@Nullable String text, long index) {
      this.index = index;
      if (text == null) {
        name = null;
        address = 0;
        length = 0;
        return;
      }
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      MemorySegment memory = Arena.ofAuto().allocate(Math.max(1, bytes.length));
      Mem.copy(bytes, 0, memory.address(), bytes.length);
      name = memory;
      address = memory.address();
      length = bytes.length;
    }

    private static final Pattern PART =
        Pattern.compile(
            "\\.([\\p{L}_][\\p{L}\\p{N}_-]*)|\\.\"([^\"]*)\"|\\[(\\d+)\\]"
                + "|\\[last\\]|\\['([^']*)'\\]|\\[\"([^\"]*)\"\\]");

    static List<Step> parse(String text) {
      String path = text.strip().replaceFirst("^(?:lax|strict)\\s+", "");
      if (!path.startsWith("$")) {
        throw bad(text);
      }
      List<Step> steps = new ArrayList<>();
      Matcher matcher = PART.matcher(path);
      int at = 1;
      while (at < path.length()) {
        if (!matcher.find(at) || matcher.start() != at) {
          throw bad(text);
        }
        steps.add(step(matcher));
        at = matcher.end();
      }
      return steps;
    }

    private static Step step(Matcher matcher) {
      if (matcher.group(3) != null) {
        return new Step(null, Long.parseLong(matcher.group(3)));
      }
      for (int group : new int[] {1, 2, 4, 5}) {
        if (matcher.group(group) != null) {
          return new Step(matcher.group(group), 0);
        }
      }
      return new Step(null, -1);
    }

    private static RowError bad(String text) {
      return new RowError("expected a JSON path such as $.a.b[0], got '" + text + "'");
    }
  }

  private static boolean isNested(Slice value) {
    byte first = Mem.getByte(value.address);
    return first == '{' || first == '[';
  }

  public static boolean value(
      long a, int n, long path, int length, Path steps, Scratch scratch, Slice out) {
    return steps.find(a, n, path, length, out) && !isNested(out) && asText(scratch, out);
  }

  public static boolean query(long a, int n, long path, int length, Path steps, Slice out) {
    return steps.find(a, n, path, length, out) && isNested(out);
  }

  public static boolean exists(long a, int n, long path, int length, Path steps) {
    return steps.find(a, n, path, length, new Slice());
  }

  // ---- whole documents

  public static long length(long a, int n) {
    long count = count(a, n);
    if (count < 0) {
      throw new RowError("json_array_length expects an array, got " + kind(a, n));
    }
    return count;
  }

  private static String kind(long a, int n) {
    long at = JsonScan.blanks(a, a + n);
    return switch (JsonScan.peek(at, a + n, a)) {
      case '{' -> "object";
      case '[' -> "array";
      case '"' -> "string";
      case 't', 'f' -> "boolean";
      case 'n' -> "null";
      default -> "number";
    };
  }

  public static void typeOf(long a, int n, Scratch scratch, Slice out) {
    scratch.put(kind(a, n), out);
  }

  public static boolean valid(long a, int n) {
    try {
      check(a, n);
      return true;
    } catch (RowError e) {
      return false;
    }
  }

  private static void check(long a, int n) {
    long end = a + n;
    long last = JsonScan.check(JsonScan.blanks(a, end), end, a, 0);
    if (JsonScan.blanks(last, end) != end) {
      throw JsonScan.malformed(a, last);
    }
  }

  /** The text itself, if it is JSON. */
  public static void check(long a, int n, Slice out) {
    check(a, n);
    out.set(a, n);
  }

  public static List<String> keys(long a, int n) {
    long end = a + n;
    long at = JsonScan.blanks(a, end);
    if (JsonScan.peek(at, end, a) != '{') {
      throw new RowError("json_object_keys expects an object, got " + kind(a, n));
    }
    List<String> keys = new ArrayList<>();
    at = JsonScan.blanks(at + 1, end);
    while (JsonScan.peek(at, end, a) == '"') {
      long nameEnd = JsonScan.string(at, end, a);
      keys.add(JsonScan.unescaped(Boxes.text(at + 1, (int) (nameEnd - at - 2))));
      at = JsonScan.blanks(nameEnd, end);
      if (JsonScan.peek(at, end, a) != ':') {
        throw JsonScan.malformed(a, at);
      }
      at = comma(JsonScan.value(JsonScan.blanks(at + 1, end), end, a), end, a, '}');
    }
    return keys;
  }

  /** Two objects as one (the second's members win), or arrays one after the other. */
  public static void concat(long a, int n, long b, int m, Scratch scratch, Slice out) {
    String x = Boxes.text(a, n).strip();
    String y = Boxes.text(b, m).strip();
    if (x.startsWith("{") && y.startsWith("{")) {
      scratch.put(merged(a, n, b, m), out);
      return;
    }
    String left = x.startsWith("[") ? x.substring(1, x.length() - 1).strip() : x;
    String right = y.startsWith("[") ? y.substring(1, y.length() - 1).strip() : y;
    String comma = left.isEmpty() || right.isEmpty() ? "" : ", ";
    scratch.put("[" + left + comma + right + "]", out);
  }

  private static String merged(long a, int n, long b, int m) {
    Map<String, String> members = new LinkedHashMap<>();
    collect(a, n, members);
    collect(b, m, members);
    StringJoiner text = new StringJoiner(", ", "{", "}");
    members.forEach((name, value) -> text.add(JsonText.quoted(name) + ": " + value));
    return text.toString();
  }

  private static void collect(long a, int n, Map<String, String> members) {
    Slice value = new Slice();
    Scratch scratch = new Scratch();
    Slice key = new Slice();
    for (String name : keys(a, n)) {
      scratch.put(name, key);
      if (member(a, n, key.address, key.length, value)) {
        members.put(name, value.toString());
      }
    }
  }

  // ---- making JSON

  public static void toJson(Object value, DataType type, Scratch scratch, Slice out) {
    scratch.put(JsonText.of(value, type), out);
  }

  public static String object(@Nullable Object[] entries, List<?> types) {
    if (entries.length % 2 != 0) {
      throw new RowError("json_build_object expects names and values by turns");
    }
    StringJoiner text = new StringJoiner(",", "{", "}");
    for (int i = 0; i < entries.length; i += 2) {
      Object name = entries[i];
      if (name == null) {
        throw new RowError("the name of a JSON member must not be null");
      }
      text.add(
          JsonText.quoted(Nested.text(name, (DataType) types.get(i)))
              + ":"
              + JsonText.of(entries[i + 1], (DataType) types.get(i + 1)));
    }
    return text.toString();
  }

  public static String array(@Nullable Object[] values, List<?> types) {
    StringJoiner text = new StringJoiner(",", "[", "]");
    for (int i = 0; i < values.length; i++) {
      text.add(JsonText.of(values[i], (DataType) types.get(i)));
    }
    return text.toString();
  }
}
