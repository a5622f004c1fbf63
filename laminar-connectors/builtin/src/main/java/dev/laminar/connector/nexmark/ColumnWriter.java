package dev.laminar.connector.nexmark;

import dev.laminar.data.Mem;
import java.nio.charset.StandardCharsets;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Writes one column for the events of one kind: a loop over them for each.
 *
 * <p>Streams of random words are numbered per kind; two draws of one event never use the same bits
 * of the same stream. One thread.
 */
abstract class ColumnWriter {

  final Laws laws;
  final Texts texts;
  private final BufferAllocator allocator;

  ColumnWriter(Laws laws, Texts texts, BufferAllocator allocator) {
    this.laws = laws;
    this.texts = texts;
    this.allocator = allocator;
  }

  /**
   * Writes the column's values at their rows.
   *
   * @param column its name in lower case
   * @param data where row 0's value or view is to stand
   * @return the blobs that views point into, with a reference for the column
   */
  abstract ArrowBuf[] write(String column, Events events, long data);

  static ArrowBuf[] noBlobs() {
    return new ArrowBuf[0];
  }

  static ArrowBuf[] shared(ArrowBuf blob) {
    blob.getReferenceManager().retain();
    return new ArrowBuf[] {blob};
  }

  final ArrowBuf[] times(Events events, long data) {
    for (int i = 0; i < events.count; i++) {
      Mem.putLong(data + 8L * events.rows[i], laws.time(events.numbers[i]));
    }
    return noBlobs();
  }

  /** A blob of this batch alone. */
  final ArrowBuf blob(int bytes) {
    return allocator.buffer(Math.max(1, bytes));
  }

  /** Writes the view of a text that stands in blob 0 at that offset. */
  static void view(long view, long blob, int offset, int length) {
    if (length > 12) {
      Mem.putLong(view, length | ((long) Mem.getInt(blob + offset) << 32));
      Mem.putLong(view + 8, (long) offset << 32);
    } else {
      Mem.putLong(view, length);
      Mem.putLong(view + 8, 0);
      Mem.copy(blob + offset, view + 4, length);
    }
  }

  /** Words of at most 16 bytes, as bytes with their lengths. */
  static byte[][] words(String... words) {
    byte[][] bytes = new byte[words.length][];
    for (int i = 0; i < words.length; i++) {
      bytes[i] = words[i].getBytes(StandardCharsets.ISO_8859_1);
    }
    return bytes;
  }

  static IllegalArgumentException unknown(String column) {
    return new IllegalArgumentException("no column " + column);
  }
}
