/**
 * What sources share that make up their rows: numbered rows, split, rate-limited and restorable.
 * Open {@link dev.laminar.connector.generator.SequenceReader} first.
 */
@NullMarked
package dev.laminar.connector.generator;

import org.jspecify.annotations.NullMarked;
