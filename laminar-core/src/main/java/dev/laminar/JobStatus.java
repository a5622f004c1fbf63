package dev.laminar;

/** Where a job is in its life. */
public enum JobStatus {
  CREATED,
  RUNNING,
  /** Waiting to go on from its last checkpoint after a failure, or about to. */
  RECOVERING,
  /** Asked to stop: what was read is still on its way to the sinks. */
  STOPPING,
  /** All input was read and all output written. */
  FINISHED,
  /** Ended before its input did, because somebody asked for it. */
  STOPPED,
  FAILED;

  /** Whether nothing of the job runs any more. */
  public boolean ended() {
    return this == FINISHED || this == STOPPED || this == FAILED;
  }
}
