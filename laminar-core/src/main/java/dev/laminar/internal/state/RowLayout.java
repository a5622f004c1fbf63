package dev.laminar.internal.state;

import dev.laminar.data.DataType;
import dev.laminar.data.Field;
import java.util.List;

/**
 * What the rows of {@link GroupTable}s look like: a header, the key fields, then {@code valueBytes}
 * that belong to the table's user and begin as a copy of {@code template}.
 *
 * <p>The header is the upper 48 bits of the key's hash, a byte of flags and a byte of the keys'
 * null bits. Tables of one layout can exchange rows. Immutable.
 */
public final class RowLayout {
  static final int FLAGS = 6;
  static final int NULLS = 7;
  static final int KEYS = 8;

  /** A removed row holds a link in its second word. */
  private static final int SMALLEST = 16;

  private final RowFields keys;
  private final int valueOffset;
  private final long[] template;
  private final boolean singleLong;

  public RowLayout(List<Field> keys, byte[] template) {
    this.keys = new RowFields(keys, KEYS, NULLS);
    this.valueOffset = this.keys.end();
    this.template = words(template);
    this.singleLong = keys.size() == 1 && keys.getFirst().type().layout() == DataType.Layout.I64;
  }

  private static long[] words(byte[] bytes) {
    if ((bytes.length & 7) != 0) {
      throw new IllegalArgumentException("values take whole words");
    }
    long[] words = new long[bytes.length / 8];
    java.nio.ByteBuffer.wrap(bytes)
        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
        .asLongBuffer()
        .get(words);
    return words;
  }

  public RowFields keys() {
    return keys;
  }

  /** Where the values begin, from the row's address; the same for all layouts with equal keys. */
  public int valueOffset() {
    return valueOffset;
  }

  public int rowBytes() {
    return Math.max(SMALLEST, valueOffset + template.length * 8);
  }

  long[] template() {
    return template;
  }

  /** Whether the key is one 64-bit field, the case that has loops of its own. */
  boolean singleLong() {
    return singleLong;
  }
}
