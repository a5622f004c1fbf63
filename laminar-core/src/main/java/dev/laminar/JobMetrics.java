package dev.laminar;

import java.util.List;
import java.util.Map;

/**
 * What a job has done so far. A picture taken while it runs: numbers of different operators may be
 * of slightly different moments.
 */
public record JobMetrics(
    List<OperatorMetrics> operators, List<SourceProgress> sources, CheckpointMetrics checkpoints) {

  public JobMetrics {
    operators = List.copyOf(operators);
    sources = List.copyOf(sources);
  }

  /**
   * One operator in one subtask.
   *
   * @param operator its number in the job; the same in every subtask
   * @param busyNanos time spent in it, without the operators fused behind it
   * @param blockedNanos time that its task could not run because of a full queue behind it
   * @param queuedBytes bytes that wait to be read by its task; only of a task's first operator
   * @param watermark the watermark that left it in microseconds, {@link Long#MIN_VALUE} if none did
   * @param holdingSplit the split that holds the watermark back, or an empty text
   * @param counters further counts by name, such as {@code late-rows}
   */
  public record OperatorMetrics(
      int operator,
      String name,
      int subtask,
      long rowsIn,
      long batchesIn,
      long bytesIn,
      long rowsOut,
      long batchesOut,
      long bytesOut,
      long busyNanos,
      long blockedNanos,
      long queuedBytes,
      long stateBytes,
      long watermark,
      String holdingSplit,
      Map<String, Long> counters) {

    public OperatorMetrics {
      counters = Map.copyOf(counters);
    }
  }

  /**
   * How far a table has been read.
   *
   * @param bytesTotal 0 if it is not known
   */
  public record SourceProgress(
      String table, long rows, long bytesDone, long bytesTotal, int splits, int splitsDone) {}

  /**
   * The job's checkpoints, over all of its runs.
   *
   * @param lastNanos how long the last complete one took, from its barrier to its manifest
   * @param lastBytes what was written for it
   * @param stallNanosP99 99 of 100 times that a task worked on a snapshot it was back at its rows
   *     within this
   */
  public record CheckpointMetrics(
      long completed,
      long failed,
      long lastNanos,
      long lastBytes,
      long stallNanosP99,
      long longestStallNanos) {}

  /** A counter summed over all operators and subtasks. */
  public long total(String counter) {
    return operators.stream()
        .mapToLong(operator -> operator.counters().getOrDefault(counter, 0L))
        .sum();
  }
}
