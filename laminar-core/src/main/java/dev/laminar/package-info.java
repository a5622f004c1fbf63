/**
 * Laminar: a streaming SQL engine that lives inside a Java application.
 *
 * <p>A pipeline is a plan of operators over batches of rows; a job is one run of it. The types of
 * this package are all that a first program imports. Connectors and formats implement {@code
 * dev.laminar.spi}; users test their pipelines with {@code dev.laminar.testing}; whatever lies
 * under {@code dev.laminar.internal} is not API.
 */
@NullMarked
package dev.laminar;

import org.jspecify.annotations.NullMarked;
