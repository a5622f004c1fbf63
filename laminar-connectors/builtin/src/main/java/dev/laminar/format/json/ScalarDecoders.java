package dev.laminar.format.json;

import dev.laminar.data.ColumnBuilder;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Int128;
import java.util.Base64;

/**
 * Booleans, numbers and bytes. Numbers may also stand in quotes, as systems write them that fear
 * for their digits; so may {@code true} and {@code false}, and NaN and the infinities must.
 */
final class ScalarDecoders {

  private ScalarDecoders() {}

  /** true and false. */
  static final class BooleanDecoder extends ValueDecoder {
    BooleanDecoder(String name, Field field, ColumnBuilder column) {
      super(name, field, column);
    }

    @Override
    void value(JsonCursor in, int first) {
      long start = in.at;
      if (first == 't') {
        in.literal("true");
        column.appendBoolean(true);
      } else if (first == 'f') {
        in.literal("false");
        column.appendBoolean(false);
      } else if (first == '"') {
        in.string();
        column.appendBoolean(quoted(in, start));
      } else {
        throw in.misfit(name, "BOOLEAN", start);
      }
    }

    private boolean quoted(JsonCursor in, long start) {
      return switch (in.text()) {
        case "true" -> true;
        case "false" -> false;
        default -> throw in.misfit(name, "BOOLEAN", start);
      };
    }
  }

  /** What is written as a number, bare or quoted. */
  abstract static class NumberDecoder extends ValueDecoder {
    NumberDecoder(String name, Field field, ColumnBuilder column) {
      super(name, field, column);
    }

    @Override
    final void value(JsonCursor in, int first) {
      long start = in.at;
      boolean isNumber = isNumber(first);
      if (isNumber) {
        in.number();
      } else if (first == '"') {
        in.string();
        isNumber = in.number.parseAll(in.textStart, in.textEnd);
      }
      if (!(isNumber ? append(in) : first == '"' && appendWord(in))) {
        throw in.misfit(name, expected(), start);
      }
    }

    /** Appends the cursor's number, if it fits. */
    abstract boolean append(JsonCursor in);

    /** Appends a word in quotes that is no number, if there is one that fits. */
    boolean appendWord(JsonCursor in) {
      return false;
    }

    String expected() {
      return column.type().toString();
    }
  }

  /** Whole numbers, signed and unsigned. */
  static final class IntegerDecoder extends NumberDecoder {
    private final DataType.Int type;

    IntegerDecoder(String name, Field field, ColumnBuilder column, DataType.Int type) {
      super(name, field, column);
      this.type = type;
    }

    @Override
    boolean append(JsonCursor in) {
      boolean fits = in.number.fits(type);
      if (fits) {
        column.appendLong(in.number.whole());
      }
      return fits;
    }

    @Override
    String expected() {
      return type + " (" + lowest() + " to " + highest() + ")";
    }

    private String lowest() {
      return type.signed() ? Long.toString(Long.MIN_VALUE >> (64 - type.bits())) : "0";
    }

    private String highest() {
      return type.signed()
          ? Long.toString(Long.MAX_VALUE >> (64 - type.bits()))
          : Long.toUnsignedString(-1L >>> (64 - type.bits()));
    }
  }

  /** 64 and 32 bit floating point. */
  static final class DoubleDecoder extends NumberDecoder {
    private final boolean single;

    DoubleDecoder(String name, Field field, ColumnBuilder column) {
      super(name, field, column);
      this.single = field.type() instanceof DataType.Float32;
    }

    @Override
    boolean append(JsonCursor in) {
      double value = single ? in.number.toFloat() : in.number.toDouble();
      if (Double.isInfinite(value)) {
        return false;
      }
      column.appendDouble(value);
      return true;
    }

    @Override
    boolean appendWord(JsonCursor in) {
      switch (in.text()) {
        case "NaN" -> column.appendDouble(Double.NaN);
        case "Infinity" -> column.appendDouble(Double.POSITIVE_INFINITY);
        case "-Infinity" -> column.appendDouble(Double.NEGATIVE_INFINITY);
        default -> {
          return false;
        }
      }
      return true;
    }
  }

  /** Exact numbers. */
  static final class DecimalDecoder extends NumberDecoder {
    private final DataType.Decimal type;
    private final Int128 unscaled = new Int128();

    DecimalDecoder(String name, Field field, ColumnBuilder column, DataType.Decimal type) {
      super(name, field, column);
      this.type = type;
    }

    @Override
    boolean append(JsonCursor in) {
      boolean fits = in.number.toDecimal(type, unscaled);
      if (fits) {
        column.appendInt128(unscaled.high, unscaled.low);
      }
      return fits;
    }
  }

  /** Bytes in base 64. */
  static final class BytesDecoder extends ValueDecoder {
    BytesDecoder(String name, Field field, ColumnBuilder column) {
      super(name, field, column);
    }

    @Override
    void value(JsonCursor in, int first) {
      long start = in.at;
      if (first != '"') {
        throw in.misfit(name, "bytes in base 64", start);
      }
      in.string();
      try {
        column.appendBytes(Base64.getDecoder().decode(in.text()));
      } catch (IllegalArgumentException e) {
        throw in.misfit(name, "bytes in base 64", start);
      }
    }
  }
}
