package dev.laminar.internal.exec;

import dev.laminar.CheckpointInfo;
import dev.laminar.JobMetrics.CheckpointMetrics;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts a job's checkpoints and how long they kept tasks from their rows.
 *
 * <p>Stalls are counted in buckets an eighth of a power of two wide, so that a quantile is known to
 * within 13 %. Any thread.
 */
final class CheckpointCounts {

  private static final int PARTS = 8;

  private final AtomicLong completed = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong longest = new AtomicLong();
  private final AtomicLongArray stalls = new AtomicLongArray(64 * PARTS);
  private volatile long lastNanos;
  private volatile long lastBytes;

  void completed(CheckpointInfo info) {
    completed.incrementAndGet();
    lastNanos = Duration.between(info.started(), info.finished()).toNanos();
    lastBytes = info.bytes();
  }

  void failed() {
    failed.incrementAndGet();
  }

  /** A task has worked on a snapshot for so long, without a row between. */
  void stall(long nanos) {
    stalls.incrementAndGet(bucket(Math.max(1, nanos)));
    longest.accumulateAndGet(nanos, Math::max);
  }

  private static int bucket(long nanos) {
    int power = 63 - Long.numberOfLeadingZeros(nanos);
    int part = power < 3 ? 0 : (int) (nanos >>> (power - 3)) & (PARTS - 1);
    return power * PARTS + part;
  }

  private static long upperEnd(int bucket) {
    int power = bucket / PARTS;
    long width = Math.max(1, (1L << power) / PARTS);
    return (1L << power) + width * (bucket % PARTS + 1);
  }

  private long quantile(double share) {
    long all = 0;
    for (int i = 0; i < stalls.length(); i++) {
      all += stalls.get(i);
    }
    long below = 0;
    for (int i = 0; i < stalls.length(); i++) {
      below += stalls.get(i);
      if (below > 0 && below >= share * all) {
        return Math.min(upperEnd(i), longest.get());
      }
    }
    return 0;
  }

  CheckpointMetrics metrics() {
    return new CheckpointMetrics(
        completed.get(), failed.get(), lastNanos, lastBytes, quantile(0.99), longest.get());
  }
}
