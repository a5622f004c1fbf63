package dev.laminar.spi;

import dev.laminar.data.Schema;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;

/**
 * What a reader is given.
 *
 * @param allocator memory for batches; everything is to be released
 * @param columns what the plan needs, a part of {@link Source#schema}: struct types are pruned to
 *     the nested fields that are used. The reader's batches have exactly these columns.
 * @param position where a snapshot said to go on, as {@link SplitReader#position} gave it; empty to
 *     begin at the start
 * @param maxRows the most rows a batch may have; tests set 1
 */
public record ReadContext(
    BufferAllocator allocator, Schema columns, Optional<String> position, int maxRows) {}
