/**
 * What a plugin implements: {@link dev.laminar.spi.Connector} (open it first) makes sources and
 * sinks, {@link dev.laminar.spi.Format} makes decoders and encoders. What may wait is kept apart
 * from what computes: {@code fetch} and {@code write} run on virtual threads, {@code read} and
 * {@code encode} on the engine's workers.
 */
@NullMarked
package dev.laminar.spi;

import org.jspecify.annotations.NullMarked;
