/**
 * Spilled state in RocksDB: one database for each job, shared by its operators, each of which has a
 * prefix of its own. Begin with {@link dev.laminar.state.rocksdb.RocksSpillStores}. Nothing here
 * outlives the job: checkpoints contain the rows themselves.
 */
@NullMarked
package dev.laminar.state.rocksdb;

import org.jspecify.annotations.NullMarked;
