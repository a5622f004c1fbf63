package dev.laminar.data;

import java.util.List;

/**
 * The type of a column's values, without nullability (a {@link Field} carries that).
 *
 * <p>Every type has one in-memory layout, Arrow's own ({@link #layout()}), and one representation
 * in generated code ({@link #carrier()}). Times are microseconds since the epoch in UTC; {@link
 * Timestamp}s with a precision above 6 are nanoseconds. Immutable.
 */
public sealed interface DataType extends PhysicalType {

  DataType BOOLEAN = new Bool();
  DataType TINYINT = new Int(8, true);
  DataType SMALLINT = new Int(16, true);
  DataType INTEGER = new Int(32, true);
  DataType BIGINT = new Int(64, true);
  DataType FLOAT = new Float32();
  DataType DOUBLE = new Float64();
  DataType TEXT = new Text();
  DataType BYTES = new Bytes();
  DataType DATE = new Date();
  DataType TIME = new Time();

  /** Microseconds since the epoch, without a zone: the type of event times and window borders. */
  DataType TIMESTAMP = new Timestamp(6, false);

  DataType JSON = new Json();

  /** True or false; one bit a row. */
  record Bool() implements DataType {
    @Override
    public String toString() {
      return "BOOLEAN";
    }
  }

  /** A whole number of 8, 16, 32 or 64 bits. */
  record Int(int bits, boolean signed) implements DataType {
    @Override
    public String toString() {
      String name =
          switch (bits) {
            case 8 -> "TINYINT";
            case 16 -> "SMALLINT";
            case 32 -> "INTEGER";
            default -> "BIGINT";
          };
      return signed ? name : name + " UNSIGNED";
    }
  }

  /** IEEE 754, 32 bits. */
  record Float32() implements DataType {
    @Override
    public String toString() {
      return "FLOAT";
    }
  }

  /** IEEE 754, 64 bits. */
  record Float64() implements DataType {
    @Override
    public String toString() {
      return "DOUBLE";
    }
  }

  /** An exact number of {@code precision} (1 to 38) digits, {@code scale} of them fractional. */
  record Decimal(int precision, int scale) implements DataType {
    public static final int MAX_PRECISION = 38;

    @Override
    public String toString() {
      return "DECIMAL(" + precision + ", " + scale + ")";
    }
  }

  /** UTF-8 text of any length. */
  record Text() implements DataType {
    @Override
    public String toString() {
      return "TEXT";
    }
  }

  /** Bytes of any length. */
  record Bytes() implements DataType {
    @Override
    public String toString() {
      return "BYTEA";
    }
  }

  /** Days since the epoch. */
  record Date() implements DataType {
    @Override
    public String toString() {
      return "DATE";
    }
  }

  /** Microseconds since midnight. */
  record Time() implements DataType {
    @Override
    public String toString() {
      return "TIME";
    }
  }

  /** A point in time: microseconds, above precision 6 nanoseconds, since the epoch in UTC. */
  record Timestamp(int precision, boolean withZone) implements DataType {
    /** Whether values count nanoseconds rather than microseconds. */
    public boolean nanos() {
      return precision > 6;
    }

    @Override
    public String toString() {
      String name = precision == 6 ? "TIMESTAMP" : "TIMESTAMP(" + precision + ")";
      return withZone ? name + " WITH TIME ZONE" : name;
    }
  }

  /** A calendar interval in months (32 bits). */
  record MonthInterval() implements DataType {
    @Override
    public String toString() {
      return "INTERVAL MONTH";
    }
  }

  /** A time interval in microseconds. */
  record TimeInterval() implements DataType {
    @Override
    public String toString() {
      return "INTERVAL";
    }
  }

  /** A JSON document as UTF-8 text, kept as it was written. */
  record Json() implements DataType {
    @Override
    public String toString() {
      return "JSON";
    }
  }

  /** A list of values of one type. */
  record ListOf(Field element) implements DataType {
    @Override
    public String toString() {
      return element.type() + "[]";
    }
  }

  /** Pairs with unique, non-null keys, in the order in which they were given. */
  record MapOf(DataType key, Field value) implements DataType {
    @Override
    public String toString() {
      return "MAP<" + key + ", " + value.type() + ">";
    }
  }

  /** Named fields, each a column of its own beneath this one. */
  record Struct(List<Field> fields) implements DataType {
    public Struct {
      fields = List.copyOf(fields);
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder("STRUCT<");
      for (int i = 0; i < fields.size(); i++) {
        text.append(i == 0 ? "" : ", ").append(fields.get(i));
      }
      return text.append('>').toString();
    }
  }

  /** Arrow's physical layouts that Laminar uses. */
  enum Layout {
    BIT(0),
    I8(1),
    I16(2),
    I32(4),
    I64(8),
    F32(4),
    F64(8),
    I128(16),
    /** Arrow's Utf8View/BinaryView: 16 bytes a row and shared blobs. */
    VIEW(16),
    /** 32-bit offsets into a child column; a map's child is a struct of key and value. */
    LIST(4),
    STRUCT(0);

    private final int width;

    Layout(int width) {
      this.width = width;
    }

    /** Bytes a row in the data buffer; 0 where that is no whole number or there is no buffer. */
    public int width() {
      return width;
    }
  }

  /** What generated code keeps a value in; {@code SLICE} and {@code INT128} are reused holders. */
  enum Carrier {
    BOOLEAN,
    LONG,
    DOUBLE,
    INT128,
    SLICE,
    OBJECT
  }
}
