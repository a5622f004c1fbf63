package dev.laminar.spi;

import org.apache.arrow.memory.ArrowBuf;

/**
 * Decodes bytes into batches. Keeps state between calls; one thread.
 *
 * <p>Two ways of use: {@link #decodeStream} for files, where records follow each other and the
 * decoder finds their ends; {@link #decodeMessage} where the system frames records. Text columns
 * may point into the given buffer, which the decoder then retains.
 */
public interface Decoder extends AutoCloseable {

  /**
   * Decodes the complete records among bytes {@code from} to {@code to}.
   *
   * @param last whether the stream ends here, so that an unfinished record is the last or bad
   * @return how many bytes were used up; the rest comes again before what follows
   */
  int decodeStream(ArrowBuf bytes, int from, int to, boolean last, SourceOutput output);

  /** Decodes one framed message. */
  void decodeMessage(ArrowBuf bytes, int from, int to, String position, SourceOutput output);

  /**
   * What {@link #restore} must be told so that another decoder goes on after the bytes used up so
   * far, beside those bytes' number; one line.
   */
  default String state() {
    return "";
  }

  /** Goes on where the decoder stood that gave this state. */
  default void restore(String state) {}

  /** Emits the rows collected so far. */
  void flush(SourceOutput output);

  @Override
  void close();
}
