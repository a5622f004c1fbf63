package dev.laminar.internal.checkpoint;

import dev.laminar.data.Column;
import dev.laminar.data.Mem;

/**
 * Texts as views and one blob that has their bytes in the order of the rows. Neighbours that also
 * are neighbours in their old blob are copied at once. Views of missing values, which may be
 * anything, become empty. Stateless.
 */
final class ViewEncoder {

  private ViewEncoder() {}

  /** The bytes of all texts that are too long to stand in their views. */
  static long blobBytes(Column column, int from, int to) {
    long bytes = 0;
    long views = column.dataAddress();
    boolean nullable = column.mayHaveNulls();
    for (int row = from; row < to; row++) {
      int length = Mem.getInt(views + 16L * row);
      if (length > Column.INLINE && !(nullable && column.isNull(row))) {
        bytes += length;
      }
    }
    return bytes;
  }

  /** The address after the last byte. */
  static long write(Column column, int from, int to, long target) {
    long blobBytes = blobBytes(column, from, to);
    long at = BlockEncoder.writeVarint(target, blobBytes);
    long blob = at + 16L * (to - from);
    if (blobBytes == 0 && !column.mayHaveNulls()) {
      Mem.copy(column.dataAddress() + 16L * from, at, 16L * (to - from));
    } else {
      writeLong(column, from, to, at, blob);
    }
    return blob + blobBytes;
  }

  private static void writeLong(Column column, int from, int to, long target, long blob) {
    long[] blobs = column.blobAddresses();
    boolean nullable = column.mayHaveNulls();
    long runStart = 0; // texts that lie one behind the other and are yet to be copied
    long runLength = 0;
    long copied = 0;
    long at = target;
    for (int row = from; row < to; row++, at += 16) {
      long view = column.dataAddress() + 16L * row;
      if (nullable && column.isNull(row)) {
        Mem.putLong(at, 0);
        Mem.putLong(at + 8, 0);
        continue;
      }
      long lengthAndPrefix = Mem.getLong(view);
      int length = (int) lengthAndPrefix;
      Mem.putLong(at, lengthAndPrefix);
      if (length <= Column.INLINE) {
        Mem.putLong(at + 8, Mem.getLong(view + 8));
        continue;
      }
      long text = blobs[Mem.getInt(view + 8)] + Mem.getInt(view + 12);
      if (text != runStart + runLength) {
        Mem.copy(runStart, blob + copied, runLength);
        copied += runLength;
        runStart = text;
        runLength = 0;
      }
      Mem.putLong(at + 8, (copied + runLength) << 32);
      runLength += length;
    }
    Mem.copy(runStart, blob + copied, runLength);
  }
}
