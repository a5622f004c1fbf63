package dev.laminar.spi;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * What the surrounding program lends to connectors.
 *
 * @param clock the only clock that they may read
 * @param standardOutput where the {@code stdout} connector writes
 * @param standardInput where a source that reads from the terminal reads
 * @param preview who is shown the rows of {@code preview} tables
 */
public record Services(
    Clock clock,
    Supplier<OutputStream> standardOutput,
    Supplier<InputStream> standardInput,
    PreviewListener preview) {

  /** Services of a program in which nobody watches previews. */
  public Services(
      Clock clock, Supplier<OutputStream> standardOutput, Supplier<InputStream> standardInput) {
    this(clock, standardOutput, standardInput, PreviewListener.NONE);
  }
}
