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
 */
public record Services(
    Clock clock, Supplier<OutputStream> standardOutput, Supplier<InputStream> standardInput) {}
