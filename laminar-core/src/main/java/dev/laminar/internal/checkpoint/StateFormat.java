package dev.laminar.internal.checkpoint;

/**
 * The layout of a file of state: magic and version, blocks, footer, trailer. Numbers are little
 * endian.
 *
 * <pre>
 * header    8 bytes magic, 4 bytes version
 * blocks    one behind the other, see {@link BlockEncoder}
 * footer    texts; shapes (operator, table, removed, column types); for each block its shape,
 *           key group, rows, codec, length and CRC-32C
 * trailer   8 bytes length of the footer, 4 bytes its CRC-32C, 4 bytes version, 8 bytes magic
 * </pre>
 */
final class StateFormat {

  static final long MAGIC = 0x5441_5453_524e_4d4cL; // "LMNRSTAT"
  static final int VERSION = 1;
  static final int HEADER = 12;
  static final int TRAILER = 24;

  /** The block's bytes stand as they are. */
  static final int PLAIN = 0;

  /** A block of more rows is written as several, so that no reader needs more memory. */
  static final long LARGEST_BLOCK = 64L << 20;

  private StateFormat() {}
}
