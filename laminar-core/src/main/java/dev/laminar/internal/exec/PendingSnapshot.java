package dev.laminar.internal.exec;

import dev.laminar.JobSnapshot;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** A snapshot under way: complete when every task has reported its share. */
record PendingSnapshot(
    StateCopy state, AtomicInteger missing, CompletableFuture<JobSnapshot> future) {

  long epoch() {
    return state.epoch();
  }
}
