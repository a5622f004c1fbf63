package dev.laminar.format.csv;

import dev.laminar.ErrorCode;
import dev.laminar.LaminarException;
import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import dev.laminar.data.Mem;
import dev.laminar.data.Schema;
import dev.laminar.format.text.NumberParser;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Columns from the first records: names from the header, else {@code column1}, {@code column2}, …;
 * types BIGINT, DOUBLE, BOOLEAN or TEXT. Stateless.
 */
final class CsvInference {

  private static final int MOST_RECORDS = 1000;
  private static final DataType.Int BIGINT = new DataType.Int(64, true);

  private CsvInference() {}

  /** What the values of a column may be. */
  private enum Kind {
    NOTHING(DataType.TEXT),
    BOOLEAN(DataType.BOOLEAN),
    BIGINT(DataType.BIGINT),
    DOUBLE(DataType.DOUBLE),
    TEXT(DataType.TEXT);

    final DataType type;

    Kind(DataType type) {
      this.type = type;
    }

    Kind or(Kind other) {
      if (this == other || other == NOTHING) {
        return this;
      }
      if (this == NOTHING) {
        return other;
      }
      boolean numbers = this != BOOLEAN && other != BOOLEAN && this != TEXT && other != TEXT;
      return numbers ? DOUBLE : TEXT;
    }
  }

  static Schema infer(CsvOptions options, byte[] sample, boolean complete) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment copy = arena.allocate(Math.max(1, sample.length));
      Mem.copy(sample, 0, copy.address(), sample.length);
      CsvScanner in = new CsvScanner(options);
      in.set(copy.address(), copy.address() + sample.length, complete);
      return schema(options, in);
    }
  }

  private static Schema schema(CsvOptions options, CsvScanner in) {
    List<String> names = new ArrayList<>();
    List<Kind> kinds = new ArrayList<>();
    NumberParser number = new NumberParser();
    try {
      for (int record = 0; record < MOST_RECORDS && in.findRecord(); record++) {
        boolean header = record == 0 && options.header();
        int index = 0;
        boolean more = true;
        while (more) {
          more = in.next();
          if (index == kinds.size()) {
            String text = in.text().strip();
            String name = index == 0 && text.startsWith("\ufeff") ? text.substring(1) : text;
            names.add(header ? name : "column" + (index + 1));
            kinds.add(Kind.NOTHING);
          }
          if (!header) {
            kinds.set(index, kinds.get(index).or(kind(in, number)));
          }
          index++;
        }
      }
    } catch (CsvError error) {
      if (kinds.isEmpty()) {
        throw new LaminarException(
            ErrorCode.BAD_DATA, "the columns cannot be inferred: " + error.text(), error);
      }
    }
    return schema(names, kinds);
  }

  private static Schema schema(List<String> names, List<Kind> kinds) {
    if (names.isEmpty()) {
      throw new LaminarException(
          ErrorCode.INVALID_QUERY,
          "the columns cannot be inferred because the data is empty; declare them:"
              + " CREATE TABLE name (column TYPE, …)");
    }
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      fields.add(Field.of(names.get(i), kinds.get(i).type));
    }
    return new Schema(fields);
  }

  private static Kind kind(CsvScanner in, NumberParser number) {
    if (in.isNull()) {
      return Kind.NOTHING;
    }
    if (in.quoted) {
      return Kind.TEXT;
    }
    if (number.parseAll(in.from, in.to)) {
      return number.fits(BIGINT) ? Kind.BIGINT : Kind.DOUBLE;
    }
    String text = in.text();
    return text.equals("true") || text.equals("false") ? Kind.BOOLEAN : Kind.TEXT;
  }
}
