package dev.laminar.format.json;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Mem;
import dev.laminar.data.Schema;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Columns from the first records of JSON data: BIGINT, DOUBLE, BOOLEAN, TEXT, structs and lists of
 * these, and JSON where kinds differ. Everything may be null. Stateless.
 */
final class JsonInference {

  private static final int MOST_RECORDS = 1000;
  private static final DataType.Int BIGINT = (DataType.Int) DataType.BIGINT;

  private JsonInference() {}

  /** What a value may be, as far as was seen; each is wider than the ones it came from. */
  private sealed interface Kind {
    enum Scalar implements Kind {
      NOTHING,
      BOOLEAN,
      BIGINT,
      DOUBLE,
      TEXT,
      JSON
    }

    /** An object's keys. */
    record Keys(Map<String, Kind> fields) implements Kind {}

    /** An array's elements. */
    record Elements(Kind element) implements Kind {}
  }

  static Schema infer(byte[] sample, boolean complete) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment copy = arena.allocate(Math.max(1, sample.length));
      Mem.copy(sample, 0, copy.address(), sample.length);
      JsonCursor in = new JsonCursor();
      in.set(copy.address(), copy.address() + sample.length, complete);
      return schema(records(in));
    }
  }

  private static Kind records(JsonCursor in) {
    Kind seen = Kind.Scalar.NOTHING;
    try {
      boolean isArray = in.skipSpace() && in.peek() == '[';
      in.at += isArray ? 1 : 0;
      for (int i = 0; i < MOST_RECORDS && in.skipSpace() && in.peek() != ']'; i++) {
        seen = wider(seen, value(in));
        if (isArray && in.skipSpace() && in.peek() == ',') {
          in.at++;
        }
      }
    } catch (JsonError error) {
      if (error != JsonError.UNFINISHED && seen == Kind.Scalar.NOTHING) {
        throw new LaminarException(
            ErrorCode.BAD_DATA,
            "the columns cannot be inferred: line "
                + in.line
                + ", column "
                + (error.address - in.lineStart + 1)
                + ": "
                + error.text()
                + "; declare the columns: CREATE TABLE name (column TYPE, …)",
            error);
      }
    }
    return seen;
  }

  private static Schema schema(Kind kind) {
    if (kind instanceof Kind.Keys keys && !keys.fields.isEmpty()) {
      return new Schema(fields(keys));
    }
    throw new LaminarException(
        ErrorCode.INVALID_QUERY,
        "the columns cannot be inferred because the data has no JSON object at its beginning;"
            + " declare them: CREATE TABLE name (column TYPE, …)");
  }

  private static List<Field> fields(Kind.Keys keys) {
    List<Field> fields = new ArrayList<>();
    keys.fields.forEach((name, kind) -> fields.add(Field.of(name, type(kind))));
    return fields;
  }

  private static DataType type(Kind kind) {
    return switch (kind) {
      case Kind.Scalar scalar ->
          switch (scalar) {
            case NOTHING, TEXT -> DataType.TEXT;
            case BOOLEAN -> DataType.BOOLEAN;
            case BIGINT -> DataType.BIGINT;
            case DOUBLE -> DataType.DOUBLE;
            case JSON -> DataType.JSON;
          };
      case Kind.Keys keys ->
          keys.fields.isEmpty() ? DataType.JSON : new DataType.Struct(fields(keys));
      case Kind.Elements elements ->
          elements.element == Kind.Scalar.NOTHING
              ? DataType.JSON
              : new DataType.ListOf(Field.of("element", type(elements.element)));
    };
  }

  private static Kind wider(Kind a, Kind b) {
    if (a.equals(b) || b == Kind.Scalar.NOTHING) {
      return a;
    }
    if (a == Kind.Scalar.NOTHING) {
      return b;
    }
    if (a instanceof Kind.Keys x && b instanceof Kind.Keys y) {
      Map<String, Kind> merged = new LinkedHashMap<>(x.fields);
      y.fields.forEach((name, kind) -> merged.merge(name, kind, JsonInference::wider));
      return new Kind.Keys(merged);
    }
    if (a instanceof Kind.Elements x && b instanceof Kind.Elements y) {
      return new Kind.Elements(wider(x.element, y.element));
    }
    if (isNumber(a) && isNumber(b)) {
      return Kind.Scalar.DOUBLE;
    }
    return isText(a) && isText(b) ? Kind.Scalar.TEXT : Kind.Scalar.JSON;
  }

  private static boolean isNumber(Kind kind) {
    return kind == Kind.Scalar.BIGINT || kind == Kind.Scalar.DOUBLE;
  }

  private static boolean isText(Kind kind) {
    return kind instanceof Kind.Scalar && kind != Kind.Scalar.JSON;
  }

  private static Kind value(JsonCursor in) {
    int first = in.peek();
    return switch (first) {
      case '{' -> object(in);
      case '[' -> array(in);
      case 'n' -> skipped(in, Kind.Scalar.NOTHING);
      case 't', 'f' -> skipped(in, Kind.Scalar.BOOLEAN);
      case '"' -> skipped(in, Kind.Scalar.TEXT);
      default -> {
        in.skipValue();
        boolean whole = in.number.isPlain() || in.number.fits(BIGINT);
        yield whole ? Kind.Scalar.BIGINT : Kind.Scalar.DOUBLE;
      }
    };
  }

  private static Kind skipped(JsonCursor in, Kind kind) {
    in.skipValue();
    return kind;
  }

  private static Kind object(JsonCursor in) {
    Map<String, Kind> fields = new LinkedHashMap<>();
    in.at++;
    while (in.peek() != '}') {
      if (in.peek() != '"') {
        throw in.malformed("'\"' and a key");
      }
      in.string();
      String name = in.text();
      if (in.peek() != ':') {
        throw in.malformed("':'");
      }
      in.at++;
      fields.merge(name, value(in), JsonInference::wider);
      comma(in, '}');
    }
    in.at++;
    return new Kind.Keys(fields);
  }

  private static Kind array(JsonCursor in) {
    Kind element = Kind.Scalar.NOTHING;
    in.at++;
    while (in.peek() != ']') {
      element = wider(element, value(in));
      comma(in, ']');
    }
    in.at++;
    return new Kind.Elements(element);
  }

  private static void comma(JsonCursor in, char close) {
    int next = in.peek();
    if (next == ',') {
      in.at++;
    } else if (next != close) {
      throw in.malformed("',' or '" + close + "'");
    }
  }
}
