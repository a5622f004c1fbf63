package dev.laminar.internal.state;

import dev.laminar.data.Batch;
import dev.laminar.data.Column;
import dev.laminar.data.DataType;
import dev.laminar.data.Mem;
import dev.laminar.data.Slice;

/**
 * The hash of key columns: one for exchanges and state tables, so that a row arrives where its
 * state is.
 *
 * <p>Equal values of one type hash alike, on every machine and in every version: snapshots depend
 * on it. Nulls hash alike. Floats: −0.0 as 0.0, every NaN as one. Mixing follows MurmurHash3's
 * 64-bit finaliser; texts are mixed eight bytes at a time. Stateless.
 */
public final class KeyHash {

  private static final long NULL = 0x9E3779B97F4A7C15L;
  private static final long M1 = 0xff51afd7ed558ccdL;
  private static final long M2 = 0xc4ceb9fe1a85ec53L;

  private KeyHash() {}

  /** Hashes the key columns of each row into {@code out[0 … rows)}. */
  public static void hash(Batch batch, int[] keys, long[] out) {
    Column[] columns = new Column[keys.length];
    for (int k = 0; k < keys.length; k++) {
      columns[k] = batch.column(keys[k]);
    }
    hash(columns, batch.rows(), out);
  }

  /** Hashes a key that has these columns. */
  public static void hash(Column[] keys, int rows, long[] out) {
    if (keys.length == 0) {
      java.util.Arrays.fill(out, 0, rows, 0);
      return;
    }
    for (int k = 0; k < keys.length; k++) {
      column(keys[k], rows, out, k == 0);
    }
  }

  private static void column(Column column, int rows, long[] out, boolean first) {
    if (column.layout() == DataType.Layout.I64 && !column.mayHaveNulls()) {
      longs(column.dataAddress(), rows, out, first);
      return;
    }
    Slice slice = new Slice();
    for (int i = 0; i < rows; i++) {
      long h = value(column, i, slice);
      out[i] = first ? h : combine(out[i], h);
    }
  }

  private static void longs(long address, int rows, long[] out, boolean first) {
    if (first) {
      for (int i = 0; i < rows; i++) {
        out[i] = mix(Mem.getLong(address + 8L * i));
      }
    } else {
      for (int i = 0; i < rows; i++) {
        out[i] = combine(out[i], mix(Mem.getLong(address + 8L * i)));
      }
    }
  }

  /** The hash of one value. */
  public static long value(Column column, int row) {
    return value(column, row, new Slice());
  }

  static long value(Column column, int row, Slice slice) {
    if (column.isNull(row)) {
      return NULL;
    }
    return switch (column.layout()) {
      case BIT, I8, I16, I32, I64 -> mix(column.getLong(row));
      case F32, F64 -> mix(Double.doubleToLongBits(column.getDouble(row) + 0.0));
      case I128 -> {
        long at = column.dataAddress() + 16L * row;
        yield combine(mix(Mem.getLong(at)), mix(Mem.getLong(at + 8)));
      }
      case VIEW -> {
        column.getSlice(row, slice);
        yield bytes(slice.address, slice.length);
      }
      case LIST -> list(column, row, slice);
      case STRUCT -> struct(column, row, slice);
    };
  }

  private static long list(Column column, int row, Slice slice) {
    long h = (long) column.listEnd(row) - column.listStart(row);
    for (int i = column.listStart(row); i < column.listEnd(row); i++) {
      h = combine(h, value(column.child(0), i, slice));
    }
    return mix(h);
  }

  private static long struct(Column column, int row, Slice slice) {
    long h = column.childCount();
    for (int i = 0; i < column.childCount(); i++) {
      h = combine(h, value(column.child(i), row, slice));
    }
    return mix(h);
  }

  /** The hash of a text. */
  public static long bytes(long address, int length) {
    long h = length * M1;
    int i = 0;
    while (length - i >= 8) {
      h = (h ^ Mem.getLong(address + i)) * M2;
      h ^= h >>> 32;
      i += 8;
    }
    long tail = 0;
    int shift = 0;
    while (i < length) {
      tail |= (Mem.getByte(address + i) & 0xffL) << shift;
      shift += 8;
      i++;
    }
    return mix(h ^ tail * M1);
  }

  /** The hash of a whole number. */
  public static long mix(long value) {
    long h = value;
    h ^= h >>> 33;
    h *= M1;
    h ^= h >>> 33;
    h *= M2;
    return h ^ (h >>> 33);
  }

  public static long combine(long h, long next) {
    return mix(h * 31 + next);
  }
}
