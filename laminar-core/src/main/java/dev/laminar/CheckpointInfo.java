package dev.laminar;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * A complete checkpoint.
 *
 * @param location the storage that it is in
 * @param savepoint its name, if it was asked for as a savepoint
 * @param bytes written for it, without what it shares with earlier ones
 * @param totalBytes all that it refers to
 */
public record CheckpointInfo(
    long epoch,
    URI location,
    Optional<String> savepoint,
    Instant started,
    Instant finished,
    long bytes,
    long totalBytes) {}
