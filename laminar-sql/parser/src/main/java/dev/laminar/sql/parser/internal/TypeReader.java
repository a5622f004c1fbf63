package dev.laminar.sql.parser.internal;

import static dev.laminar.sql.parser.TypeName.UNSPECIFIED;

import dev.laminar.sql.parser.SqlParseError;
import dev.laminar.sql.parser.TypeName;
import dev.laminar.sql.parser.TypeName.Kind;
import dev.laminar.sql.parser.TypeName.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the name of a type, under all the spellings that standard SQL, Postgres and others use. */
final class TypeReader {
  private static final int GREATEST_DECIMAL = 38;
  private static final int GREATEST_FRACTION = 9;
  private static final int FLOAT_BITS = 24;
  private static final int DOUBLE_BITS = 53;

  private static final Map<String, Kind> SIMPLE =
      Map.ofEntries(
          Map.entry("BOOLEAN", Kind.BOOLEAN),
          Map.entry("BOOL", Kind.BOOLEAN),
          Map.entry("TINYINT", Kind.TINYINT),
          Map.entry("SMALLINT", Kind.SMALLINT),
          Map.entry("INT2", Kind.SMALLINT),
          Map.entry("INT", Kind.INTEGER),
          Map.entry("INTEGER", Kind.INTEGER),
          Map.entry("INT4", Kind.INTEGER),
          Map.entry("BIGINT", Kind.BIGINT),
          Map.entry("INT8", Kind.BIGINT),
          Map.entry("UTINYINT", Kind.TINYINT_UNSIGNED),
          Map.entry("USMALLINT", Kind.SMALLINT_UNSIGNED),
          Map.entry("UINTEGER", Kind.INTEGER_UNSIGNED),
          Map.entry("UBIGINT", Kind.BIGINT_UNSIGNED),
          Map.entry("REAL", Kind.FLOAT),
          Map.entry("FLOAT4", Kind.FLOAT),
          Map.entry("FLOAT8", Kind.DOUBLE),
          Map.entry("TEXT", Kind.TEXT),
          Map.entry("STRING", Kind.TEXT),
          Map.entry("BYTEA", Kind.BYTES),
          Map.entry("BYTES", Kind.BYTES),
          Map.entry("BLOB", Kind.BYTES),
          Map.entry("DATE", Kind.DATE),
          Map.entry("JSON", Kind.JSON),
          Map.entry("JSONB", Kind.JSON));

  private final Cursor cursor;

  TypeReader(Cursor cursor) {
    this.cursor = cursor;
  }

  Cursor cursor() {
    return cursor;
  }

  /** Reads a type and leaves the cursor behind it. */
  TypeName read() {
    TypeName type = readOne();
    while (true) {
      if (cursor.isSymbol("[") && cursor.peek(1).isSymbol("]")) {
        cursor.goTo(cursor.index() + 2);
      } else if (cursor.isWord(0, "ARRAY")) {
        cursor.next();
      } else {
        return type;
      }
      type = new TypeName.Array(type);
    }
  }

  private TypeName readOne() {
    int begin = cursor.index();
    String written = cursor.name("a type");
    String name = written.toUpperCase(Locale.ROOT);
    Kind simple = SIMPLE.get(name);
    if (simple != null) {
      return new Scalar(unsigned(simple));
    }
    return switch (name) {
      case "FLOAT" -> floating();
      case "DOUBLE" -> {
        cursor.accept("PRECISION");
        yield new Scalar(Kind.DOUBLE);
      }
      case "DECIMAL", "NUMERIC", "DEC" -> decimal();
      case "VARCHAR", "CHAR" -> {
        cursor.accept("VARYING");
        yield sized(Kind.TEXT);
      }
      case "CHARACTER" -> {
        cursor.accept("VARYING");
        yield sized(Kind.TEXT);
      }
      case "BINARY", "VARBINARY" -> {
        cursor.accept("VARYING");
        yield sized(Kind.BYTES);
      }
      case "TIME" -> time(begin);
      case "TIMESTAMP", "DATETIME" -> timestamp();
      case "TIMESTAMPTZ" -> fraction(Kind.TIMESTAMP_TZ);
      case "INTERVAL" -> interval();
      case "ARRAY" -> {
        cursor.expectSymbol("<");
        TypeName element = read();
        cursor.expectSymbol(">");
        yield new TypeName.Array(element);
      }
      case "MAP" -> map();
      case "STRUCT", "ROW" -> struct();
      default -> throw unknown(begin, written, name);
    };
  }

  private Kind unsigned(Kind kind) {
    Kind unsigned =
        switch (kind) {
          case TINYINT -> Kind.TINYINT_UNSIGNED;
          case SMALLINT -> Kind.SMALLINT_UNSIGNED;
          case INTEGER -> Kind.INTEGER_UNSIGNED;
          case BIGINT -> Kind.BIGINT_UNSIGNED;
          default -> kind;
        };
    return unsigned != kind && cursor.accept("UNSIGNED") ? unsigned : kind;
  }

  private TypeName floating() {
    if (!cursor.isSymbol("(")) {
      return new Scalar(Kind.FLOAT);
    }
    int begin = cursor.index() + 1;
    int bits = parameter("the number of bits");
    if (bits < 1 || bits > DOUBLE_BITS) {
      throw error(begin, "a FLOAT has 1 to " + DOUBLE_BITS + " bits, not " + bits);
    }
    return new Scalar(bits <= FLOAT_BITS ? Kind.FLOAT : Kind.DOUBLE);
  }

  private TypeName decimal() {
    if (!cursor.acceptSymbol("(")) {
      return new Scalar(Kind.DECIMAL);
    }
    int begin = cursor.index();
    int precision = cursor.number("the number of digits");
    int scale = 0;
    if (cursor.acceptSymbol(",")) {
      scale = cursor.number("the number of digits behind the point");
    }
    cursor.expectSymbol(")");
    if (precision < 1 || precision > GREATEST_DECIMAL || scale > precision) {
      throw error(
          begin,
          "a DECIMAL has 1 to "
              + GREATEST_DECIMAL
              + " digits and no more behind the point, not ("
              + precision
              + ", "
              + scale
              + ")");
    }
    return new Scalar(Kind.DECIMAL, precision, scale);
  }

  private Scalar sized(Kind kind) {
    if (!cursor.isSymbol("(")) {
      return new Scalar(kind);
    }
    int begin = cursor.index() + 1;
    int length = parameter("the greatest length");
    if (length < 1) {
      throw error(begin, "the length of a type is at least 1");
    }
    return new Scalar(kind, length, UNSPECIFIED);
  }

  private Scalar fraction(Kind kind) {
    if (!cursor.isSymbol("(")) {
      return new Scalar(kind);
    }
    int begin = cursor.index() + 1;
    int digits = parameter("the number of digits behind the second");
    if (digits > GREATEST_FRACTION) {
      throw error(begin, "a time has 0 to " + GREATEST_FRACTION + " digits behind the second");
    }
    return new Scalar(kind, digits, UNSPECIFIED);
  }

  private TypeName time(int begin) {
    Scalar time = fraction(Kind.TIME);
    if (timeZone(cursor.isWord(0, "WITH"))) {
      throw error(
          begin, "a time of day has no time zone here; use TIME or TIMESTAMP WITH TIME ZONE");
    }
    return time;
  }

  private TypeName timestamp() {
    Scalar timestamp = fraction(Kind.TIMESTAMP);
    return timeZone(cursor.isWord(0, "WITH"))
        ? new Scalar(Kind.TIMESTAMP_TZ, timestamp.precision(), UNSPECIFIED)
        : timestamp;
  }

  /** Reads WITH or WITHOUT TIME ZONE, if it is there, and returns whether a zone is wanted. */
  private boolean timeZone(boolean with) {
    if (cursor.accept("WITHOUT", "TIME", "ZONE")) {
      return false;
    }
    return with
        && (cursor.accept("WITH", "TIME", "ZONE")
            || cursor.accept("WITH", "LOCAL", "TIME", "ZONE"));
  }

  /** Reads what may follow INTERVAL; the units are allowed and change nothing. */
  private TypeName interval() {
    if (cursor.hasNext() && Literals.isUnit(cursor.peek())) {
      cursor.next();
      skipPrecision();
      if (cursor.isWord(0, "TO") && Literals.isUnit(cursor.peek(1))) {
        cursor.goTo(cursor.index() + 2);
        skipPrecision();
      }
    }
    return new Scalar(Kind.INTERVAL);
  }

  private void skipPrecision() {
    if (cursor.isSymbol("(")) {
      parameter("a number of digits");
    }
  }

  private TypeName map() {
    cursor.expectSymbol("<");
    TypeName key = read();
    cursor.expectSymbol(",");
    TypeName value = read();
    cursor.expectSymbol(">");
    return new TypeName.Map(key, value);
  }

  private TypeName struct() {
    boolean round = cursor.acceptSymbol("(");
    if (!round) {
      cursor.expectSymbol("<");
    }
    List<TypeName.Field> fields = new ArrayList<>();
    do {
      String name = cursor.name("the name of a field");
      cursor.acceptSymbol(":");
      TypeName type = read();
      boolean notNull = cursor.accept("NOT", "NULL");
      if (!notNull) {
        cursor.accept("NULL");
      }
      fields.add(new TypeName.Field(name, type, notNull));
    } while (cursor.acceptSymbol(","));
    cursor.expectSymbol(round ? ")" : ">");
    return new TypeName.Struct(fields);
  }

  private int parameter(String what) {
    cursor.expectSymbol("(");
    int value = cursor.number(what);
    cursor.expectSymbol(")");
    return value;
  }

  private SqlParseError unknown(int begin, String written, String name) {
    List<String> known = new ArrayList<>(SIMPLE.keySet().stream().sorted().toList());
    known.addAll(
        List.of(
            "FLOAT",
            "DOUBLE",
            "DECIMAL",
            "NUMERIC",
            "VARCHAR",
            "CHAR",
            "BINARY",
            "TIME",
            "TIMESTAMP",
            "TIMESTAMPTZ",
            "INTERVAL",
            "ARRAY",
            "MAP",
            "STRUCT"));
    String meant = Spelling.meant(name, known);
    return error(
        begin,
        "there is no type "
            + Shown.quoted(written)
            + (meant == null ? "" : "; did you mean " + meant + "?"));
  }

  private SqlParseError error(int begin, String reason) {
    return cursor.error(cursor.lexemes().get(begin).span(), reason);
  }
}
