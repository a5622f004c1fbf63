package dev.laminar.internal.plan;

import dev.laminar.data.Schema;
import dev.laminar.spi.Source;

/**
 * A table to read from.
 *
 * @param full all columns that the source has; a scan reads a pruned part
 * @param readsChanges whether its rows can be retracts (such as Debezium's)
 */
public record SourceTable(
    String name,
    String connector,
    Source source,
    Schema full,
    boolean readsChanges,
    BadData badData) {}
