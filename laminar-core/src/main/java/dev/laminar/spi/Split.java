package dev.laminar.spi;

/**
 * A part of a source that is read in order by one reader: a file, a partition, a shard.
 *
 * @param id stable across restarts; positions in snapshots are kept under it
 * @param descriptor what the connector needs to open it, in its own form
 */
public record Split(String id, String descriptor) {}
