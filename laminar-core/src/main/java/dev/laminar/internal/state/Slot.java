package dev.laminar.internal.state;

import dev.laminar.data.Column;
import dev.laminar.data.ColumnBuilder;
import dev.laminar.data.DataType;
import dev.laminar.data.Mem;
import dev.laminar.data.Slice;

/**
 * A typed value at a fixed place of an off-heap row.
 *
 * <p>Fixed-width values lie there themselves, floats normalised (one NaN, no negative zero), so
 * that equal values are equal bits. Others take 16 bytes: a length, then up to 12 bytes, or 4 bytes
 * and the address of a piece of the arena. Lists, maps and structs are kept as {@link ValueBytes}.
 * A set bit elsewhere in the row says that there is no value; the place is then all zero. One
 * thread.
 */
public final class Slot {
  private final DataType type;
  private final DataType.Layout layout;
  private final int offset;
  private final int nullOffset;
  private final int nullMask;
  private final Slice slice = new Slice();
  private final ValueBytes nested = new ValueBytes();

  /** {@code nullBit} counts from the row's first bit; −1 for a value that is always there. */
  Slot(DataType type, int offset, int nullBit) {
    this.type = type;
    this.layout = type.layout();
    this.offset = offset;
    this.nullOffset = nullBit < 0 ? -1 : nullBit >>> 3;
    this.nullMask = nullBit < 0 ? 0 : 1 << (nullBit & 7);
  }

  /** Bytes that a value takes in the row. */
  static int width(DataType type) {
    return switch (type.layout()) {
      case BIT, I8 -> 1;
      case I16 -> 2;
      case I32, F32 -> 4;
      case I64, F64 -> 8;
      case I128, VIEW, LIST, STRUCT -> 16;
    };
  }

  public DataType type() {
    return type;
  }

  DataType.Layout layout() {
    return layout;
  }

  /** Where the value lies, from the row's address. */
  public int offset() {
    return offset;
  }

  boolean nullable() {
    return nullMask != 0;
  }

  public boolean isNull(long row) {
    return nullMask != 0 && (Mem.getByte(row + nullOffset) & nullMask) != 0;
  }

  private void setNull(long row) {
    if (nullMask == 0) {
      throw new IllegalStateException("a null where the plan promised " + type + " NOT NULL");
    }
    Mem.putByte(row + nullOffset, (byte) (Mem.getByte(row + nullOffset) | nullMask));
  }

  boolean ownsMemory() {
    return switch (layout) {
      case VIEW, LIST, STRUCT -> true;
      case BIT, I8, I16, I32, I64, F32, F64, I128 -> false;
    };
  }

  /** Writes a value into a place that is all zero. */
  public void write(long row, Column column, int i, Arena arena) {
    if (column.isNull(i)) {
      setNull(row);
      return;
    }
    long at = row + offset;
    switch (layout) {
      case BIT -> Mem.putByte(at, (byte) (column.getBoolean(i) ? 1 : 0));
      case I8 -> Mem.putByte(at, Mem.getByte(column.dataAddress() + i));
      case I16 -> Mem.putShort(at, Mem.getShort(column.dataAddress() + 2L * i));
      case I32 -> Mem.putInt(at, Mem.getInt(column.dataAddress() + 4L * i));
      case I64 -> Mem.putLong(at, Mem.getLong(column.dataAddress() + 8L * i));
      case F32 -> Mem.putInt(at, floatBits(column, i));
      case F64 -> Mem.putLong(at, Double.doubleToLongBits(column.getDouble(i) + 0.0));
      case I128 -> {
        Mem.putLong(at, Mem.getLong(column.dataAddress() + 16L * i));
        Mem.putLong(at + 8, Mem.getLong(column.dataAddress() + 16L * i + 8));
      }
      case VIEW -> {
        column.getSlice(i, slice);
        long to = place(at, slice.length, arena);
        Mem.copy(slice.address, to, slice.length);
        seal(at, to, slice.length);
      }
      case LIST, STRUCT -> {
        nested.write(column, i);
        long to = place(at, nested.length(), arena);
        Mem.copy(nested.bytes(), 0, to, nested.length());
        seal(at, to, nested.length());
      }
    }
  }

  private static int floatBits(Column column, int i) {
    return Float.floatToIntBits((float) column.getDouble(i) + 0.0f);
  }

  private static long place(long at, int length, Arena arena) {
    Mem.putInt(at, length);
    if (length <= Column.INLINE) {
      Mem.putInt(at + 4, 0);
      Mem.putLong(at + 8, 0);
      return at + 4;
    }
    return arena.allocate(length);
  }

  private static void seal(long at, long bytes, int length) {
    if (length > Column.INLINE) {
      Mem.putInt(at + 4, Mem.getInt(bytes));
      Mem.putLong(at + 8, bytes);
    }
  }

  private static long bytesAt(long at) {
    return Mem.getInt(at) <= Column.INLINE ? at + 4 : Mem.getLong(at + 8);
  }

  /** Copies the value of a row of the same layout into a place that is all zero. */
  public void copy(long row, long from, Arena arena) {
    if (isNull(from)) {
      setNull(row);
      return;
    }
    long at = row + offset;
    long source = from + offset;
    if (ownsMemory()) {
      int length = Mem.getInt(source);
      long to = place(at, length, arena);
      Mem.copy(bytesAt(source), to, length);
      seal(at, to, length);
    } else {
      Mem.copy(source, at, width(type));
    }
  }

  /** Frees the value's memory in the arena and makes the place all zero, the null bit too. */
  public void clear(long row, Arena arena) {
    long at = row + offset;
    if (ownsMemory() && Mem.getInt(at) > Column.INLINE) {
      arena.free(Mem.getLong(at + 8), Mem.getInt(at));
    }
    Mem.fill(at, width(type), (byte) 0);
    if (nullMask != 0) {
      Mem.putByte(row + nullOffset, (byte) (Mem.getByte(row + nullOffset) & ~nullMask));
    }
  }

  /** Whether the row's value equals the column's; nulls are equal to each other. */
  public boolean equal(long row, Column column, int i) {
    boolean none = isNull(row);
    if (none || column.isNull(i)) {
      return none && column.isNull(i);
    }
    long at = row + offset;
    return switch (layout) {
      case BIT -> (Mem.getByte(at) != 0) == column.getBoolean(i);
      case I8 -> Mem.getByte(at) == Mem.getByte(column.dataAddress() + i);
      case I16 -> Mem.getShort(at) == Mem.getShort(column.dataAddress() + 2L * i);
      case I32 -> Mem.getInt(at) == Mem.getInt(column.dataAddress() + 4L * i);
      case I64 -> Mem.getLong(at) == Mem.getLong(column.dataAddress() + 8L * i);
      case F32 -> Mem.getInt(at) == floatBits(column, i);
      case F64 -> Mem.getLong(at) == Double.doubleToLongBits(column.getDouble(i) + 0.0);
      case I128 -> Mem.equal(at, column.dataAddress() + 16L * i, 16);
      case VIEW -> equalView(at, column, i);
      case LIST, STRUCT -> equalNested(at, column, i);
    };
  }

  private static boolean equalView(long at, Column column, int i) {
    long view = column.dataAddress() + 16L * i;
    if (Mem.getLong(at) != Mem.getLong(view)) {
      return false; // length or the first four bytes differ
    }
    int length = Mem.getInt(view);
    if (length <= Column.INLINE) {
      return Mem.getLong(at + 8) == Mem.getLong(view + 8);
    }
    long bytes = column.blobAddresses()[Mem.getInt(view + 8)] + Mem.getInt(view + 12);
    return Mem.equal(Mem.getLong(at + 8), bytes, length);
  }

  private boolean equalNested(long at, Column column, int i) {
    nested.write(column, i);
    int length = nested.length();
    if (Mem.getInt(at) != length) {
      return false;
    }
    byte[] kept = Mem.bytes(bytesAt(at), length);
    return java.util.Arrays.equals(kept, 0, length, nested.bytes(), 0, length);
  }

  /** Whether two rows of the same layout have equal values here. */
  public boolean equalRows(long a, long b) {
    boolean none = isNull(a);
    if (none || isNull(b)) {
      return none && isNull(b);
    }
    if (!ownsMemory()) {
      return Mem.equal(a + offset, b + offset, width(type));
    }
    int length = Mem.getInt(a + offset);
    return length == Mem.getInt(b + offset)
        && Mem.equal(bytesAt(a + offset), bytesAt(b + offset), length);
  }

  /** The order of the row's value to the column's; both present, a DECIMAL, text or bytes. */
  public int compare(long row, Column column, int i) {
    long at = row + offset;
    if (layout == DataType.Layout.I128) {
      return compareWide(at, column.dataAddress() + 16L * i);
    }
    column.getSlice(i, slice);
    return Mem.compare(bytesAt(at), Mem.getInt(at), slice.address, slice.length);
  }

  /** The order of two rows' values, as in {@link #compare}. */
  public int compareRows(long a, long b) {
    long one = a + offset;
    long two = b + offset;
    return layout == DataType.Layout.I128
        ? compareWide(one, two)
        : Mem.compare(bytesAt(one), Mem.getInt(one), bytesAt(two), Mem.getInt(two));
  }

  private static int compareWide(long a, long b) {
    int high = Long.compare(Mem.getLong(a + 8), Mem.getLong(b + 8));
    return high != 0 ? high : Long.compareUnsigned(Mem.getLong(a), Mem.getLong(b));
  }

  /** Appends the values of these rows. */
  public void read(long[] rows, int count, ColumnBuilder out) {
    int first = out.size();
    long to = out.reserve(first + count);
    switch (layout) {
      case I64, F64 -> {
        for (int i = 0; i < count; i++) {
          Mem.putLong(to + 8L * (first + i), Mem.getLong(rows[i] + offset));
        }
      }
      case I32, F32 -> {
        for (int i = 0; i < count; i++) {
          Mem.putInt(to + 4L * (first + i), Mem.getInt(rows[i] + offset));
        }
      }
      case I16 -> {
        for (int i = 0; i < count; i++) {
          Mem.putShort(to + 2L * (first + i), Mem.getShort(rows[i] + offset));
        }
      }
      case I8 -> {
        for (int i = 0; i < count; i++) {
          Mem.putByte(to + first + i, Mem.getByte(rows[i] + offset));
        }
      }
      case I128 -> {
        for (int i = 0; i < count; i++) {
          Mem.copy(rows[i] + offset, to + 16L * (first + i), 16);
        }
      }
      case BIT -> {
        for (int i = 0; i < count; i++) {
          out.putBoolean(first + i, Mem.getByte(rows[i] + offset) != 0);
        }
      }
      case VIEW -> readBytes(rows, count, out, first);
      case LIST, STRUCT -> {
        readNested(rows, count, out);
        return;
      }
    }
    markNulls(rows, count, out, first);
    out.setSize(first + count);
  }

  private void readBytes(long[] rows, int count, ColumnBuilder out, int first) {
    for (int i = 0; i < count; i++) {
      long at = rows[i] + offset;
      out.putBytes(first + i, bytesAt(at), Mem.getInt(at));
    }
  }

  private void readNested(long[] rows, int count, ColumnBuilder out) {
    for (int i = 0; i < count; i++) {
      if (isNull(rows[i])) {
        out.appendNull();
      } else {
        ValueBytes.read(bytesAt(rows[i] + offset), out);
      }
    }
  }

  private void markNulls(long[] rows, int count, ColumnBuilder out, int first) {
    if (nullMask == 0) {
      return;
    }
    for (int i = 0; i < count; i++) {
      if (isNull(rows[i])) {
        out.markNull(first + i);
      }
    }
  }
}
