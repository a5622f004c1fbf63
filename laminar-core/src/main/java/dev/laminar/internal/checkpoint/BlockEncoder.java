package dev.laminar.internal.checkpoint;

import dev.laminar.data.Batch;
import dev.laminar.data.Column;
import dev.laminar.data.Mem;

/**
 * Rows as a block of a state file: Arrow's buffers column after column, depth first, without
 * padding.
 *
 * <p>Before each column stands a byte that says whether a validity bitmap follows; there is none if
 * no value is missing. Views are preceded by the length of the one blob behind them, offsets by the
 * number of elements; all other lengths follow from the number of rows. The blob has the texts of
 * these rows and nothing else, however large the blobs are that they came from. Stateless.
 */
final class BlockEncoder {

  /** The flag of a column with a validity bitmap. */
  static final int VALIDITY = 1;

  private BlockEncoder() {}

  /** What rows {@code from} to {@code to} of all columns will take. */
  static long size(Batch batch, int from, int to) {
    long bytes = 0;
    for (int i = 0; i < batch.columnCount(); i++) {
      bytes += size(batch.column(i), from, to);
    }
    return bytes;
  }

  /** Writes as many bytes as {@link #size} has said; the address after the last. */
  static long write(Batch batch, int from, int to, long target) {
    long at = target;
    for (int i = 0; i < batch.columnCount(); i++) {
      at = write(batch.column(i), from, to, at);
    }
    return at;
  }

  private static long size(Column column, int from, int to) {
    int rows = to - from;
    long bytes = 1 + (hasNulls(column, from, to) ? bitBytes(rows) : 0);
    return bytes
        + switch (column.layout()) {
          case BIT -> bitBytes(rows);
          case VIEW -> {
            long blob = ViewEncoder.blobBytes(column, from, to);
            yield varintBytes(blob) + 16L * rows + blob;
          }
          case LIST -> {
            int start = element(column, from, from, to);
            int end = element(column, to, from, to);
            yield varintBytes(end - start) + 4L * (rows + 1) + size(column.child(0), start, end);
          }
          case STRUCT -> {
            long children = 0;
            for (int i = 0; i < column.childCount(); i++) {
              children += size(column.child(i), from, to);
            }
            yield children;
          }
          case I8, I16, I32, I64, F32, F64, I128 -> (long) column.layout().width() * rows;
        };
  }

  private static long write(Column column, int from, int to, long target) {
    int rows = to - from;
    long at = target + 1;
    boolean nulls = hasNulls(column, from, to);
    Mem.putByte(target, (byte) (nulls ? VALIDITY : 0));
    if (nulls) {
      at = writeBits(column.validityAddress(), from, rows, at);
    }
    return switch (column.layout()) {
      case BIT -> writeBits(column.dataAddress(), from, rows, at);
      case VIEW -> ViewEncoder.write(column, from, to, at);
      case LIST -> writeList(column, from, to, at);
      case STRUCT -> {
        for (int i = 0; i < column.childCount(); i++) {
          at = write(column.child(i), from, to, at);
        }
        yield at;
      }
      case I8, I16, I32, I64, F32, F64, I128 -> {
        int width = column.layout().width();
        Mem.copy(column.dataAddress() + (long) width * from, at, (long) width * rows);
        yield at + (long) width * rows;
      }
    };
  }

  private static long writeList(Column column, int from, int to, long target) {
    int start = element(column, from, from, to);
    int end = element(column, to, from, to);
    long at = writeVarint(target, end - start);
    Mem.putInt(at, 0);
    for (int row = from; row < to; row++) {
      at += 4;
      Mem.putInt(at, column.listEnd(row) - start);
    }
    return write(column.child(0), start, end, at + 4);
  }

  /** An offset; no rows may come without any. */
  private static int element(Column column, int row, int from, int to) {
    return from == to ? 0 : column.listStart(row);
  }

  static long bitBytes(int rows) {
    return (rows + 7L) >>> 3;
  }

  private static boolean hasNulls(Column column, int from, int to) {
    long bits = column.validityAddress();
    if (bits == 0) {
      return false;
    }
    int row = from;
    while (row < to) {
      if ((row & 7) == 0 && to - row >= 64) {
        if (Mem.getLong(bits + (row >>> 3)) != -1L) {
          return true;
        }
        row += 64;
      } else if (!Mem.getBit(bits, row++)) {
        return true;
      }
    }
    return false;
  }

  /** Copies bits to a bitmap of their own; those after the last are 0. */
  private static long writeBits(long bits, int from, int count, long target) {
    long bytes = bitBytes(count);
    long source = bits + (from >>> 3);
    int shift = from & 7;
    if (shift == 0) {
      Mem.copy(source, target, bytes);
    } else {
      long last = bits + ((from + count - 1L) >>> 3);
      for (long i = 0; i < bytes; i++) {
        int low = Mem.getByte(source + i) & 0xff;
        int high = source + i < last ? Mem.getByte(source + i + 1) & 0xff : 0;
        Mem.putByte(target + i, (byte) ((low | high << 8) >>> shift));
      }
    }
    if ((count & 7) != 0) {
      long last = target + bytes - 1;
      Mem.putByte(last, (byte) (Mem.getByte(last) & ((1 << (count & 7)) - 1)));
    }
    return target + bytes;
  }

  static int varintBytes(long value) {
    return Math.max(1, (70 - Long.numberOfLeadingZeros(value)) / 7);
  }

  static long writeVarint(long target, long value) {
    long at = target;
    long left = value;
    while (left > 0x7f) {
      Mem.putByte(at++, (byte) (left | 0x80));
      left >>>= 7;
    }
    Mem.putByte(at++, (byte) left);
    return at;
  }
}
