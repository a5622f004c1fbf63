package dev.laminar.internal.exec;

import dev.laminar.CheckpointInfo;
import dev.laminar.ErrorCode;
import dev.laminar.JobSnapshot;
import dev.laminar.LaminarException;
import dev.laminar.internal.checkpoint.CheckpointStore;
import dev.laminar.internal.checkpoint.Manifest;
import dev.laminar.internal.checkpoint.StateReader;

/** A checkpoint in memory. Any thread. */
final class StoredSnapshot implements JobSnapshot {

  private final CheckpointStore store;
  private final Manifest manifest;
  private volatile boolean closed;

  StoredSnapshot(CheckpointStore store, Manifest manifest) {
    this.store = store;
    this.manifest = manifest;
  }

  Manifest manifest() {
    return manifest;
  }

  CheckpointInfo info() {
    return Durability.info(store, manifest);
  }

  /** For a job that begins from it, whenever others close it. */
  StateReader reader() {
    if (closed) {
      throw new LaminarException(
          ErrorCode.NOT_FOUND, "the snapshot to begin from has been closed: close it later");
    }
    return new StateReader(store.storage(), manifest);
  }

  @Override
  public long epoch() {
    return manifest.epoch();
  }

  @Override
  public void close() {
    closed = true;
  }
}
