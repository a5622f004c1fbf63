package dev.laminar.internal.state.join;

import dev.laminar.data.DataType;
import dev.laminar.data.Mem;
import java.util.List;

/**
 * Where the parts of a kept row lie: a header, a validity bit per value, then the values, key
 * columns first, so that a look-up mostly touches one cache line.
 *
 * <p>Header: the next row of the chain (4 bytes), the weight (4); if rows can be taken out, the
 * previous row (4) and flags (4); if rows without a match are kept, the count of matches (8) and
 * how often the row stands null-padded in the output (4); flags (4) if not there yet, and a
 * sequence number (8), by which snapshots know the row, if equal rows may be kept apart. A row's
 * bytes have no alignment beyond the 8 of the row itself. Immutable.
 */
final class RowLayout {

  static final int NEXT = 0;
  static final int WEIGHT = 4;

  /** Flags that outlive their row: its number stands in a list. */
  static final int LISTED = 6;

  /** The flag that {@link JoinSide#touch} sets. */
  static final int TOUCHED = 1;

  /** The flag of a row that has been used since the search for cold rows came by. */
  static final int USED = 32;

  /** What is not there. */
  static final int ABSENT = -1;

  /** One value of a row; a struct is the values below it. */
  record Slot(DataType type, DataType.Layout layout, int offset, int bit, Slot[] children) {}

  final int previous;
  final int matches;
  final int padded;
  final int flags;
  final int sequence;
  final int validity;
  final int validityBytes;
  final int stride;
  final Slot[] slots;

  private int bits;
  private int end;

  /**
   * @param keys columns to put first
   * @param updating whether rows can be retracted
   * @param padding whether rows without a match appear in the output
   * @param removing whether rows are taken out of their chains
   */
  RowLayout(List<DataType> types, int[] keys, boolean updating, boolean padding, boolean removing) {
    int header = 8;
    previous = header;
    header += removing ? 8 : 0;
    matches = padding ? header : ABSENT;
    padded = padding ? header + 8 : ABSENT;
    flags = removing ? previous + 4 : padding ? header + 12 : ABSENT;
    header += padding ? 16 : 0;
    sequence = padding && !updating ? header : ABSENT;
    header += sequence == ABSENT ? 0 : 8;
    validity = header;
    validityBytes = (types.stream().mapToInt(RowLayout::countValues).sum() + 7) / 8;
    end = validity + validityBytes;
    slots = new Slot[types.size()];
    for (int key : keys) {
      place(key, types.get(key));
    }
    for (int i = 0; i < slots.length; i++) {
      place(i, types.get(i));
    }
    stride = (end + 7) / 8 * 8;
  }

  long matches(long row) {
    return matches == ABSENT ? 0 : Mem.getLong(row + matches);
  }

  int padded(long row) {
    return padded == ABSENT ? 0 : Mem.getInt(row + padded);
  }

  private void place(int column, DataType type) {
    if (slots[column] == null) {
      slots[column] = slot(type);
    }
  }

  private Slot slot(DataType type) {
    int bit = bits++;
    int offset = end;
    end += width(type.layout());
    Slot[] children =
        type instanceof DataType.Struct struct
            ? struct.fields().stream().map(field -> slot(field.type())).toArray(Slot[]::new)
            : new Slot[0];
    return new Slot(type, type.layout(), offset, bit, children);
  }

  private static int countValues(DataType type) {
    return type instanceof DataType.Struct struct
        ? 1 + struct.fields().stream().mapToInt(field -> countValues(field.type())).sum()
        : 1;
  }

  /** Bytes in the row; a list is a view of its encoded elements. */
  static int width(DataType.Layout layout) {
    return switch (layout) {
      case BIT -> 1;
      case LIST -> 16;
      default -> layout.width();
    };
  }
}
