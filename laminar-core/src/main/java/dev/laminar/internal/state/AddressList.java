package dev.laminar.internal.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A list of addresses that grows by pieces and never copies large ones. One thread. */
final class AddressList {
  private static final int FIRST = 16;
  private static final int PIECE_BITS = 13;
  private static final int PIECE = 1 << PIECE_BITS;

  private final List<long[]> pieces = new ArrayList<>();
  private long[] last = {};
  private int used; // of the last piece
  private long bytes;

  void add(long address) {
    if (used == last.length) {
      grow();
    }
    last[used++] = address;
  }

  private void grow() {
    if (used == PIECE || pieces.isEmpty()) {
      last = new long[pieces.isEmpty() ? FIRST : PIECE];
      pieces.add(last);
      used = 0;
    } else {
      bytes -= 8L * last.length;
      last = Arrays.copyOf(last, Math.min(PIECE, last.length * 4));
      pieces.set(pieces.size() - 1, last);
    }
    bytes += 8L * last.length;
  }

  long size() {
    return pieces.isEmpty() ? 0 : (long) (pieces.size() - 1) * PIECE + used;
  }

  long get(long index) {
    return pieces.get((int) (index >>> PIECE_BITS))[(int) index & PIECE - 1];
  }

  /** Empties the list and frees its memory. */
  void clear() {
    pieces.clear();
    last = new long[0];
    used = 0;
    bytes = 0;
  }

  long bytes() {
    return bytes;
  }
}
