package dev.laminar.spi;

import dev.laminar.data.Schema;
import org.apache.arrow.memory.BufferAllocator;

/**
 * What a writer is given.
 *
 * @param columns the columns of the batches that come
 * @param subtask this writer's number, from 0
 */
public record WriteContext(
    BufferAllocator allocator, Schema columns, int subtask, int parallelism) {}
