package dev.laminar.spi;

import dev.laminar.data.Schema;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;

/**
 * What a writer is given.
 *
 * @param columns the columns of the batches that come
 * @param subtask this writer's number, from 0
 * @param transaction if present, rows are to be staged until they are committed; only for a sink
 *     that has a {@link Sink#committer}
 */
public record WriteContext(
    BufferAllocator allocator,
    Schema columns,
    int subtask,
    int parallelism,
    Optional<Transaction> transaction) {}
