package dev.laminar.format.text;

/** Finds bytes in machine words, eight at once, as in <i>Hacker's Delight</i> 6-1. Stateless. */
public final class Words {

  /** The highest bit of each byte: set where a byte is not ASCII. */
  public static final long HIGH_BITS = 0x8080808080808080L;

  private static final long ONES = 0x0101010101010101L;
  private static final long QUOTES = 0x2222222222222222L;
  private static final long BACKSLASHES = 0x5c5c5c5c5c5c5c5cL;
  private static final long BLANKS = 0x2020202020202020L;

  private Words() {}

  /** The word that holds {@code b} in every byte. */
  public static long all(byte b) {
    return (b & 0xff) * ONES;
  }

  /**
   * The bytes that cannot stand in a JSON string as they are: quotes, backslashes, control
   * characters. The lowest bit that is set is right; of higher ones some may not be.
   */
  public static long jsonSpecials(long word) {
    long controls = (word - BLANKS) & ~word;
    return (zeroes(word ^ QUOTES) | zeroes(word ^ BACKSLASHES) | controls) & HIGH_BITS;
  }

  /** Has the high bit of each zero byte set; the lowest that is set is right. */
  public static long zeroes(long word) {
    return (word - ONES) & ~word & HIGH_BITS;
  }

  /** Which byte, from 0, the lowest bit belongs to. */
  public static int first(long hits) {
    return Long.numberOfTrailingZeros(hits) >>> 3;
  }
}
