package dev.laminar.sql.parser;

import static java.util.stream.Collectors.joining;

import java.util.List;

/**
 * The name of a type as written in a column definition or a cast, brought to one spelling: {@code
 * STRING}, {@code TEXT} and {@code VARCHAR} are one type. {@code toString} writes it as SQL that
 * the parser reads back.
 */
public sealed interface TypeName {
  /** The precision, scale or length that was not written. */
  int UNSPECIFIED = -1;

  /** The types without a type inside. */
  enum Kind {
    BOOLEAN("BOOLEAN"),
    TINYINT("TINYINT"),
    SMALLINT("SMALLINT"),
    INTEGER("INTEGER"),
    BIGINT("BIGINT"),
    TINYINT_UNSIGNED("TINYINT UNSIGNED"),
    SMALLINT_UNSIGNED("SMALLINT UNSIGNED"),
    INTEGER_UNSIGNED("INTEGER UNSIGNED"),
    BIGINT_UNSIGNED("BIGINT UNSIGNED"),
    /** 32 bits; {@code REAL} too. */
    FLOAT("FLOAT"),
    /** 64 bits. */
    DOUBLE("DOUBLE"),
    DECIMAL("DECIMAL"),
    TEXT("TEXT"),
    BYTES("BYTEA"),
    DATE("DATE"),
    TIME("TIME"),
    /** Without a time zone. */
    TIMESTAMP("TIMESTAMP"),
    /** An instant. */
    TIMESTAMP_TZ("TIMESTAMP WITH TIME ZONE"),
    INTERVAL("INTERVAL"),
    JSON("JSON");

    private final String sql;

    Kind(String sql) {
      this.sql = sql;
    }

    /** The name in SQL. */
    public String sql() {
      return sql;
    }
  }

  /**
   * A type without a type inside.
   *
   * @param precision of a decimal, time or timestamp, the greatest length of a text or bytes
   * @param scale of a decimal
   */
  record Scalar(Kind kind, int precision, int scale) implements TypeName {
    public Scalar(Kind kind) {
      this(kind, UNSPECIFIED, UNSPECIFIED);
    }

    @Override
    public String toString() {
      if (precision == UNSPECIFIED) {
        return kind.sql;
      }
      if (kind == Kind.TIMESTAMP_TZ) {
        return "TIMESTAMP(" + precision + ") WITH TIME ZONE";
      }
      String name =
          switch (kind) {
            case TEXT -> "VARCHAR";
            case BYTES -> "VARBINARY";
            default -> kind.sql;
          };
      return name + "(" + precision + (scale == UNSPECIFIED ? "" : ", " + scale) + ")";
    }
  }

  /** A list of values of one type. */
  record Array(TypeName element) implements TypeName {
    @Override
    public String toString() {
      return element + "[]";
    }
  }

  /** Keys and their values. */
  record Map(TypeName key, TypeName value) implements TypeName {
    @Override
    public String toString() {
      return "MAP<" + key + ", " + value + ">";
    }
  }

  /** Named fields. */
  record Struct(List<Field> fields) implements TypeName {
    public Struct {
      fields = List.copyOf(fields);
    }

    @Override
    public String toString() {
      return fields.stream().map(Field::toString).collect(joining(", ", "STRUCT<", ">"));
    }
  }

  /** A field of a struct. */
  record Field(String name, TypeName type, boolean notNull) {
    @Override
    public String toString() {
      return '"' + name.replace("\"", "\"\"") + "\" " + type + (notNull ? " NOT NULL" : "");
    }
  }
}
